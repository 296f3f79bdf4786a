import { COLUMNS } from '../domain/columns.js';
import type { ImportRow } from '@anliu/contract';

// Ours: two fixed tables, whose cells must not become formulas; quoting itself is one line.
const MARK = '\ufeff';

/** A cell that a spreadsheet would take for a formula is shown as text. */
export function guarded(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]): string => `${cells.map(guarded).join(',')}\r\n`;

/** The heading people fill in; with a mark, so that Excel reads it as UTF-8. */
export const templateCsv = (): string => MARK + line(COLUMNS.map((column) => column.title));

/** Bad rows in the columns of the template, with their row number and every reason, to be corrected and uploaded again. */
export function rejectedCsv(rows: readonly ImportRow[]): string {
  const heading = line([...COLUMNS.map((column) => column.title), '原行号', '原因']);
  const body = rows.map((row) =>
    line([
      ...COLUMNS.map((column) => row.values[column.key] ?? ''),
      String(row.row),
      row.problems.map((problem) => problem.message).join(' '),
    ]),
  );
  return MARK + heading + body.join('');
}
