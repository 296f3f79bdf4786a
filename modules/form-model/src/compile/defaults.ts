import type { FormContext } from '../compiled.js';
import type { FieldDefinition, FormData } from '../form.js';
import { ROW_KEY } from '../names.js';
import type { FormModel } from './model.js';
import { nextRowKey } from './rows.js';

/** The value a field starts with; undefined when it starts empty. */
export function defaultOf(field: FieldDefinition, context: FormContext): unknown {
  switch (field.type) {
    case 'date':
    case 'datetime':
      if (field.default === 'today') return context.today;
      if (field.default === 'now') return field.type === 'date' ? context.today : context.now;
      return field.default;
    case 'person':
    case 'persons': {
      if (field.default !== 'me' || !context.person) return undefined;
      const { id, name, title, certificate } = context.person;
      const me = {
        id,
        name,
        ...(title === undefined ? {} : { title }),
        ...(certificate === undefined ? {} : { certificate }),
      };
      return field.type === 'person' ? me : [me];
    }
    case 'text':
    case 'textarea':
    case 'integer':
    case 'number':
    case 'money':
    case 'boolean':
    case 'code':
    case 'codes':
    case 'region':
      return field.default;
    default:
      return undefined;
  }
}

/** Adds defaults where this view may write and nothing has ever been entered. */
export function withDefaults(model: FormModel, data: FormData, context: FormContext): FormData {
  const result: FormData = { ...data };
  for (const field of model.fields) {
    if (!field.writable || field.definition.type === 'table' || Object.hasOwn(data, field.name)) continue;
    const value = defaultOf(field.definition, context);
    if (value !== undefined) result[field.name] = value;
  }
  return result;
}

export function newRow(model: FormModel, tableId: string, rows: readonly FormData[], context: FormContext): FormData {
  const row: FormData = { [ROW_KEY]: nextRowKey(rows) };
  for (const column of model.byId.get(tableId)?.columns ?? []) {
    const value = column.writable ? defaultOf(column.definition, context) : undefined;
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}
