import { isBlank } from '@anliu/text';
import { columnByHeading, COLUMNS } from '../domain/columns.js';
import { HEADING_SEARCH_ROWS } from './limits.js';

type Rows = readonly (readonly string[])[];

const isComplete = (cells: readonly string[]): boolean => {
  const columns = cells.map(columnByHeading);
  return COLUMNS.every((column) => !column.required || columns.includes(column));
};
/** How many of the cells are headings of columns. */
export const recognised = (cells: readonly string[]): number => cells.filter((cell) => columnByHeading(cell)).length;

const filled = (cells: readonly string[]): number => cells.filter((cell) => !isBlank(cell)).length;
const firstWithMost = (counts: readonly number[]): number => Math.max(0, counts.indexOf(Math.max(...counts)));

/**
 * Where the heading stands, counting from 0: the first row with every required column; else the one with most columns that are
 * recognised, which can be told what it lacks; else the first with most cells, whose meaning has to be asked for.
 */
export function headingAt(rows: Rows): number {
  const top = rows.slice(0, HEADING_SEARCH_ROWS);
  const complete = top.findIndex(isComplete);
  if (complete >= 0) return complete;
  const counts = top.map(recognised);
  return Math.max(0, ...counts) > 0 ? firstWithMost(counts) : firstWithMost(top.map(filled));
}

/** Whether there is a heading with every required column. */
export const hasHeading = (rows: Rows): boolean => isComplete(rows[headingAt(rows)] ?? []);

/** Rows with content below the heading. */
export const rowsBelow = (rows: Rows): number =>
  rows.slice(headingAt(rows) + 1).filter((cells) => filled(cells) > 0).length;
