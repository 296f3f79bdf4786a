import { z } from 'zod';
import { DEFAULT_TABLE_ROWS, MAX_COLUMNS, MAX_TABLE_ROWS } from '../../limits.js';
import { isPlainObject } from '../../values/empty.js';
import { COLUMN_KINDS, type ColumnDefinition } from '../columns.js';
import type { FieldCommon, FieldId } from '../common.js';
import type { FieldKind } from '../kind.js';
import { checkCount, inspectBounds } from '../shared/bounds.js';
import { count, definitionOf, id, sized, title } from '../shared/schema.js';
import { listOf } from '../shared/shapes.js';

export interface TableField extends FieldCommon {
  type: 'table';
  columns: Record<FieldId, ColumnDefinition>;
  minRows?: number;
  maxRows?: number;
  addTitle?: string;
  /** Column whose value names a row in messages and on phone cards. */
  titleColumn?: FieldId;
}

const kindOfColumn = (item: ColumnDefinition): FieldKind<ColumnDefinition> =>
  COLUMN_KINDS[item.type] as FieldKind<ColumnDefinition>;

const column = z.discriminatedUnion(
  'type',
  Object.values(COLUMN_KINDS).map((kind) => kind.schema) as [z.ZodObject, ...z.ZodObject[]],
);

export const table: FieldKind<TableField> = {
  schema: definitionOf('table', {
    columns: sized(column, MAX_COLUMNS, '列').refine((record) => Object.keys(record).length > 0, '至少需要一列'),
    minRows: count(MAX_TABLE_ROWS).optional(),
    maxRows: count(MAX_TABLE_ROWS).min(1).optional(),
    addTitle: title.optional(),
    titleColumn: id.optional(),
  }),
  inspect(field, place) {
    inspectBounds(field.minRows, field.maxRows, 'minRows', place);
    if (field.titleColumn !== undefined && !Object.hasOwn(field.columns, field.titleColumn)) {
      place.report('titleColumn', 'REFERENCE', `表格中没有列 ${field.titleColumn}`);
    }
  },
  expected: ['表格行', 'rows of a table'],
  isShape: listOf(isPlainObject),
  check: (field, value: unknown[]) => checkCount(value, field.minRows, field.maxRows ?? DEFAULT_TABLE_ROWS, 'ROWS'),
  sample: (field) => [
    Object.fromEntries(Object.values(field.columns).map((item) => [item.name, kindOfColumn(item).sample(item)])),
  ],
  missing: 'REQUIRED_ROWS',
};
