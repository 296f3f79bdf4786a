import type { FieldState } from '../compiled.js';
import type { FormData } from '../form.js';
import { ROW_KEY } from '../names.js';
import { own } from '../values/empty.js';
import type { FormModel, ModelField } from './model.js';
import { isRows, pairRows, rowsOf, withRowKeys } from './rows.js';

/** Trailing and leading blanks are no content. */
const tidy = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/**
 * What would be stored if every write the view allows were taken: written values where the view may write, everything else
 * from `before`. Values outside the form are kept as they are. Rules have not spoken yet.
 */
export function overlay(model: FormModel, before: FormData, writes: FormData): FormData {
  const result: FormData = { ...before };
  for (const field of model.fields) {
    if (!Object.hasOwn(writes, field.name) || field.access === 'hidden' || !field.writable) continue;
    const value = writes[field.name];
    if (field.definition.type === 'table') overlayTable(field, result, before, value);
    else set(result, field.name, tidy(value));
  }
  return result;
}

function set(target: FormData, key: string, value: unknown): void {
  if (value === undefined || value === null || value === '') delete target[key];
  else target[key] = value;
}

function overlayTable(field: ModelField, result: FormData, before: FormData, value: unknown): void {
  if (value === null || value === undefined) {
    if (field.extensible) delete result[field.name];
    return;
  }
  // `refuse` names what is no list of rows.
  if (!isRows(value)) return;
  const earlier = withRowKeys(rowsOf(own(before, field.name)));
  const rows = rowsOf(value);
  const pairs = pairRows(rows, earlier, !field.extensible);
  const merged = rows.map((row, index) => {
    const base: FormData = { ...pairs[index] };
    if (Object.hasOwn(row, ROW_KEY)) base[ROW_KEY] = row[ROW_KEY];
    for (const column of field.columns) {
      if (column.writable && Object.hasOwn(row, column.name)) set(base, column.name, tidy(row[column.name]));
    }
    return base;
  });
  result[field.name] = withRowKeys(merged, earlier);
}

/** The writes without those that rules make read-only; what they hide is taken out of the result instead. */
export function onlyEditable(model: FormModel, writes: FormData, states: Record<string, FieldState>): FormData {
  const readOnly = (path: string): boolean => states[path]?.visible === true && !states[path].editable;
  const result: FormData = { ...writes };
  for (const field of model.fields) {
    if (!Object.hasOwn(result, field.name) || !field.writable) continue;
    if (field.definition.type !== 'table') {
      if (readOnly(field.name)) delete result[field.name];
      continue;
    }
    if (field.extensible && readOnly(field.name)) {
      delete result[field.name];
      continue;
    }
    if (!Array.isArray(result[field.name])) continue;
    result[field.name] = rowsOf(result[field.name]).map((row, index) => {
      const kept: FormData = { ...row };
      for (const column of field.columns) {
        if (column.writable && readOnly(`${field.name}.${index}.${column.name}`)) delete kept[column.name];
      }
      return kept;
    });
  }
  return result;
}
