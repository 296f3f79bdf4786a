import { MAX_NAME_LENGTH } from './limits.js';

/** The key under which a table row keeps its identity while columns of it are hidden from the person who edits it. */
export const ROW_KEY = '_row';

/** Keys that reach an object's prototype; never a name, a path segment or a key of data. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);
export const isDangerousKey = (key: string): boolean => DANGEROUS.has(key) || key in Object.prototype;

/** A key a row may carry: rows are found by it in objects, so it must not reach a prototype. */
export const isRowKey = (key: unknown): key is string =>
  typeof key === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(key) && !isDangerousKey(key);

/** Names expressions use for something else, and FEEL's own words. */
const RESERVED = new Set([
  'row',
  'index',
  'param',
  'person',
  'case',
  'parent',
  'task',
  'view',
  'now',
  'today',
  'and',
  'or',
  'not',
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'function',
  'external',
  'instance',
  'of',
  'true',
  'false',
  'null',
  'item',
]);

const FIELD_ID = /^f_[A-Za-z0-9_]+$/;
const DATA_NAME = /^[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*$/;

export const isFieldId = (id: string): boolean => id.length <= MAX_NAME_LENGTH && FIELD_ID.test(id);

/** Why a data key cannot be used, as a Chinese clause, or undefined when it can. */
export function nameProblem(name: string): string | undefined {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) return `名称长度应为 1 至 ${MAX_NAME_LENGTH} 个字符`;
  if (isDangerousKey(name)) return `名称“${name}”不允许使用`;
  if (RESERVED.has(name)) return `名称“${name}”是表达式的保留字`;
  if (!DATA_NAME.test(name)) return `名称“${name}”只能由字母、数字、下划线和汉字组成，并以字母或汉字开头`;
  return undefined;
}

/** A reference to a column of a table, `f_table.*.f_column`. */
export function splitPattern(pattern: string): { field: string; column?: string } {
  const [field = '', , column] = pattern.split('.');
  return column === undefined ? { field } : { field, column };
}
