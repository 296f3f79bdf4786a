import { boolean, type BooleanField } from './boolean/index.js';
import { code, type SingleCodeField } from './code/index.js';
import { codes, type SeveralCodesField } from './codes/index.js';
import { computed, type ComputedField } from './computed/index.js';
import { date, type DayField } from './date/index.js';
import { datetime, type DateTimeField } from './datetime/index.js';
import { documentNumber, type DocumentNumberField } from './document-number/index.js';
import { enterprise, type EnterpriseField } from './enterprise/index.js';
import { file, type AttachmentField } from './file/index.js';
import { geo, type GeoField } from './geo/index.js';
import { idNumber, type IdNumberField } from './id-number/index.js';
import { integer, type IntegerField } from './integer/index.js';
import type { FieldKind } from './kind.js';
import { money, type MoneyField } from './money/index.js';
import { number, type DecimalField } from './number/index.js';
import { person, type OnePersonField } from './person/index.js';
import { persons, type SeveralPersonsField } from './persons/index.js';
import { photo, type PhotoField } from './photo/index.js';
import { region, type RegionField } from './region/index.js';
import { signature, type SignatureField } from './signature/index.js';
import { text, type LineField } from './text/index.js';
import { textarea, type TextareaField } from './textarea/index.js';

/** Every type of field that may also be a column of a table. A type is added here, in both lists. */
export interface ColumnTypes {
  text: LineField;
  textarea: TextareaField;
  integer: IntegerField;
  number: DecimalField;
  money: MoneyField;
  date: DayField;
  datetime: DateTimeField;
  boolean: BooleanField;
  code: SingleCodeField;
  codes: SeveralCodesField;
  person: OnePersonField;
  persons: SeveralPersonsField;
  'id-number': IdNumberField;
  enterprise: EnterpriseField;
  region: RegionField;
  photo: PhotoField;
  file: AttachmentField;
  signature: SignatureField;
  geo: GeoField;
  'document-number': DocumentNumberField;
  computed: ComputedField;
}

export type ColumnType = keyof ColumnTypes;
export type ColumnDefinition = ColumnTypes[ColumnType];

export const COLUMN_KINDS: { readonly [T in ColumnType]: FieldKind<ColumnTypes[T]> } = {
  text,
  textarea,
  integer,
  number,
  money,
  date,
  datetime,
  boolean,
  code,
  codes,
  person,
  persons,
  'id-number': idNumber,
  enterprise,
  region,
  photo,
  file,
  signature,
  geo,
  'document-number': documentNumber,
  computed,
};
