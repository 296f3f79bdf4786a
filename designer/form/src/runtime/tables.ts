import { own, ROW_KEY, type CompiledForm, type FormContext, type FormData } from '@anliu/form-model';
import type { Form } from '@formily/core';
import { batch, toJS } from '@formily/reactive';
import { rowAddress, rowsOfHeld, tableOrder, type HeldTable } from './places.js';

/** What a person can do to the rows of a table. Rows are named by key. */
export interface TableRows {
  /** Keys in order. Observable. */
  keys(table: string): readonly string[];
  rows(table: string): FormData[];
  row(table: string, key: string): FormData | undefined;
  /** Adds a row with its defaults at the end; gives its key, which no row of this form ever had. */
  add(tableId: string, table: string, context: FormContext): string;
  /** Takes a row out and gives it, so that it can be put back. */
  remove(table: string, key: string): { row: FormData; at: number } | undefined;
  /** Puts a row back; at the end when there are fewer rows now. */
  insert(table: string, row: FormData, at: number): void;
  /** Moves a row up or down by that many places, within the table. */
  move(table: string, key: string, by: number): void;
}

export function createTableRows(form: Form<FormData>, compiled: CompiledForm, stored: FormData): TableRows {
  /** Keys are never given twice, or a new row would be taken for one that was removed, with what it hides. */
  const given = new Map<string, Set<string>>();
  const held = (table: string): HeldTable | undefined => form.getValuesIn(table) as HeldTable | undefined;
  const rows = (table: string): FormData[] => rowsOfHeld(toJS(held(table)));
  const seen = (table: string): Set<string> => {
    const keys = given.get(table) ?? new Set<string>();
    given.set(table, keys);
    const earlier = own(stored, table);
    for (const row of [...rows(table), ...(Array.isArray(earlier) ? (earlier as unknown[]) : [])]) {
      const key = own(row, ROW_KEY);
      if (typeof key === 'string') keys.add(key);
    }
    return keys;
  };
  const keys = (table: string): readonly string[] => [...(held(table)?.order ?? [])];
  const put = (table: string, row: FormData, order: readonly string[]): void =>
    batch(() => {
      form.setValuesIn(rowAddress(table, String(row[ROW_KEY])), row);
      form.setValuesIn(tableOrder(table), [...order]);
    });
  return {
    keys,
    rows,
    row: (table, key) => toJS(form.getValuesIn(rowAddress(table, key)) as FormData | undefined),
    add(tableId, table, context) {
      const taken = [...seen(table)].map((key) => ({ [ROW_KEY]: key }));
      const row = compiled.newRow(tableId, taken, context);
      const key = String(row[ROW_KEY]);
      given.get(table)?.add(key);
      put(table, row, [...keys(table), key]);
      return key;
    },
    remove(table, key) {
      const at = keys(table).indexOf(key);
      const row = toJS(form.getValuesIn(rowAddress(table, key)) as FormData | undefined);
      if (at < 0 || !row) return undefined;
      seen(table);
      batch(() => {
        form.setValuesIn(
          tableOrder(table),
          keys(table).filter((item) => item !== key),
        );
        form.deleteValuesIn(rowAddress(table, key));
      });
      return { row, at };
    },
    insert(table, row, at) {
      const key = String(row[ROW_KEY]);
      const order = keys(table).filter((item) => item !== key);
      put(table, row, [...order.slice(0, at), key, ...order.slice(at)]);
    },
    move(table, key, by) {
      const order = [...keys(table)];
      const from = order.indexOf(key);
      const to = from + by;
      if (from < 0 || to < 0 || to >= order.length) return;
      order.splice(to, 0, ...order.splice(from, 1));
      form.setValuesIn(tableOrder(table), order);
    },
  };
}
