import type { ColumnDefinition, FieldDefinition, FieldType } from '@anliu/form-model';

/** Field types by what people look for; titles are in the catalogue under `formDesigner.types`. */
export const PALETTE: readonly {
  group: 'text' | 'choice' | 'people' | 'files' | 'structure';
  types: readonly FieldType[];
}[] = [
  { group: 'text', types: ['text', 'textarea', 'integer', 'number', 'money', 'date', 'datetime'] },
  { group: 'choice', types: ['code', 'codes', 'boolean', 'region'] },
  { group: 'people', types: ['person', 'persons', 'enterprise', 'signature'] },
  { group: 'files', types: ['photo', 'file', 'geo'] },
  { group: 'structure', types: ['table', 'document-number', 'computed'] },
];

/** A field of a type as it comes from the palette: complete, so that it can be published at once. */
export function newField(type: FieldType, name: string, title: string): FieldDefinition {
  switch (type) {
    case 'table':
      return { type, name, title, columns: { f_c1: { type: 'text', name: 'c1', title: `${title} 1` } } };
    default:
      return newColumn(type, name, title);
  }
}

export function newColumn(type: Exclude<FieldType, 'table'>, name: string, title: string): ColumnDefinition {
  switch (type) {
    case 'code':
    case 'codes':
      return { type, name, title, options: [{ code: '1', name: `${title} 1` }] };
    case 'computed':
      return { type, name, title, result: 'number' };
    case 'text':
    case 'textarea':
      return { type, name, title };
    case 'integer':
    case 'number':
    case 'money':
      return { type, name, title };
    case 'date':
    case 'datetime':
      return { type, name, title };
    case 'person':
    case 'persons':
      return { type, name, title };
    case 'photo':
    case 'file':
      return { type, name, title };
    case 'boolean':
      return { type, name, title };
    case 'enterprise':
      return { type, name, title };
    case 'region':
      return { type, name, title };
    case 'signature':
      return { type, name, title };
    case 'geo':
      return { type, name, title };
    case 'document-number':
      return { type, name, title };
  }
}
