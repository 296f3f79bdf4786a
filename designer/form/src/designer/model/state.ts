import type { FieldDefinition, FormDefinition } from '@anliu/form-model';

/** What is selected: a field of the form, or a column of a table. */
export type Selection = { field: string; column?: string } | undefined;

export interface Place {
  section: number;
  row: number;
  /** Position within the row. */
  at: number;
}

/** Where a field stands in the layout. */
export function placeOf(form: FormDefinition, id: string): Place | undefined {
  for (const [section, { rows }] of form.layout.entries()) {
    for (const [row, ids] of rows.entries()) {
      const at = ids.indexOf(id);
      if (at >= 0) return { section, row, at };
    }
  }
  return undefined;
}

/** The definition of a selection. */
export function definitionOf(form: FormDefinition, selection: Selection): FieldDefinition | undefined {
  if (!selection) return undefined;
  const field = Object.hasOwn(form.fields, selection.field) ? form.fields[selection.field] : undefined;
  if (selection.column === undefined) return field;
  return field?.type === 'table' && Object.hasOwn(field.columns, selection.column)
    ? field.columns[selection.column]
    : undefined;
}

/** `f_a`, or `f_table.*.f_column`: how rules and views name a selection. */
export const patternOf = (selection: NonNullable<Selection>): string =>
  selection.column === undefined ? selection.field : `${selection.field}.*.${selection.column}`;
