import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { utcDay } from '@anliu/office-time';
import { invalid } from '@anliu/kit';
import { inspectWorkbook } from './inspect-workbook.js';
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS } from './limits.js';

const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** Cells of the first sheet as texts, row by row as a spreadsheet shows them; the first is the heading. @throws AppError 400 */
export async function readTable(file: Buffer): Promise<string[][]> {
  if (file.length === 0) throw invalid('文件是空的，请选择填好的导入模板。');
  if (file.subarray(0, 4).equals(OLD_EXCEL)) {
    throw invalid('这是旧版 Excel（.xls）或加了密码的文件，请另存为 .xlsx 或 CSV 后再上传。');
  }
  const rows = file.subarray(0, 4).equals(ZIP) ? await readWorkbook(file) : readCsv(decode(file));
  if (rows.length > MAX_ROWS + 1) throw invalid(`文件超过 ${MAX_ROWS} 行，请分成几个文件导入。`);
  for (const [index, row] of rows.entries()) {
    if (row.length > MAX_COLUMNS) throw invalid(`第 ${index + 1} 行超过 ${MAX_COLUMNS} 列，请使用导入模板。`);
    const long = row.findIndex((cell) => cell.length > MAX_CELL_LENGTH);
    if (long >= 0) throw invalid(`第 ${index + 1} 行第 ${long + 1} 列超过 ${MAX_CELL_LENGTH} 个字，请缩短。`);
  }
  return rows;
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

function readCsv(text: string): string[][] {
  const heading = text.slice(0, Math.max(0, text.search(/[\r\n]/))) || text;
  const delimiter =
    heading.includes('\t') && !heading.includes(',')
      ? '\t'
      : heading.includes(';') && !heading.includes(',')
        ? ';'
        : ',';
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      // Empty lines keep their place, so that row numbers are those of the spreadsheet.
      skip_empty_lines: false,
      to: MAX_ROWS + 2,
      max_record_size: MAX_CELL_LENGTH * MAX_COLUMNS,
    }) as string[][];
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw invalid(`CSV 文件${line ? `第 ${line} 行附近` : ''}格式不正确，多半是引号没有成对，请改正后再上传。`);
  }
}

async function readWorkbook(file: Buffer): Promise<string[][]> {
  await inspectWorkbook(file);
  let rows: unknown[][];
  try {
    rows = (await readSheet(file, { trim: false, parseNumber: plainNumber })) as unknown[][];
  } catch (error) {
    throw invalid(`无法读取 Excel 文件的第一个工作表，请重新另存为 .xlsx 后再上传（${(error as Error).name}）。`);
  }
  return rows.map((row) => row.map(cellText));
}

/** Numbers stay as they are written, except that a long one written with an exponent is written out. */
function plainNumber(text: string): string {
  if (!/e/i.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return utcDay(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell);
}
