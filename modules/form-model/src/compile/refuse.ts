import type { FieldState, FormError } from '../compiled.js';
import type { FieldDefinition, FormData } from '../form.js';
import { DEFAULT_TABLE_ROWS, MAX_ERRORS } from '../limits.js';
import { expectedOf } from '../fields/check.js';
import { fillTemplate, FORM_ERROR_TEXTS } from '../messages.js';
import { isDangerousKey, isRowKey, ROW_KEY } from '../names.js';
import { isEmpty, own, sameValue } from '../values/empty.js';
import { boundsError } from './bounds.js';
import type { FormModel, ModelField } from './model.js';
import { isRows, pairRows, rowKeyOf, rowsOf, withRowKeys } from './rows.js';
import { formError } from './validate.js';

const unknownField = (path: string, key: string): FormError => {
  const value = key.slice(0, 60);
  return {
    path,
    code: 'FIELD_UNKNOWN',
    message: fillTemplate(FORM_ERROR_TEXTS['FIELD_UNKNOWN']?.[0] ?? '', { value }),
    params: { value },
  };
};
const notWritable = (path: string, field: FieldDefinition): FormError =>
  formError(path, field, { code: 'FIELD_NOT_WRITABLE', params: {} });

/** Values the view does not let one write, by the view alone; at most `MAX_ERRORS`. */
export function refuse(model: FormModel, writes: FormData, before: FormData): FormError[] {
  const whole = boundsError(writes);
  if (whole) return [whole];
  const errors: FormError[] = [];
  for (const key of Object.keys(writes)) {
    if (errors.length >= MAX_ERRORS) break;
    const field = model.byName.get(key);
    if (!field || isDangerousKey(key)) errors.push(unknownField(key, key));
    else if (field.definition.type === 'table') errors.push(...refuseTable(field, writes[key], own(before, key)));
    else if (!field.writable && isForeign(field, writes[key], own(before, key))) {
      errors.push(notWritable(key, field.definition));
    }
  }
  return errors.slice(0, MAX_ERRORS);
}

/** A hidden value may not come back at all, a read one only as it was. Computed ones are computed anew anyway. */
function isForeign(field: { access: string; definition: FieldDefinition }, value: unknown, before: unknown): boolean {
  if (isEmpty(value) || field.definition.type === 'computed') return false;
  return field.access === 'hidden' || !sameValue(value, before);
}

function refuseTable(field: ModelField, value: unknown, before: unknown): FormError[] {
  if (field.access === 'hidden') return isEmpty(value) ? [] : [notWritable(field.name, field.definition)];
  if (value === null || value === undefined) return [];
  if (!isRows(value))
    return [
      formError(field.name, field.definition, { code: 'TYPE', params: { expected: expectedOf(field.definition) } }),
    ];
  const max = field.definition.type === 'table' ? (field.definition.maxRows ?? DEFAULT_TABLE_ROWS) : 0;
  const rows = value;
  // Before anything is evaluated per row.
  if (rows.length > max) {
    return [formError(field.name, field.definition, { code: 'TOO_MANY_ROWS', params: { max, actual: rows.length } })];
  }
  const earlier = withRowKeys(rowsOf(before));
  const pairs = pairRows(rows, earlier, !field.extensible);
  const errors: FormError[] = [];
  if (!field.extensible && (rows.length !== earlier.length || pairs.some((pair) => pair === undefined))) {
    errors.push(formError(field.name, field.definition, { code: 'ROWS_FIXED', params: {} }));
    return errors;
  }
  rows.forEach((row, index) => {
    for (const key of Object.keys(row)) {
      if (errors.length >= MAX_ERRORS) return;
      const path = `${field.name}.${index}.${key}`;
      if (key === ROW_KEY) {
        if (!isRowKey(row[key])) errors.push(unknownField(path, key));
        continue;
      }
      const column = field.columns.find((item) => item.name === key);
      if (!column || isDangerousKey(key)) errors.push(unknownField(path, key));
      else if (!column.writable && isForeign(column, row[key], own(pairs[index], key))) {
        errors.push(formError(path, column.definition, { code: 'FIELD_NOT_WRITABLE', params: {} }, index));
      }
    }
  });
  return errors;
}

/** Values that rules hide or make read-only and that would differ from what is stored in the end. */
export function refuseByRules(
  model: FormModel,
  writes: FormData,
  merged: FormData,
  states: Record<string, FieldState>,
): FormError[] {
  const errors: FormError[] = [];
  const look = (path: string, field: FieldDefinition, value: unknown, stored: unknown, row?: number): void => {
    const state = states[path];
    if (state === undefined || state.editable || isEmpty(value) || field.type === 'computed') return;
    if (!sameValue(value, stored)) errors.push(formError(path, field, { code: 'FIELD_NOT_WRITABLE', params: {} }, row));
  };
  for (const field of model.fields) {
    const value = own(writes, field.name);
    if (field.definition.type !== 'table') {
      if (field.writable) look(field.name, field.definition, value, own(merged, field.name));
      continue;
    }
    const stored = rowsOf(own(merged, field.name));
    const rows = rowsOf(value);
    rows.forEach((row, index) => {
      const key = rowKeyOf(row);
      const at = key === undefined ? index : stored.findIndex((item) => rowKeyOf(item) === key);
      for (const column of field.columns) {
        if (!column.writable) continue;
        const path = `${field.name}.${at < 0 ? index : at}.${column.name}`;
        look(path, column.definition, own(row, column.name), own(stored[at], column.name), index);
      }
    });
  }
  return errors;
}
