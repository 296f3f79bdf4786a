import path from 'node:path';
import type { InPieces } from '@anliu/engine-cooperative';
import { readXml } from './read-xml.js';
import { damaged, type Parts } from './unpack-workbook.js';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly bytes: Buffer;
}

/** What a workbook consists of. */
export interface Contents {
  readonly sheets: readonly SheetPart[];
  /** Days are counted from 1904, as Excel for Mac did. */
  readonly from1904: boolean;
  readonly sharedStrings: Buffer | undefined;
  readonly styles: Buffer | undefined;
}

interface Relation {
  readonly type: string;
  /** Name of the part in lower case. */
  readonly part: string;
}

const isOn = (text: string | undefined): boolean => text === '1' || text === 'true';

/** Finds the parts by the relations between them, not by their usual names. @throws AppError 400 when there is no workbook */
export function* contentsOf(parts: Parts): InPieces<Contents> {
  const top = yield* relationsOf(parts, '');
  const workbook = [...top.values()].find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const bytes = parts.get(workbook);
  if (!bytes) throw damaged();
  const relations = yield* relationsOf(parts, workbook);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  yield* readXml(bytes, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isOn(attributes['date1904']);
      if (name !== 'sheet') return;
      const relation = relations.get(attributes['id'] ?? '');
      const sheet = relation?.type === 'worksheet' ? parts.get(relation.part) : undefined;
      if (sheet)
        sheets.push({
          name: attributes['name'] ?? '',
          hidden: (attributes['state'] ?? 'visible') !== 'visible',
          bytes: sheet,
        });
    },
  });
  if (sheets.length === 0) throw damaged();
  const partOf = (type: string): Buffer | undefined => {
    const relation = [...relations.values()].find((candidate) => candidate.type === type);
    return relation && parts.get(relation.part);
  };
  return { sheets, from1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

function* relationsOf(parts: Parts, part: string): InPieces<Map<string, Relation>> {
  const folder = path.posix.dirname(part || 'x');
  const name = path.posix.join(folder, '_rels', `${path.posix.basename(part)}.rels`);
  const bytes = parts.get(name);
  const found = new Map<string, Relation>();
  if (!bytes) return found;
  yield* readXml(bytes, {
    open(element, { Id, Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship' || !Id || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : path.posix.join(folder, Target);
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: target.toLowerCase() });
    },
  });
  return found;
}
