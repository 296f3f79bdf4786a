import type { FormCode, FormContext, FormDeps } from '../compiled.js';
import type { CodeField, FormData, FormDefinition } from '../form.js';
import { isEmpty, own } from '../values/empty.js';
import { codeDate } from '../values/code-date.js';

/** Entries a code field offers for these values; undefined when its table is not there. */
export function offeredCodes(
  definition: FormDefinition,
  deps: FormDeps,
  field: CodeField,
  data: FormData,
  siblings: { fields: Readonly<Record<string, { name: string }>>; values: FormData },
  context: FormContext,
): readonly FormCode[] | undefined {
  const all = field.options ?? deps.codes?.(field.code ?? '', codeDate(definition, field, data, context));
  if (all === undefined || field.parentField === undefined) return all;
  const parentField = siblings.fields[field.parentField];
  const parent = parentField === undefined ? undefined : own(siblings.values, parentField.name);
  return isEmpty(parent) ? [] : all.filter((entry) => entry.parent === parent);
}
