import type { DescribedColumn, DescribedField, DescribedSection, FieldDefinition } from '@anliu/form-model';
import type { ISchema } from '@formily/json-schema';

/** Where a rendered field finds its definition: `x-data` of its schema. */
export interface FieldNote {
  id: string;
  definition: FieldDefinition;
  columns?: DescribedColumn[];
  extensible?: boolean;
}

/** Above this many columns a row is a card at every width: a table of fifteen inputs is read by nobody. */
export const MAX_TABLE_COLUMNS = 5;

/** A description of a form as Formily's schema: structure only, no expressions, no validators. */
export function schemaOf(sections: readonly DescribedSection[]): ISchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      sections.map((section, s) => [
        `section${s}`,
        {
          type: 'void',
          'x-component': 'FormSection',
          'x-component-props': { title: section.title, help: section.help, index: s },
          properties: Object.fromEntries(
            section.rows.map((row, r) => [
              `row${s}_${r}`,
              {
                type: 'void',
                'x-component': 'FormRow',
                'x-component-props': { size: row.length },
                properties: Object.fromEntries(row.map((field) => [field.name, fieldSchema(field)])),
              },
            ]),
          ),
        },
      ]),
    ),
  };
}

function fieldSchema(field: DescribedField): ISchema {
  const note: FieldNote = { id: field.id, definition: field.definition };
  if (field.definition.type !== 'table') {
    return {
      // Formily fills arrays and objects in by itself; a value is ours as it is, whatever its type.
      type: 'string',
      'x-decorator': 'FormItem',
      'x-component': 'FieldControl',
      'x-data': note,
    };
  }
  const columns = field.columns ?? [];
  return {
    // Rows are held by key (`places.ts`), which is no list to Formily.
    type: 'string',
    'x-component': 'TableField',
    'x-data': { ...note, columns, extensible: field.extensible === true } satisfies FieldNote,
    items: {
      type: 'object',
      properties: Object.fromEntries(columns.map((column) => [`cell_${column.name}`, cell(column)])),
    },
  };
}

const cell = (column: DescribedColumn): ISchema => ({
  type: 'void',
  properties: {
    [column.name]: {
      type: 'string',
      'x-decorator': 'FormItem',
      'x-component': 'FieldControl',
      'x-data': { id: column.id, definition: column.definition } satisfies FieldNote,
    },
  },
});
