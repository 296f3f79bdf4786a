import { isDangerousKey, own, ROW_KEY, type FormData } from '@anliu/form-model';

/**
 * Where something stands on screen: `phone`, `problems`, or `problems.r2.desc` for a cell. A row is known by its key, never by
 * its number: a place means the same row whatever happens to the rows around it. Data paths (`problems.1.desc`), as the form model
 * and the server use them, are numbered; they are turned into places when they arrive and back when they leave.
 */
export type Place = string;

/** How Formily holds a table: rows by key, so that no address changes when a row goes, comes back or moves. */
export interface HeldTable {
  order: string[];
  rows: Record<string, FormData>;
}

/** Under `rows` a key starts with a letter of ours: Formily would make a list of what looks like numbers. */
const PREFIX = 'k';
const ROWS = 'rows';

export const tableOrder = (table: string): string => `${table}.order`;
export const rowAddress = (table: string, key: string): string => `${table}.${ROWS}.${PREFIX}${key}`;

/** Formily's path of a place. */
export function pathOf(place: Place): string {
  const [field = '', key, column] = place.split('.');
  if (key === undefined) return field;
  return column === undefined ? rowAddress(field, key) : `${rowAddress(field, key)}.${column}`;
}

/** The place of one of Formily's paths; undefined for what is no field (the list of rows, a row as a whole). */
export function placeOf(path: string): Place | undefined {
  const [field = '', rows, key, column, ...rest] = path.split('.');
  if (rows === undefined) return field;
  if (rows !== ROWS || key === undefined || column === undefined || rest.length > 0) return undefined;
  return `${field}.${key.slice(PREFIX.length)}.${column}`;
}

/** The place of a numbered data path; a number beyond the rows stays a number. */
export function placeOfData(path: string, orderOf: (table: string) => readonly string[]): Place {
  const [field = '', index, ...rest] = path.split('.');
  if (index === undefined) return field;
  return [field, orderOf(field)[Number(index)] ?? index, ...rest].join('.');
}

/** The numbered data path of a place. */
export function dataPathOf(place: Place, orderOf: (table: string) => readonly string[]): string {
  const [field = '', key, ...rest] = place.split('.');
  if (key === undefined) return field;
  const index = orderOf(field).indexOf(key);
  return [field, index < 0 ? key : String(index), ...rest].join('.');
}

/** Rows as Formily holds them; each must have a key of its own (the form model gives them). */
export function heldTable(rows: readonly FormData[]): HeldTable {
  const held: HeldTable = { order: [], rows: {} };
  for (const row of rows) {
    const key = String(own(row, ROW_KEY));
    if (isDangerousKey(key) || Object.hasOwn(held.rows, PREFIX + key)) continue;
    held.order.push(key);
    held.rows[PREFIX + key] = row;
  }
  return held;
}

/** Rows in their order, as data. */
export const rowsOfHeld = (held: HeldTable | undefined): FormData[] =>
  (held?.order ?? []).flatMap((key) => {
    const row = held?.rows[PREFIX + key];
    return row ? [row] : [];
  });
