import { parseJson, writeJson } from '@anliu/engine-protocol';

/**
 * A tiny column language: one list per entity gives the TypeScript type, the SQL DDL and the row codec.
 *
 * `text` string · `int` whole number · `real` number · `time` milliseconds since 1970 (UTC) · `bool` 0/1 ·
 * `json` any JSON value stored as text · `blob` bytes.
 */
export type ColumnType = 'text' | 'int' | 'real' | 'time' | 'bool' | 'json' | 'blob';

export interface Column<T extends ColumnType = ColumnType, N extends boolean = boolean> {
  readonly type: T;
  readonly nullable: N;
  /** A single-column index is wanted. */
  readonly indexed: boolean;
}

interface TypeOf {
  readonly text: string;
  readonly int: number;
  readonly real: number;
  readonly time: number;
  readonly bool: boolean;
  readonly json: unknown;
  readonly blob: Uint8Array;
}

export type Columns = Readonly<Record<string, Column>>;

type ValueOf<C extends Column> =
  C extends Column<infer T, infer N> ? (N extends true ? TypeOf[T] | null : TypeOf[T]) : never;

/** The row type of a column list. Rows are never changed in place: an update is a new object. */
export type RowOf<C extends Columns> = { readonly [K in keyof C]: ValueOf<C[K]> };

export interface Table<Name extends string = string, C extends Columns = Columns> {
  /** SQL table name. */
  readonly name: Name;
  readonly columns: C;
  /** Further indexes over several columns. */
  readonly indexes: readonly (readonly string[])[];
}

const column = <T extends ColumnType, N extends boolean>(type: T, nullable: N, indexed: boolean): Column<T, N> => ({
  type,
  nullable,
  indexed,
});

export const text = column('text', false, false);
export const textIndexed = column('text', false, true);
export const maybeText = column('text', true, false);
export const maybeTextIndexed = column('text', true, true);
export const int = column('int', false, false);
export const maybeInt = column('int', true, false);
export const maybeReal = column('real', true, false);
export const time = column('time', false, false);
export const timeIndexed = column('time', false, true);
export const maybeTime = column('time', true, false);
export const maybeTimeIndexed = column('time', true, true);
export const bool = column('bool', false, false);
export const maybeBool = column('bool', true, false);
export const json = column('json', true, false);
export const blob = column('blob', true, false);

/** Declares an entity's table. Every table's key is the text column `id`. */
export function table<const Name extends string, const C extends Columns>(
  name: Name,
  columns: C,
  indexes: readonly (readonly (keyof C & string)[])[] = [],
): Table<Name, C> {
  return { name, columns, indexes };
}

const SQL_TYPE: Record<ColumnType, string> = {
  text: 'TEXT',
  int: 'INTEGER',
  real: 'REAL',
  time: 'INTEGER',
  bool: 'INTEGER',
  json: 'TEXT',
  blob: 'BLOB',
};

const sqlNames = new Map<string, string>();

/** `processInstanceId` → `process_instance_id`. The names are the few hundred columns of the tables, so all are kept. */
export function sqlName(column: string): string {
  const known = sqlNames.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  sqlNames.set(column, name);
  return name;
}

/** The statements that create a table and its indexes, safe to repeat. */
export function ddlOf(entity: Table): string[] {
  const columns = Object.entries(entity.columns).map(
    ([name, { type, nullable }]) =>
      `${sqlName(name)} ${SQL_TYPE[type]}${name === 'id' ? ' PRIMARY KEY' : ''}${nullable ? '' : ' NOT NULL'}`,
  );
  const single = Object.entries(entity.columns)
    .filter(([, { indexed }]) => indexed)
    .map(([name]) => [name]);
  const indexes = [...single, ...entity.indexes].map(
    (names) =>
      `CREATE INDEX IF NOT EXISTS ix_${entity.name}_${names.map(sqlName).join('_')} ON ${entity.name} (${names.map(sqlName).join(', ')})`,
  );
  return [`CREATE TABLE IF NOT EXISTS ${entity.name} (${columns.join(', ')}) WITHOUT ROWID`, ...indexes];
}

type SqlValue = string | number | bigint | Uint8Array | null;

/** One column value as SQLite stores it. */
export function toSql(type: ColumnType, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (type === 'bool') return value === true ? 1 : 0;
  if (type === 'json') return writeJson(value);
  return value as SqlValue;
}

/** One column value as the kernel sees it. */
export function fromSql(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'bool') return value === 1;
  if (type === 'json') return parseJson(value as string);
  if (type === 'blob') return new Uint8Array(value as Uint8Array);
  return value;
}

type Decoder = readonly (readonly [name: string, sql: string, type: ColumnType])[];
const decoders = new WeakMap<Table, Decoder>();

function decoderOf(entity: Table): Decoder {
  const known = decoders.get(entity);
  if (known) return known;
  const decoder = Object.entries(entity.columns).map(([name, { type }]) => [name, sqlName(name), type] as const);
  decoders.set(entity, decoder);
  return decoder;
}

/** Decodes one SQL row (snake case) to an entity row (camel case). */
export function decodeRow<C extends Columns>(
  entity: Table<string, C>,
  row: Readonly<Record<string, unknown>>,
): RowOf<C> {
  const decoded: Record<string, unknown> = {};
  for (const [name, sql, type] of decoderOf(entity)) decoded[name] = fromSql(type, row[sql]);
  return decoded as RowOf<C>;
}
