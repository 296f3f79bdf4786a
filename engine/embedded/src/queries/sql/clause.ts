import { parseDateTime, InvalidRequestError, LimitError } from '@anliu/engine-protocol';
import { MAX_LIKE_PATTERN_LENGTH } from '../../limits.js';

export type SqlParam = string | number | bigint | null;

/** A piece of a WHERE and its parameters, in order. */
export interface Clause {
  readonly sql: string;
  readonly params: readonly SqlParam[];
}

export const clause = (sql: string, ...params: SqlParam[]): Clause => ({ sql, params });

/** Joins clauses; without any the result is always true. */
export function joinClauses(clauses: readonly Clause[], joiner: 'AND' | 'OR'): Clause {
  if (clauses.length === 0) return clause('1');
  return {
    sql: clauses.map(({ sql }) => `(${sql})`).join(` ${joiner} `),
    params: clauses.flatMap(({ params }) => params),
  };
}

/**
 * Camunda's LIKE is case-sensitive, SQLite's is not: `%` and `_` become GLOB's wildcards, a backslash escapes.
 * GLOB's own wildcards in the text stand for themselves. @throws LimitError (400) when the pattern is too long
 */
export function toGlob(pattern: string): string {
  if (pattern.length > MAX_LIKE_PATTERN_LENGTH) {
    throw new LimitError(
      'MAX_LIKE_PATTERN_LENGTH',
      `A 'like' pattern has at most ${MAX_LIKE_PATTERN_LENGTH} characters, this one has ${pattern.length}; shorten it`,
      { status: 400 },
    );
  }
  let glob = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index);
    if (char === '\\' && index + 1 < pattern.length) glob += literal(pattern.charAt(++index));
    else if (char === '%') glob += '*';
    else if (char === '_') glob += '?';
    else glob += literal(char);
  }
  return glob;
}

const literal = (char: string): string => (char === '*' || char === '?' || char === '[' ? `[${char}]` : char);

/** Milliseconds of a query's date text. Throws InvalidRequestError naming the text. */
export function instantOf(text: string): number {
  const instant = parseDateTime(text);
  if (instant === undefined)
    throw new InvalidRequestError(`Cannot convert value "${text}" to java type java.util.Date`);
  return instant;
}

const list = (values: readonly unknown[]): string => JSON.stringify(values);

// Conditions on one column. A list travels as one JSON parameter, so the statement's text does not depend on its length.
export const equals = (column: string) => (value: SqlParam) => clause(`${column} = ?`, value);
export const differs = (column: string) => (value: SqlParam) => clause(`${column} <> ?`, value);
export const isLike = (column: string) => (value: string) => clause(`${column} GLOB ?`, toGlob(value));
export const isNotLike = (column: string) => (value: string) => clause(`${column} NOT GLOB ?`, toGlob(value));
export const isIn = (column: string) => (values: readonly unknown[]) =>
  clause(`${column} IN (SELECT value FROM json_each(?))`, list(values));
export const isNotIn = (column: string) => (values: readonly unknown[]) =>
  clause(`${column} NOT IN (SELECT value FROM json_each(?))`, list(values));
export const atLeast = (column: string) => (value: number) => clause(`${column} >= ?`, value);
export const atMost = (column: string) => (value: number) => clause(`${column} <= ?`, value);
export const after = (column: string) => (value: string) => clause(`${column} > ?`, instantOf(value));
export const before = (column: string) => (value: string) => clause(`${column} < ?`, instantOf(value));
export const notBefore = (column: string) => (value: string) => clause(`${column} >= ?`, instantOf(value));
export const notAfter = (column: string) => (value: string) => clause(`${column} <= ?`, instantOf(value));
export const at = (column: string) => (value: string) => clause(`${column} = ?`, instantOf(value));

/** A flag that restricts only when it is true, as all of Camunda's do. */
export const whenTrue =
  (sql: string, ...params: SqlParam[]) =>
  (value: boolean): Clause | undefined =>
    value ? clause(sql, ...params) : undefined;

/** A condition that holds when a row exists: `exists('SELECT 1 FROM incident i WHERE i.x = e.id AND', 'i.id')`. */
export const existsEquals = (select: string, column: string) => (value: SqlParam) =>
  clause(`EXISTS (${select} AND ${column} = ?)`, value);
export const existsIn = (select: string, column: string) => (values: readonly unknown[]) =>
  clause(`EXISTS (${select} AND ${column} IN (SELECT value FROM json_each(?)))`, list(values));
export const existsLike = (select: string, column: string) => (value: string) =>
  clause(`EXISTS (${select} AND ${column} GLOB ?)`, toGlob(value));
