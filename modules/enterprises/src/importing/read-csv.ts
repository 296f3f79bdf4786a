import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type InfoRecord } from 'csv-parse';
import { afterOthers } from '@anliu/engine-cooperative';
import { invalid } from '@anliu/kit';
import { cut } from './cut.js';
import { recognised } from './heading.js';
import {
  HEADING_SEARCH_CHARACTERS,
  HEADING_SEARCH_ROWS,
  MAX_COLUMNS,
  MAX_OPEN_QUOTES,
  MAX_ROWS,
  PIECE_BYTES,
} from './limits.js';

const ENOUGH_ROWS = MAX_ROWS + HEADING_SEARCH_ROWS + 1;
const DELIMITERS = [',', '\t', ';'];

/**
 * Cells of a CSV, at most so many rows that whoever counts them sees there are too many. Others have their turn between pieces,
 * however long a line is. A line that opens a quote and never closes it is taken as it stands, and the lines below are read on.
 * @throws AppError 400 when quotes are left open again and again
 */
export async function readCsv(text: string): Promise<string[][]> {
  const delimiter = delimiterOf(text);
  const rows: string[][] = [];
  let rest = Buffer.from(text, 'utf8');
  for (let open = 0; open <= MAX_OPEN_QUOTES; open += 1) {
    const read = await readOn(rest, delimiter, rows);
    if (read === rest.length) return rows;
    const end = rest.indexOf('\n', read);
    const line = rest.toString('utf8', read, end < 0 ? rest.length : end).replace(/\r$/, '');
    rows.push(line.split(delimiter, MAX_COLUMNS + 1).map(cut));
    if (end < 0) return rows;
    rest = rest.subarray(end + 1);
  }
  throw invalid(`CSV 文件第 ${rows.length} 行附近格式不正确，多处引号没有成对，请改正后再上传。`);
}

/** Adds rows; returns how far it came: to the end, or to the line whose quote is left open. */
async function readOn(bytes: Buffer, delimiter: string, rows: string[][]): Promise<number> {
  let read = 0;
  let swallowed = false;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    // Empty lines keep their place, so that row numbers are those of the spreadsheet.
    skip_empty_lines: false,
    // A quote within a value is a character like others.
    relax_quotes: true,
    cast: cut,
    onRecord: (cells: string[], { bytes: at }: InfoRecord) => {
      // The next quote, lines below, did not close it either: what lies between are lines of their own.
      swallowed ||= cells.some((cell) => cell.startsWith('"') && cell.includes('\n'));
      if (swallowed) return null;
      rows.push(cells.slice(0, MAX_COLUMNS + 1));
      read = at;
      return null;
    },
  });
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length && rows.length < ENOUGH_ROWS && !swallowed; at += PIECE_BYTES) {
      yield bytes.subarray(at, at + PIECE_BYTES);
      await afterOthers();
    }
  }
  parser.resume();
  try {
    await pipeline(pieces, parser);
  } catch (error) {
    const openQuote = error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED';
    if (!openQuote) throw error;
    if (rows.length < ENOUGH_ROWS) return read;
  }
  return swallowed ? read : bytes.length;
}

/** The one that makes most headings of a row at the top. */
function delimiterOf(text: string): string {
  const top = text.slice(0, HEADING_SEARCH_CHARACTERS).split(/\r\n|\r|\n/, HEADING_SEARCH_ROWS);
  const counts = DELIMITERS.map((delimiter) =>
    Math.max(
      ...top.map((line) => recognised(line.split(delimiter, MAX_COLUMNS).map((cell) => cell.replaceAll('"', '')))),
    ),
  );
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
