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

/**
 * Where the heading stands, counting from 0: the first row with every required column; else the one with most columns that are
 * recognised, which can be told what it lacks; else the first.
 */
export function headingAt(rows: Rows): number {
  const top = rows.slice(0, HEADING_SEARCH_ROWS);
  const complete = top.findIndex(isComplete);
  if (complete >= 0) return complete;
  const counts = top.map(recognised);
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

/** Whether there is a complete heading with so many rows of content below. */
export function hasHeading(rows: Rows, below = 0): boolean {
  const at = headingAt(rows);
  if (!isComplete(rows[at] ?? [])) return false;
  return rows.slice(at + 1).filter((cells) => cells.some((cell) => !isBlank(cell))).length >= below;
}
