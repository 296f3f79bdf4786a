/**
 * A form as data: what `forms/*.form.yaml` of a pack holds and what the form designer edits.
 * Field ids (`f_…`) are stable and never reused; `name` is the key under which the value is stored and by which
 * expressions speak of it. Expressions are FEEL.
 */
export interface FormDefinition {
  /** e.g. `form.hazard` */
  id: string;
  /** Counts up with every published change. */
  version: number;
  title: string;
  description?: string;
  fields: Record<FieldId, FieldDefinition>;
  layout: LayoutSection[];
  rules?: FormRule[];
  /** Field id (or `f_table.*.f_column`, with `row` in scope) → FEEL. A computed field can never be written. */
  compute?: Record<FieldPattern, FeelText>;
  checks?: FormCheck[];
  /** View name (a step's window on the form) → what it may see and write; the most specific pattern wins. */
  views: Record<string, FormView>;
}

export type FieldId = string;
/** `*`, `f_a`, `f_table`, `f_table.*`, `f_table.*.f_column` */
export type FieldPattern = string;
export type FeelText = string;

/** `required` is `edit` plus required; what no pattern covers is hidden. */
export type FieldAccess = 'edit' | 'read' | 'hidden' | 'required';
export type FormView = Record<FieldPattern, FieldAccess>;

interface FieldCommon {
  /** Data key: letters, digits, `_`, Chinese; unique among siblings. */
  name: string;
  title: string;
  required?: boolean;
  /** One sentence under the field. */
  help?: string;
  placeholder?: string;
  /** Sensitivity 1–3; from 2 on the value is masked outside the case. */
  sensitive?: 1 | 2 | 3;
  /** Statutory field: shown with a padlock and its legal basis, not to be removed by regions below. */
  locked?: { basis: string };
}

export interface TextField extends FieldCommon {
  type: 'text' | 'textarea';
  default?: string;
  minLength?: number;
  maxLength?: number;
  /** Regular expression for the whole value (RE2 syntax, linear time). */
  pattern?: string;
  /** What the pattern means, for people: `18 位统一社会信用代码`. */
  patternTitle?: string;
  /** Visible lines of a textarea. */
  lines?: number;
}

export interface NumberField extends FieldCommon {
  /** `money` is in yuan with two decimals unless `unit` and `precision` say otherwise. */
  type: 'integer' | 'number' | 'money';
  default?: number;
  min?: number;
  max?: number;
  /** Decimals. */
  precision?: number;
  unit?: string;
}

export interface DateField extends FieldCommon {
  /** `date`: `YYYY-MM-DD`; `datetime`: ISO 8601 with offset. */
  type: 'date' | 'datetime';
  /** A value, `today` or `now`. */
  default?: string;
  min?: string;
  max?: string;
}

export interface BooleanField extends FieldCommon {
  type: 'boolean';
  default?: boolean;
  trueTitle?: string;
  falseTitle?: string;
}

export interface CodeOption {
  code: string;
  name: string;
  parent?: string;
}

/** One (`code`) or several (`codes`) entries of a code table, or of `options` written in the form. */
export interface CodeField extends FieldCommon {
  type: 'code' | 'codes';
  /** Code table id, e.g. `hazard-grade`. Exactly one of `code` and `options`. */
  code?: string;
  options?: CodeOption[];
  default?: string | string[];
  /** Sibling code field whose value is the `parent` of the entries offered here. */
  parentField?: FieldId;
  /** Top-level date field that decides which edition of the table holds; otherwise today. */
  onField?: FieldId;
  appearance?: 'select' | 'radio' | 'checkbox';
  maxItems?: number;
}

/** `person`: `{ id, name, title?, certificate? }`; `persons`: a list of those. */
export interface PersonField extends FieldCommon {
  type: 'person' | 'persons';
  /** Only people holding one of these posts are offered. */
  posts?: string[];
  minItems?: number;
  maxItems?: number;
  /** `me` fills in who opens the form. */
  default?: 'me';
}

/** `{ uscc, name }` */
export interface EnterpriseField extends FieldCommon {
  type: 'enterprise';
}

/** Region code, six or nine digits. */
export interface RegionField extends FieldCommon {
  type: 'region';
  default?: string;
  /** Only regions below this code. */
  within?: string;
}

export interface TableField extends FieldCommon {
  type: 'table';
  columns: Record<FieldId, ColumnDefinition>;
  minRows?: number;
  maxRows?: number;
  addTitle?: string;
  /** Column whose value names a row in messages and on phone cards. */
  titleColumn?: FieldId;
}

export interface FileField extends FieldCommon {
  /** A list of `{ id, name, … }`. Photos may come from the camera. */
  type: 'photo' | 'file';
  /** MIME types or extensions; photos: `image/jpeg`, `image/png`, `image/webp`. */
  accept?: string[];
  minItems?: number;
  maxItems?: number;
  /** Bytes per file. */
  maxBytes?: number;
}

/** One `{ id, name, … }`: the picture of a hand-written signature. */
export interface SignatureField extends FieldCommon {
  type: 'signature';
}

/** `{ lng, lat, accuracy?, at?, address? }`, WGS 84 degrees. */
export interface GeoField extends FieldCommon {
  type: 'geo';
}

/** Given by the system, never written in a form. */
export interface DocumentNumberField extends FieldCommon {
  type: 'document-number';
}

/** Value by `compute`. */
export interface ComputedField extends FieldCommon {
  type: 'computed';
  result: 'text' | 'integer' | 'number' | 'money' | 'date' | 'boolean';
  precision?: number;
  unit?: string;
}

export type ColumnDefinition =
  | TextField
  | NumberField
  | DateField
  | BooleanField
  | CodeField
  | PersonField
  | EnterpriseField
  | RegionField
  | FileField
  | SignatureField
  | GeoField
  | DocumentNumberField
  | ComputedField;

export type FieldDefinition = ColumnDefinition | TableField;
export type FieldType = FieldDefinition['type'];

export interface LayoutSection {
  section: string;
  help?: string;
  /** Each row holds one to four fields side by side; they stack on a phone. */
  rows: FieldId[][];
}

/**
 * What happens while `when` is true. Targets are field ids or `f_table.*.f_column`; a rule for columns is decided for every
 * row, with the row's values under `row`. A field named in any `show` is hidden until one of those rules holds.
 */
export interface FormRule {
  when: FeelText;
  show?: FieldPattern[];
  hide?: FieldPattern[];
  require?: FieldPattern[];
  readonly?: FieldPattern[];
  /** Target → FEEL; the value is given by the rule and cannot be typed over while it holds. */
  set?: Record<FieldPattern, FeelText>;
  /** Why, for the properties panel: usually the clause. */
  basis?: string;
}

/**
 * A condition between fields. `assert` must be true whenever `field` is visible, writable and filled (and `when`, if given, is
 * true). `message` may name values in braces: `{param.TP73}`.
 */
export interface FormCheck {
  when?: FeelText;
  assert: FeelText;
  field: FieldPattern;
  message: string;
  code?: string;
}

/** A value of type `photo`, `file` (lists) or `signature` (one). */
export interface FileRef {
  id: string;
  name: string;
  type?: string;
  size?: number;
  width?: number;
  height?: number;
  takenAt?: string;
  url?: string;
  thumbnail?: string;
}

export interface PersonValue {
  id: string;
  name: string;
  title?: string;
  certificate?: string;
}

export interface EnterpriseValue {
  uscc: string;
  name: string;
}

export interface GeoValue {
  lng: number;
  lat: number;
  /** Metres. */
  accuracy?: number;
  at?: string;
  address?: string;
}

export type FormData = Record<string, unknown>;
