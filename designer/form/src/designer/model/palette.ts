import type { ColumnDefinition, FieldDefinition, FieldType } from '@anliu/form-model';
import { FIELD_LOOKS, FIELD_TYPES } from '../../fields/index.js';
import type { PaletteGroup } from '../../fields/look.js';

const GROUPS: readonly PaletteGroup[] = ['text', 'choice', 'people', 'files', 'structure'];

/** Field types by what people look for; titles are in the catalogue under `formDesigner.types`. */
export const PALETTE: readonly { group: PaletteGroup; types: readonly FieldType[] }[] = GROUPS.map((group) => ({
  group,
  types: FIELD_TYPES.filter((type) => FIELD_LOOKS[type].group === group),
}));

/** A field of a type as it comes from the palette: complete, so that it can be published at once. */
export const newField = (type: FieldType, name: string, title: string): FieldDefinition =>
  FIELD_LOOKS[type].create({ name, title });

export const newColumn = (type: Exclude<FieldType, 'table'>, name: string, title: string): ColumnDefinition =>
  FIELD_LOOKS[type].create({ name, title });
