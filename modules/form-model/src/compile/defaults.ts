import type { FormContext } from '../compiled.js';
import { kindOf } from '../fields/index.js';
import type { FormData } from '../form.js';
import { ROW_KEY } from '../names.js';
import type { FormModel } from './model.js';
import { nextRowKey } from './rows.js';

/** Adds defaults where this view may write and nothing has ever been entered. */
export function withDefaults(model: FormModel, data: FormData, context: FormContext): FormData {
  const result: FormData = { ...data };
  for (const field of model.fields) {
    if (!field.writable || field.definition.type === 'table' || Object.hasOwn(data, field.name)) continue;
    const value = kindOf(field.definition).initial?.(field.definition, context);
    if (value !== undefined) result[field.name] = value;
  }
  return result;
}

export function newRow(model: FormModel, tableId: string, rows: readonly FormData[], context: FormContext): FormData {
  const row: FormData = { [ROW_KEY]: nextRowKey(rows) };
  for (const column of model.byId.get(tableId)?.columns ?? []) {
    const value = column.writable ? kindOf(column.definition).initial?.(column.definition, context) : undefined;
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}
