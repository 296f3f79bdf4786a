import type { FieldDefinition, FieldType } from '@anliu/form-model';
import { boolean } from './boolean/index.js';
import { code } from './code/index.js';
import { codes } from './codes/index.js';
import { computed } from './computed/index.js';
import { date } from './date/index.js';
import { datetime } from './datetime/index.js';
import { documentNumber } from './document-number/index.js';
import { enterprise } from './enterprise/index.js';
import { file } from './file/index.js';
import { geo } from './geo/index.js';
import { idNumber } from './id-number/index.js';
import { integer } from './integer/index.js';
import { money } from './money/index.js';
import { number } from './number/index.js';
import { person } from './person/index.js';
import { persons } from './persons/index.js';
import { photo } from './photo/index.js';
import { region } from './region/index.js';
import { signature } from './signature/index.js';
import { table } from './table/index.js';
import { text } from './text/index.js';
import { textarea } from './textarea/index.js';
import type { FieldLook } from './look.js';

/** How every type of field looks, in the order of the palette. What a type means is in the form model, listed alike. */
export const FIELD_LOOKS: { readonly [T in FieldType]: FieldLook<T> } = {
  text,
  textarea,
  integer,
  number,
  money,
  date,
  datetime,
  code,
  codes,
  boolean,
  region,
  person,
  persons,
  'id-number': idNumber,
  enterprise,
  signature,
  photo,
  file,
  geo,
  table,
  'document-number': documentNumber,
  computed,
};

export const FIELD_TYPES = Object.keys(FIELD_LOOKS) as FieldType[];

/** The look of a field. Each look only ever gets fields of its own type, which the compiler cannot see of a union. */
export const lookOf = (field: Pick<FieldDefinition, 'type'>): FieldLook<FieldType> =>
  FIELD_LOOKS[field.type] as unknown as FieldLook<FieldType>;
