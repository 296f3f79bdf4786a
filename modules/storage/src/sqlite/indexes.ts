import { ERROR_CODE, notSupported, serverError } from '../errors.js';
import { addressable, expression, indexName } from './catalog.js';
import type { CollectionInfo, IndexSpec } from './collection-info.js';
import { isMembership } from './members.js';
import { isRecord, kindOf, KIND, type Document } from './values.js';
import { sqlKey } from './plan.js';

/** Options of `createIndex` that change nothing here. */
const IGNORED = new Set(['background', 'v', 'ns', 'session', 'writeConcern', 'w', 'hidden', 'comment', 'maxTimeMS']);

/** @throws code 115 for index types and options that SQLite cannot keep */
export function toSpec(fields: unknown, options: Document = {}): IndexSpec {
  const entries = fields instanceof Map ? [...(fields as Map<string, unknown>)] : Object.entries(fields as Document);
  const key: Record<string, 1 | -1> = {};
  for (const [path, direction] of entries) {
    if (direction !== 1 && direction !== -1 && direction !== 'hashed')
      throw notSupported(`an index of type ${String(direction)} on '${path}'`);
    if (!addressable(path)) throw notSupported(`an index on the path '${path}'`);
    key[path] = direction === -1 ? -1 : 1;
  }
  for (const option of Object.keys(options)) {
    if (
      ['name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'].includes(option) ||
      IGNORED.has(option)
    )
      continue;
    throw notSupported(`the index option ${option}`);
  }
  const spec: IndexSpec = {
    name:
      typeof options.name === 'string'
        ? options.name
        : Object.entries(key)
            .map(([path, direction]) => `${path}_${direction}`)
            .join('_'),
    key,
    unique: options.unique === true,
    sparse: options.sparse === true,
    ...(isRecord(options.partialFilterExpression) ? { partial: options.partialFilterExpression } : {}),
    ...(typeof options.expireAfterSeconds === 'number' ? { expireAfterSeconds: options.expireAfterSeconds } : {}),
  };
  if (spec.partial) partialSql(spec.partial);
  return spec;
}

export const sameSpec = (a: IndexSpec, b: IndexSpec): boolean => JSON.stringify(a) === JSON.stringify(b);

/** @throws code 86 when the name stands for another index, or another name for this one */
export function refuseConflict(info: CollectionInfo, spec: IndexSpec): void {
  for (const known of info.indexes.values()) {
    if (known.name === spec.name || JSON.stringify(known.key) === JSON.stringify(spec.key)) {
      throw serverError(
        ERROR_CODE.indexConflict,
        `An equivalent index already exists with the same name but different options: ${known.name}`,
      );
    }
  }
}

const textLiteral = (value: string): string => `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;
const typeOf = (path: string): string => expression(path).replace('json_extract(', 'json_type(');

const COMPARISONS: Record<string, string> = { $eq: '=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

function partialCondition(path: string, operator: string, value: unknown): string {
  if (!addressable(path) || path === '_id') throw notSupported(`a partial index on the path '${path}'`);
  const [sql, type] = [expression(path), typeOf(path)];
  if (operator === '$exists' && value === true) return `${type} IS NOT NULL`;
  if (operator === '$type') {
    const types: Record<string, string> = {
      string: `${type} = 'text'`,
      number: `${type} IN ('integer', 'real')`,
      bool: `${type} IN ('true', 'false')`,
      object: `${type} = 'object'`,
      array: `${type} = 'array'`,
      date: `${sql} GLOB '{"$date":*'`,
      objectId: `${sql} GLOB '{"$oid":*'`,
    };
    const condition = types[String(value)];
    if (condition) return condition;
  }
  const comparison = COMPARISONS[operator];
  const key = sqlKey(value);
  if (!comparison || key === undefined) throw notSupported(`${operator} in a partial index`);
  if (typeof value === 'boolean' && operator === '$eq') return `${type} = '${value}'`;
  const literal = typeof key === 'number' ? String(key) : textLiteral(key);
  const kind = kindOf(value);
  const types =
    kind === KIND.number
      ? `('integer', 'real')`
      : kind === KIND.string
        ? `('text')`
        : kind === KIND.boolean
          ? `('true', 'false')`
          : `('object')`;
  return `(${type} IN ${types} AND ${sql} ${comparison} ${literal})`;
}

/** The condition of a partial index in SQL. @throws code 115 for what MongoDB's partial indexes allow but this does not */
function partialSql(filter: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(filter).flatMap(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition)) return (condition as Document[]).map(partialSql);
    if (key.startsWith('$')) throw notSupported(`${key} in a partial index`);
    if (isRecord(condition))
      return Object.entries(condition).map(([operator, value]) => partialCondition(key, operator, value));
    return [partialCondition(key, '$eq', condition)];
  });
  return parts.length ? parts.join(' AND ') : '1';
}

/** SQL that creates an index: one for look-ups and, when unique, what keeps it so (SQLite's NULLs are all different, BSON's are equal). */
export function createSql(info: CollectionInfo, spec: IndexSpec): string[] {
  if (isMembership(spec)) return [];
  const paths = Object.keys(spec.key);
  const columns = paths.map((path) => `${expression(path)}${spec.key[path] === -1 ? ' DESC' : ''}`).join(', ');
  const lookup = indexName(info.name, spec.name);
  if (!spec.unique) return [`CREATE INDEX ${lookup} ON ${info.table} (${columns})`];
  const present = spec.sparse ? paths.map((path) => `${typeOf(path)} IS NOT NULL`).join(' OR ') : undefined;
  const partial = spec.partial ? partialSql(spec.partial) : undefined;
  const nulls = [paths.map((path) => `${expression(path)} IS NULL`).join(' OR '), present, partial].filter(
    (part) => part !== undefined,
  );
  const statements = [
    `CREATE UNIQUE INDEX ${partial ? indexName(info.name, `${spec.name} unique`) : lookup} ON ${info.table} (${columns})${partial ? ` WHERE ${partial}` : ''}`,
    `CREATE UNIQUE INDEX ${indexName(info.name, `${spec.name} nulls`)} ON ${info.table} (${paths
      .map((path) => `ifnull(${expression(path)}, '{"$null":1}')`)
      .join(', ')}) WHERE ${nulls.map((part) => `(${part})`).join(' AND ')}`,
  ];
  if (partial) statements.push(`CREATE INDEX ${lookup} ON ${info.table} (${columns})`);
  return statements;
}

export const dropSql = (info: CollectionInfo, spec: IndexSpec): string[] =>
  [spec.name, `${spec.name} unique`, `${spec.name} nulls`].map(
    (name) => `DROP INDEX IF EXISTS ${indexName(info.name, name)}`,
  );

/** Finds the index that a UNIQUE violation is about. */
export function violated(info: CollectionInfo, message: string): IndexSpec | undefined {
  const name = /index '(.*)'$/.exec(message)?.[1];
  if (name === undefined) return undefined;
  return [...info.indexes.values()].find((spec) =>
    [spec.name, `${spec.name} unique`, `${spec.name} nulls`].some((own) => name === `i_${info.name}_${own}`),
  );
}
