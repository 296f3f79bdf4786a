import { invalid } from '@anliu/kit';
import type { PeopleRow, PersonRowValues } from '@anliu/contract';
import { COLUMNS } from './people-columns.js';
import { say } from '../sentences.js';

/** People one file may bring. */
export const MAX_IMPORTED_PEOPLE = 500;

export const TEMPLATE_HEADING = COLUMNS.map((column) => column.title);

/** Rows above the heading that are looked at: offices put a title there. */
const MAX_TITLE_ROWS = 5;

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s*（）()]/g, '');
const columnOf = (heading: string): (typeof COLUMNS)[number] | undefined =>
  COLUMNS.find((column) => column.names.includes(plain(heading)));

/** Names the columns by the heading, wherever it stands among the first rows. @throws AppError 400 that says what is missing */
export function peopleRows(table: readonly (readonly string[])[]): PeopleRow[] {
  const found = (row: readonly string[]): number => row.filter((cell) => columnOf(cell)).length;
  const candidates = table.slice(0, MAX_TITLE_ROWS + 1);
  const best = Math.max(0, ...candidates.map(found));
  const at = candidates.findIndex((row) => found(row) === best);
  const columns = (candidates[at] ?? []).map(columnOf);
  const missing = COLUMNS.filter((column) => column.required && !columns.includes(column));
  if (missing.length) throw invalid(say.headingLacks({ columns: missing.map((column) => column.title) }));
  const rows = table.slice(at + 1).flatMap((cells, index): PeopleRow[] => {
    const values: PersonRowValues = {
      name: '',
      login: '',
      unit: '',
      post: '',
      phone: '',
      certificate: '',
      from: '',
      until: '',
    };
    columns.forEach((column, position) => {
      if (column) values[column.key] = (cells[position] ?? '').normalize('NFKC').trim();
    });
    values.login = values.login.toLowerCase();
    return Object.values(values).some(Boolean) ? [{ row: at + index + 2, values, problems: [] }] : [];
  });
  if (!rows.length) throw invalid(say.onlyHeading);
  if (rows.length > MAX_IMPORTED_PEOPLE)
    throw invalid(say.tooManyRows({ max: MAX_IMPORTED_PEOPLE, actual: rows.length }));
  return rows;
}
