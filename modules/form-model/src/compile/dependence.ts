import type { FormContext, FormDeps, StrayChoice } from '../compiled.js';
import type { CodeField, FormData } from '../form.js';
import { isEmpty, own, sameValue } from '../values/empty.js';
import { offeredCodes } from './codes.js';
import type { FormModel } from './model.js';
import { pairRows, rowsOf, withRowKeys } from './rows.js';

/** The values a choice stands among: the form, or a row of a table. */
export interface Surroundings {
  fields: Readonly<Record<string, { name: string; title?: string }>>;
  values: FormData;
  earlier: FormData | undefined;
}

/** What a choice depends on and what has changed of it, by title; undefined when all of it is as it was. */
export function changedBasis(
  model: FormModel,
  field: CodeField,
  around: Surroundings,
  data: FormData,
  before: FormData,
): string | undefined {
  const parent = field.parentField === undefined ? undefined : around.fields[field.parentField];
  if (parent && !sameValue(own(around.values, parent.name), own(around.earlier, parent.name)))
    return parent.title ?? '';
  const day = field.onField === undefined ? undefined : model.definition.fields[field.onField];
  if (day && !sameValue(own(data, day.name), own(before, day.name))) return day.title;
  return undefined;
}

/**
 * Choices that no longer fit because what they depend on was changed between `before` and `data`; also those that depend on a
 * choice found so. A choice whose table is not there is left alone: nobody knows.
 */
export function strayChoices(
  model: FormModel,
  deps: FormDeps,
  before: FormData,
  data: FormData,
  context: FormContext,
): StrayChoice[] {
  const found = new Map<string, StrayChoice>();
  const look = (field: CodeField, path: string, around: Surroundings): void => {
    const value = own(around.values, field.name);
    if (isEmpty(value)) return;
    const because = changedBasis(model, field, around, data, before);
    if (because === undefined) return;
    const offered = offeredCodes(model.definition, deps, field, data, around, context);
    if (offered === undefined) return;
    const fits = (code: unknown): boolean => offered.some((entry) => entry.code === code);
    const kept = Array.isArray(value) ? value.filter(fits) : fits(value) ? value : undefined;
    if (sameValue(kept, value)) return;
    around.values[field.name] = kept;
    found.set(path, { path, value: isEmpty(kept) ? undefined : kept, because });
  };
  const values: FormData = { ...data };
  const tables = model.fields.flatMap((field) => {
    if (field.definition.type !== 'table') return [];
    const rows = rowsOf(own(data, field.name)).map((row) => ({ ...row }));
    const earlier = pairRows(rows, withRowKeys(rowsOf(own(before, field.name))), !field.extensible);
    return [{ field, rows, earlier, columns: field.definition.columns }];
  });
  // A chain of choices is as long as there are choices at most.
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const { definition, name } of model.fields) {
      if (isCode(definition)) look(definition, name, { fields: model.definition.fields, values, earlier: before });
    }
    for (const { field, rows, earlier, columns } of tables) {
      rows.forEach((row, index) => {
        // A row that was not there before has nothing to be compared with.
        if (!earlier[index]) return;
        for (const { definition, name } of field.columns) {
          const around = { fields: columns, values: row, earlier: earlier[index] };
          if (isCode(definition)) look(definition, `${field.name}.${index}.${name}`, around);
        }
      });
    }
  }
  return [...found.values()];
}

const isCode = (field: { type: string }): field is CodeField => field.type === 'code' || field.type === 'codes';
