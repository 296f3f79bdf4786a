import type { Evaluation } from '../compiled.js';
import type { FormData } from '../form.js';
import { ROW_KEY } from '../names.js';
import { own } from '../values/empty.js';
import type { FormModel } from './model.js';
import { rowsOf } from './rows.js';

/** What a browser sends of a settled form: visible values this view may write; null says "emptied". */
export function submission(model: FormModel, { data, states }: Evaluation): FormData {
  const sent: FormData = {};
  for (const field of model.fields) {
    const state = states[field.name];
    if (!field.writable || !state?.visible) continue;
    if (field.definition.type !== 'table') {
      if (state.editable) sent[field.name] = own(data, field.name) ?? null;
      continue;
    }
    if (field.extensible && !state.editable) continue;
    sent[field.name] = rowsOf(own(data, field.name)).map((row, index) => {
      const part: FormData = Object.hasOwn(row, ROW_KEY) ? { [ROW_KEY]: row[ROW_KEY] } : {};
      for (const column of field.columns) {
        const cell = states[`${field.name}.${index}.${column.name}`];
        if (column.writable && cell?.visible && cell.editable) part[column.name] = own(row, column.name) ?? null;
      }
      return part;
    });
  }
  return sent;
}
