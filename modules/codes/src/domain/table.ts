import type { CodeItem } from '@anliu/contract';

export interface CodeTable {
  id: string;
  title: string;
  items: CodeItem[];
}

const inForce = (item: CodeItem, on: string): boolean =>
  (item.from === undefined || item.from <= on) && (item.to === undefined || on <= item.to);

/** Entries in force on a day; the first and the last day of an entry are included. Order is the table's own. */
export const itemsOn = (table: CodeTable, on: string): CodeItem[] => table.items.filter((item) => inForce(item, on));

/**
 * The name an entry has or had: of the edition in force on the day, else the last one, so that old cases keep their words.
 */
export function nameOf(table: CodeTable, code: string, on: string): string | undefined {
  const editions = table.items.filter((item) => item.code === code);
  return (editions.find((item) => inForce(item, on)) ?? editions.at(-1))?.name;
}
