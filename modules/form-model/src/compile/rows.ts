import type { FormData } from '../form.js';
import { isRowKey, ROW_KEY } from '../names.js';
import { isPlainObject, own } from '../values/empty.js';

/** Rows of a table value; anything that is no row is left out. */
export const rowsOf = (value: unknown): FormData[] => (Array.isArray(value) ? value.filter(isPlainObject) : []);

export const isRows = (value: unknown): value is FormData[] => Array.isArray(value) && value.every(isPlainObject);

export function rowKeyOf(row: FormData): string | undefined {
  const key = own(row, ROW_KEY);
  return isRowKey(key) ? key : undefined;
}

/** The next free key `r1`, `r2`, … above every key seen, so that a key is not given twice while a table is edited. */
export function nextRowKey(rows: readonly FormData[]): string {
  let highest = 0;
  for (const row of rows) {
    const match = /^r(\d{1,9})$/.exec(rowKeyOf(row) ?? '');
    if (match) highest = Math.max(highest, Number(match[1]));
  }
  return `r${highest + 1}`;
}

/** Gives every row a key of its own; duplicates are given a new one. The same rows always get the same keys. */
export function withRowKeys(rows: readonly FormData[], others: readonly FormData[] = []): FormData[] {
  const result: FormData[] = [];
  const taken = new Set<string>();
  for (const row of rows) {
    const key = rowKeyOf(row);
    const unique = key !== undefined && !taken.has(key) ? key : nextRowKey([...rows, ...others, ...result]);
    taken.add(unique);
    result.push({ ...row, [ROW_KEY]: unique });
  }
  return result;
}

/** The earlier row of each row: by key, or by position where rows cannot be added or removed and carry no keys. */
export function pairRows(
  rows: readonly FormData[],
  before: readonly FormData[],
  byPosition: boolean,
): (FormData | undefined)[] {
  const byKey = new Map<string, FormData>();
  for (const row of before) {
    const key = rowKeyOf(row);
    if (key !== undefined) byKey.set(key, row);
  }
  return rows.map((row, index) => {
    const key = rowKeyOf(row);
    if (key !== undefined) return byKey.get(key);
    return byPosition ? before[index] : undefined;
  });
}
