import type { InPieces } from '@anliu/engine-cooperative';
import { AppError } from '@anliu/kit';
import { contentsOf, type SheetPart } from './contents.js';
import { readRows, type Shared } from './sheet-rows.js';
import { readSharedStrings } from './string-item.js';
import { readFormats } from './styles.js';
import type { Parts } from './unpack-workbook.js';

/** A sheet as texts, row by row; a CSV is one without a name. */
export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: string[][];
  /** Why the sheet was not read to its end. */
  readonly failure: AppError | undefined;
}

/** The sheets of a workbook in their order: the visible ones, then the hidden ones. */
export function* readWorkbook(parts: Parts): InPieces<ReadSheet[]> {
  const contents = yield* contentsOf(parts);
  const shared: Shared = {
    strings: yield* readSharedStrings(contents.sharedStrings),
    formats: yield* readFormats(contents.styles),
    from1904: contents.from1904,
  };
  const inOrder = [false, true].flatMap((hidden) => contents.sheets.filter((sheet) => sheet.hidden === hidden));
  return yield* readAll(inOrder, shared);
}

function* readAll(sheets: readonly SheetPart[], shared: Shared): InPieces<ReadSheet[]> {
  const read: ReadSheet[] = [];
  for (const { name, hidden, bytes } of sheets) {
    const rows: string[][] = [];
    let failure: AppError | undefined;
    try {
      yield* readRows(bytes, shared, rows);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A sheet of other things may be as long as it likes.
      failure = error;
    }
    read.push({ name, hidden, rows, failure });
  }
  return read;
}
