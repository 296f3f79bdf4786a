import type { InPieces } from '@anliu/engine-cooperative';
import { AppError, invalid } from '@anliu/kit';
import { hasHeading } from '../heading.js';
import { contentsOf, type SheetPart } from './contents.js';
import { readRows, type Shared } from './sheet-rows.js';
import { readSharedStrings } from './string-item.js';
import { readFormats } from './styles.js';
import type { Parts } from './unpack-workbook.js';

interface ReadSheet {
  readonly name: string;
  readonly rows: string[][];
  /** Why the sheet was not read to its end. */
  readonly failure: AppError | undefined;
}

const named = (sheets: readonly { name: string }[]): string => sheets.map(({ name }) => `“${name}”`).join('、');

/**
 * The sheet that has the list: the visible one with a heading, wherever it stands among notes and others. Without any it is the
 * first visible one, to be refused for its heading.
 * @throws AppError 400 when several sheets could be meant, or only a hidden one
 */
export function* readWorkbook(parts: Parts): InPieces<string[][]> {
  const contents = yield* contentsOf(parts);
  const shared: Shared = {
    strings: yield* readSharedStrings(contents.sharedStrings),
    formats: yield* readFormats(contents.styles),
    from1904: contents.from1904,
  };
  const visible = yield* readAll(
    contents.sheets.filter((sheet) => !sheet.hidden),
    shared,
  );
  const lists = visible.filter((sheet) => hasHeading(sheet.rows));
  const filled = lists.filter((sheet) => hasHeading(sheet.rows, 1));
  if (filled.length > 1) {
    throw invalid(`工作表${named(filled)}都有企业名单，请只保留要导入的一个，或隐藏其余的，再上传。`);
  }
  const chosen = filled[0] ?? lists[0];
  if (!chosen) {
    const hidden = yield* readAll(
      contents.sheets.filter((sheet) => sheet.hidden),
      shared,
    );
    const meant = hidden.filter((sheet) => hasHeading(sheet.rows));
    if (meant.length) throw invalid(`企业名单在隐藏的工作表${named(meant)}中，请取消隐藏后再上传。`);
  }
  const sheet = chosen ?? visible[0];
  if (sheet?.failure) throw sheet.failure;
  return sheet?.rows ?? [];
}

function* readAll(sheets: readonly SheetPart[], shared: Shared): InPieces<ReadSheet[]> {
  const read: ReadSheet[] = [];
  for (const { name, bytes } of sheets) {
    const rows: string[][] = [];
    let failure: AppError | undefined;
    try {
      yield* readRows(bytes, shared, rows);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A sheet of other things may be as long as it likes.
      failure = error;
    }
    read.push({ name, rows, failure });
  }
  return read;
}
