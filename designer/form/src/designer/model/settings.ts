import type { FieldType } from '@anliu/form-model';

/** One property of a field as the panel shows it; titles are in the catalogue under `formDesigner`. */
export interface Setting {
  key: 'minLength' | 'maxLength' | 'lines' | 'min' | 'max' | 'precision' | 'unit' | 'minItems' | 'maxItems' | 'maxRows';
  kind: 'text' | 'number';
}
const number = (key: Setting['key']): Setting => ({ key, kind: 'number' });
const TEXT = [number('minLength'), number('maxLength')];
const NUMBER: Setting[] = [number('min'), number('max'), number('precision'), { key: 'unit', kind: 'text' }];
const ITEMS = [number('minItems'), number('maxItems')];

/** What can be set beyond title, name, help and required. */
export const SETTINGS: Partial<Record<FieldType, readonly Setting[]>> = {
  text: TEXT,
  textarea: [...TEXT, number('lines')],
  integer: [number('min'), number('max'), { key: 'unit', kind: 'text' }],
  number: NUMBER,
  money: NUMBER,
  codes: [number('maxItems')],
  persons: ITEMS,
  photo: ITEMS,
  file: ITEMS,
  table: [number('maxRows')],
};
