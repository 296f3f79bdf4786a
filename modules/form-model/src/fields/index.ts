import { COLUMN_KINDS, type ColumnTypes } from './columns.js';
import type { FieldKind } from './kind.js';
import { table, type TableField } from './table/index.js';

/** Every type of field: its definition by the name a form writes under `type`. */
export interface FieldTypes extends ColumnTypes {
  table: TableField;
}

export type FieldType = keyof FieldTypes;
export type FieldDefinition = FieldTypes[FieldType];

/** What each type means. The designer lists the same types with how they look. */
export const FIELD_KINDS: { readonly [T in FieldType]: FieldKind<FieldTypes[T]> } = { ...COLUMN_KINDS, table };

/** The kind of a field. Each kind only ever gets fields of its own type, which the compiler cannot see of a union. */
export const kindOf = (field: { type: FieldType }): FieldKind<FieldDefinition> =>
  FIELD_KINDS[field.type] as FieldKind<FieldDefinition>;
