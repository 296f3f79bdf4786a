import type { Sentence } from '@anliu/sentences';
import { MAX_CLIENT_DATA_DEPTH, MAX_SEARCH_TEXT } from './limits.js';
import { say } from './sentences.js';

/** Data from a client that must not reach a store or a path setter. `path` says where, `said` why. */
export class UnsafeDataError extends Error {
  readonly code = 'UNSAFE_DATA';
  readonly status = 400;
  readonly path: string;
  readonly said: Sentence;
  constructor(path: string, said: Sentence) {
    super(said.toString());
    this.name = 'UnsafeDataError';
    this.path = path;
    this.said = said;
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a single path segment that could reach a prototype. */
export const isForbiddenKey = (key: string): boolean => FORBIDDEN.has(key);

/**
 * Refuses data from a client that holds operators (`$…`), names that reach prototypes, dots in names, or more than
 * `MAX_CLIENT_DATA_DEPTH` levels. The data itself is not changed.
 * @throws UnsafeDataError with the path of the first offending name
 */
export function assertPlainData(data: unknown, path = '', depth = 0): void {
  if (data === null || typeof data !== 'object') return;
  if (depth >= MAX_CLIENT_DATA_DEPTH)
    throw new UnsafeDataError(path, say.tooDeep({ max: MAX_CLIENT_DATA_DEPTH, path }));
  for (const key of Object.keys(data)) {
    const at = path ? `${path}.${key}` : key;
    if (key.startsWith('$') || key.includes('.') || key.includes('\0') || FORBIDDEN.has(key)) {
      throw new UnsafeDataError(at, say.nameForbidden({ path: at }));
    }
    assertPlainData((data as Record<string, unknown>)[key], at, depth + 1);
  }
}

export type Scalar = string | number | boolean | Date;

/** One typed comparison of a filter; there is no way to write an operator of the store in it. */
export type Condition =
  | { equals: Scalar | null }
  | { oneOf: readonly (Scalar | null)[] }
  | { from?: Scalar; to?: Scalar; before?: Scalar }
  | { startsWith: string }
  | { contains: string }
  | { exists: boolean };

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;

const scalar = (value: unknown, path: string): Scalar => {
  if (!isScalar(value)) throw new UnsafeDataError(path, say.notSingle({ path }));
  return value;
};

/** A text as a literal inside a regular expression. @throws UnsafeDataError above `MAX_SEARCH_TEXT` characters */
export function literal(text: string, path = ''): string {
  if (typeof text !== 'string') throw new UnsafeDataError(path, say.notText({ path }));
  if (text.length > MAX_SEARCH_TEXT) throw new UnsafeDataError(path, say.searchTooLong({ max: MAX_SEARCH_TEXT }));
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/**
 * Builds a store filter from typed conditions; conditions that are `undefined` are left out. Every value is checked to be a
 * single value at run time as well, so an object smuggled in by a client never becomes an operator.
 * @throws UnsafeDataError for a value that is not a single value, or a field name that is not a plain path
 */
export function safeFilter(conditions: Record<string, Condition | undefined>): Record<string, unknown> {
  const filter: Record<string, unknown> = {};
  for (const [path, condition] of Object.entries(conditions)) {
    if (!condition) continue;
    if (
      path.startsWith('$') ||
      path.split('.').some((segment) => !segment || FORBIDDEN.has(segment) || segment.startsWith('$'))
    ) {
      throw new UnsafeDataError(path, say.pathForbidden({ path }));
    }
    if ('equals' in condition)
      filter[path] = { $eq: condition.equals === null ? null : scalar(condition.equals, path) };
    else if ('oneOf' in condition)
      filter[path] = { $in: condition.oneOf.map((value) => (value === null ? null : scalar(value, path))) };
    else if ('startsWith' in condition) filter[path] = { $regex: `^${literal(condition.startsWith, path)}` };
    else if ('contains' in condition) filter[path] = { $regex: literal(condition.contains, path) };
    else if ('exists' in condition) filter[path] = { $exists: condition.exists === true };
    else {
      const range: Record<string, Scalar> = {};
      if (condition.from !== undefined) range.$gte = scalar(condition.from, path);
      if (condition.to !== undefined) range.$lte = scalar(condition.to, path);
      if (condition.before !== undefined) range.$lt = scalar(condition.before, path);
      if (Object.keys(range).length) filter[path] = range;
    }
  }
  return filter;
}
