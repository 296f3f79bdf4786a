import { afterOthers, inSlices } from '@anliu/engine-cooperative';
import { AppError, invalid } from '@anliu/kit';
import { chosenSheet } from './choose-sheet.js';
import { headingAt } from './heading.js';
import { MAX_COLUMNS, MAX_ROWS, SLICE_MS } from './limits.js';
import { readCsv } from './read-csv.js';
import { readWorkbook, type ReadSheet } from './workbook/read-workbook.js';
import { damaged, unpackWorkbook } from './workbook/unpack-workbook.js';

const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** Every sheet of a file. Others have their turn while it is read. @throws AppError 400 */
export async function readSheets(file: Buffer): Promise<ReadSheet[]> {
  if (file.length === 0) throw invalid('文件是空的，请选择填好的导入模板。');
  if (file.subarray(0, 4).equals(OLD_EXCEL)) {
    throw invalid('这是旧版 Excel（.xls）或加了密码的文件，请另存为 .xlsx 或 CSV 后再上传。');
  }
  return file.subarray(0, 4).equals(ZIP)
    ? unpacked(file)
    : [{ name: '', hidden: false, rows: await readText(file), failure: undefined }];
}

/**
 * Cells of the sheet with the list as texts, row by row as a spreadsheet shows them; what stands above the heading is still there.
 * Others have their turn while it is read.
 * @throws AppError 400
 */
export async function readTable(file: Buffer): Promise<string[][]> {
  return tableOf(chosenSheet(await readSheets(file)));
}

/** The rows of a sheet within the limits. @throws AppError 400 */
export function tableOf({ rows, failure }: ReadSheet): string[][] {
  if (failure) throw failure;
  const heading = headingAt(rows);
  if (rows.length - heading - 1 > MAX_ROWS) throw invalid(`文件超过 ${MAX_ROWS} 行，请分成几个文件导入。`);
  if ((rows[heading]?.length ?? 0) > MAX_COLUMNS) {
    throw invalid(`第 ${heading + 1} 行超过 ${MAX_COLUMNS} 列，请使用导入模板，并删除右侧多余的列。`);
  }
  return rows;
}

async function readText(file: Buffer): Promise<string[][]> {
  const text = decode(file);
  await afterOthers();
  return readCsv(text);
}

/** UTF-8 with or without mark, UTF-16 with mark, else GB18030, which is what Excel writes here. */
export function decode(file: Buffer): string {
  const encodings =
    file[0] === 0xff && file[1] === 0xfe
      ? ['utf-16le']
      : file[0] === 0xfe && file[1] === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      if (!text.includes('\0')) return text;
    } catch {
      // Not this encoding.
    }
  }
  throw invalid('无法识别文件的编码。请上传 .xlsx，或另存为“CSV UTF-8”后再上传。');
}

async function unpacked(file: Buffer): Promise<ReadSheet[]> {
  const parts = await unpackWorkbook(file);
  try {
    return await inSlices(readWorkbook(parts), SLICE_MS);
  } catch (error) {
    throw error instanceof AppError ? error : damaged();
  }
}
