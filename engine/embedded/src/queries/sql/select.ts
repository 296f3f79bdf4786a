import type { Database } from 'better-sqlite3';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { PageAndSort, Sorting } from '@anliu/engine-protocol';
import { decodeRow } from '@anliu/engine-kernel';
import type { Columns, RowOf, Table } from '@anliu/engine-kernel';
import { restriction } from '../../authorization/readable.js';
import type { SeenBy } from '../../authorization/readable.js';
import { clause, joinClauses } from './clause.js';
import type { Clause, SqlParam } from './clause.js';
import { all, first } from './prepared.js';

export { all, first, prepare } from './prepared.js';

type Paging = keyof PageAndSort;
type Joiner = 'AND' | 'OR';
type FilterOf<Query, Key extends keyof Query> = (
  value: NonNullable<Query[Key]>,
  query: Query,
  /** How this query's own conditions are joined: `OR` inside `orQueries`. */
  joiner: Joiner,
) => Clause | undefined;

/** One condition per query field: the type makes a forgotten field a compile error. */
export type FilterTable<Query, Ignored extends keyof Query = never> = {
  readonly [Key in Exclude<keyof Query, Paging | 'orQueries' | Ignored>]-?: FilterOf<Query, Key>;
};

/** How each `sortBy` of a query orders. */
type SortTable<SortBy extends string> = Readonly<Record<SortBy, string | ((sorting: Sorting) => Clause)>>;

/** Everything needed to answer list and count of one resource. */
export interface Selection<Query, SortBy extends string, C extends Columns> {
  readonly table: Table<string, C>;
  /** FROM with alias and joins; the main table's alias is `alias`. */
  readonly from: string;
  readonly alias: string;
  /** Always applies. */
  readonly base?: Clause;
  /** Rights of which one suffices to see a row, where authorizations are enforced. */
  readonly readable: readonly SeenBy[];
  readonly filters: Readonly<Record<string, (value: never, query: Query, joiner: Joiner) => Clause | undefined>>;
  readonly sorts: SortTable<SortBy>;
  /** What orders rows that a `sortBy` calls equal, before the default order does. */
  readonly ties?: Readonly<Partial<Record<SortBy, string>>>;
  /** Order when the query asks for none; by id unless said otherwise. */
  readonly defaultOrder?: string;
}

interface AnyQuery extends PageAndSort {
  readonly orQueries?: readonly object[];
}

function conditions<Query extends object>(
  filters: Selection<Query, string, Columns>['filters'],
  query: Query,
  joiner: Joiner,
): Clause[] {
  const found: Clause[] = [];
  for (const [field, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    const condition = Object.hasOwn(filters, field) ? filters[field]?.(value as never, query, joiner) : undefined;
    if (condition) found.push(condition);
  }
  const orQueries = (query as AnyQuery).orQueries ?? [];
  if (joiner === 'AND')
    for (const orQuery of orQueries) {
      const alternatives = conditions(filters, orQuery as Query, 'OR');
      if (alternatives.length) found.push(joinClauses(alternatives, 'OR'));
    }
  return found;
}

function whereOf<Query extends object, SortBy extends string, C extends Columns>(
  db: Database,
  selection: Selection<Query, SortBy, C>,
  query: Query,
): Clause {
  const always = [selection.base, restriction(db, selection.readable)].filter((one) => one !== undefined);
  return joinClauses([...always, ...conditions(selection.filters, query, 'AND')], 'AND');
}

function orderOf<SortBy extends string>(
  sorts: SortTable<SortBy>,
  ties: Selection<object, SortBy, Columns>['ties'],
  sorting: readonly Sorting[] | undefined,
  fallback: string,
): Clause {
  if (!sorting?.length) return clause(fallback);
  const params: SqlParam[] = [];
  const terms = sorting.map((entry) => {
    if (!Object.hasOwn(sorts, entry.sortBy))
      throw new InvalidRequestError(`Cannot set query parameter 'sortBy' to value '${entry.sortBy}'`);
    if (entry.sortOrder !== 'asc' && entry.sortOrder !== 'desc')
      throw new InvalidRequestError(`Cannot set query parameter 'sortOrder' to value '${String(entry.sortOrder)}'`);
    const by = sorts[entry.sortBy as SortBy];
    const { sql, params: own } = typeof by === 'string' ? clause(by) : by(entry);
    params.push(...own);
    return `${sql} ${entry.sortOrder === 'asc' ? 'ASC' : 'DESC'}`;
  });
  const broken = sorting.flatMap((entry) => ties?.[entry.sortBy as SortBy] ?? []);
  return clause([...terms, ...broken, fallback].join(', '), ...params);
}

/** Rows of a selection that fulfil a query, ordered and paged. */
export function selectRows<Query extends object, SortBy extends string, C extends Columns>(
  db: Database,
  selection: Selection<Query, SortBy, C>,
  query: Query,
): RowOf<C>[] {
  const { firstResult, maxResults, sorting } = query as PageAndSort;
  const where = whereOf(db, selection, query);
  const order = orderOf<SortBy>(
    selection.sorts,
    selection.ties,
    sorting,
    selection.defaultOrder ?? `${selection.alias}.id`,
  );
  const sql = `SELECT ${selection.alias}.* FROM ${selection.from} WHERE ${where.sql} ORDER BY ${order.sql} LIMIT ? OFFSET ?`;
  const rows = all(db, sql, [...where.params, ...order.params, maxResults ?? -1, firstResult ?? 0]);
  return rows.map((row) => decodeRow(selection.table, row));
}

/** The ids alone of the rows that fulfil a query, at most `limit`; the query's own paging is not looked at. */
export function selectIds<Query extends object, SortBy extends string, C extends Columns>(
  db: Database,
  selection: Selection<Query, SortBy, C>,
  query: Query,
  limit: number,
): string[] {
  const where = whereOf(db, selection, query);
  const { alias, from } = selection;
  const sql = `SELECT ${alias}.id AS id FROM ${from} WHERE ${where.sql} ORDER BY ${alias}.id LIMIT ?`;
  return all(db, sql, [...where.params, limit]).map(({ id }) => String(id));
}

/** How many rows of a selection fulfil a query. */
export function countRows<Query extends object, SortBy extends string, C extends Columns>(
  db: Database,
  selection: Selection<Query, SortBy, C>,
  query: Query,
): number {
  const where = whereOf(db, selection, query);
  const row = first(db, `SELECT count(*) AS n FROM ${selection.from} WHERE ${where.sql}`, where.params);
  return Number(row?.['n'] ?? 0);
}

/** The row of that id if its caller may see it, or undefined. */
export function readableRow<Query extends object, SortBy extends string, C extends Columns>(
  db: Database,
  selection: Pick<Selection<Query, SortBy, C>, 'table' | 'from' | 'alias' | 'readable'>,
  id: string,
): RowOf<C> | undefined {
  const { alias, from, table, readable } = selection;
  const seen = restriction(db, readable);
  if (!seen) return rowById(db, table, id);
  const row = first(db, `SELECT ${alias}.* FROM ${from} WHERE ${alias}.id = ? AND (${seen.sql})`, [id, ...seen.params]);
  return row && decodeRow(table, row);
}

/** One row by id, whoever asks, or undefined. */
export function rowById<C extends Columns>(db: Database, table: Table<string, C>, id: string): RowOf<C> | undefined {
  const row = first(db, `SELECT * FROM ${table.name} WHERE id = ?`, [id]);
  return row && decodeRow(table, row);
}
