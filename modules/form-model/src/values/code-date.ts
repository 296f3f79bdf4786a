import type { FormContext } from '../compiled.js';
import type { CodeField, FormData, FormDefinition } from '../form.js';
import { own } from './empty.js';
import { dayIn } from '@anliu/office-time';

/** The day whose edition of a code table holds: that of `onField`, else today. */
export function codeDate(definition: FormDefinition, field: CodeField, data: FormData, context: FormContext): string {
  const on = field.onField === undefined ? undefined : definition.fields[field.onField];
  const value = on === undefined ? undefined : own(data, on.name);
  return dayIn(value) ?? context.today;
}
