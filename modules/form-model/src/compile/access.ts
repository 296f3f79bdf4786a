import type { FormData } from '../form.js';
import { ROW_KEY } from '../names.js';
import { own } from '../values/empty.js';
import type { FormModel, ModelField } from './model.js';
import { rowsOf, withRowKeys } from './rows.js';

const put = (target: FormData, key: string, value: unknown): void => {
  if (value !== undefined) target[key] = value;
};

/** Visible part of a field's value. */
function visibleValue(field: ModelField, value: unknown): unknown {
  if (field.definition.type !== 'table' || value === undefined || value === null) return value;
  return withRowKeys(rowsOf(value)).map((row) => {
    const visible: FormData = { [ROW_KEY]: row[ROW_KEY] };
    for (const column of field.columns) {
      if (column.access !== 'hidden') put(visible, column.name, own(row, column.name));
    }
    return visible;
  });
}

/** Only what the view shows; whatever is no field of the form is left out too. */
export function strip(model: FormModel, data: FormData): FormData {
  const visible: FormData = {};
  for (const field of model.fields) {
    if (field.access !== 'hidden') put(visible, field.name, visibleValue(field, own(data, field.name)));
  }
  return visible;
}
