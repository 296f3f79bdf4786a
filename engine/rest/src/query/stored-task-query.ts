import type { TaskQuery } from '@anliu/engine-protocol';
import { querySchema } from './fields.js';
import type { QueryFields } from './fields.js';
import { storedTaskFields } from './task.js';

type StoredTaskQuery = TaskQuery & Readonly<Record<string, unknown>>;

/** The query of a filter: a task query whose values may be expressions. */
export const storedTaskQuery = querySchema<StoredTaskQuery>(
  storedTaskFields as unknown as QueryFields<StoredTaskQuery>,
);

const VARIABLE_FIELDS = new Set(['taskVariables', 'processVariables', 'caseInstanceVariables']);
const LIST_FIELDS = new Set(['sorting', 'orQueries']);

const nameOf = (condition: unknown): unknown => (condition as { name?: unknown }).name;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * Extends a stored query, as a task list does when somebody narrows a filter: a value of the extension (or its
 * expression) replaces the stored one, conditions on other variables and orders are added.
 */
export function mergedQuery(stored: object, extension: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...stored };
  for (const [name, value] of Object.entries(extension)) {
    if (value === undefined || value === null) continue;
    if (VARIABLE_FIELDS.has(name)) {
      const replaced = new Set(listOf(value).map(nameOf));
      merged[name] = [...listOf(merged[name]).filter((one) => !replaced.has(nameOf(one))), ...listOf(value)];
    } else if (LIST_FIELDS.has(name)) {
      merged[name] = [...listOf(merged[name]), ...listOf(value)];
    } else {
      delete merged[name.endsWith('Expression') ? name.slice(0, -'Expression'.length) : `${name}Expression`];
      merged[name] = value;
    }
  }
  return merged;
}
