import type { FormContext } from '../compiled.js';
import type { CodeField, FormData, FormDefinition } from '../form.js';
import { own } from './empty.js';
import { isDate, isDateTime } from './date.js';

/** The day whose edition of a code table holds: that of `onField`, else today. */
export function codeDate(definition: FormDefinition, field: CodeField, data: FormData, context: FormContext): string {
  const on = field.onField === undefined ? undefined : definition.fields[field.onField];
  const value = on === undefined ? undefined : own(data, on.name);
  if (isDate(value)) return value;
  if (isDateTime(value)) return value.slice(0, 10);
  return context.today;
}
