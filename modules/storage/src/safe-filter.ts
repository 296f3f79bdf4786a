import { MAX_CLIENT_DATA_DEPTH, MAX_SEARCH_TEXT } from './limits.js';

/** Data from a client that must not reach a store or a path setter. `path` says where, `reason` why. */
export class UnsafeDataError extends Error {
  readonly code = 'UNSAFE_DATA';
  readonly status = 400;
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.name = 'UnsafeDataError';
    this.path = path;
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
    throw new UnsafeDataError(path, `数据嵌套超过 ${MAX_CLIENT_DATA_DEPTH} 层（${path}），请精简后再提交`);
  for (const key of Object.keys(data)) {
    const at = path ? `${path}.${key}` : key;
    if (key.startsWith('$') || key.includes('.') || key.includes('\0') || FORBIDDEN.has(key)) {
      throw new UnsafeDataError(at, `字段名“${at}”不允许使用，请修改字段名后再提交`);
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
  if (!isScalar(value)) throw new UnsafeDataError(path, `查询条件“${path}”必须是单个值`);
  return value;
};

/** A text as a literal inside a regular expression. @throws UnsafeDataError above `MAX_SEARCH_TEXT` characters */
export function literal(text: string, path = ''): string {
  if (typeof text !== 'string') throw new UnsafeDataError(path, `查询条件“${path}”必须是文字`);
  if (text.length > MAX_SEARCH_TEXT)
    throw new UnsafeDataError(path, `搜索文字最多 ${MAX_SEARCH_TEXT} 个字，请缩短后再搜`);
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
      throw new UnsafeDataError(path, `查询字段“${path}”不允许使用`);
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
