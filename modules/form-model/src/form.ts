import type { FieldDefinition, FieldType, FieldTypes } from './fields/index.js';
import type { ColumnDefinition } from './fields/columns.js';
import type { FieldId } from './fields/common.js';

export type { ColumnDefinition, FieldDefinition, FieldId, FieldType, FieldTypes };
export type { BooleanField } from './fields/boolean/index.js';
export type { ComputedField } from './fields/computed/index.js';
export type { EnterpriseField, EnterpriseValue } from './fields/enterprise/index.js';
export type { GeoField, GeoValue } from './fields/geo/index.js';
export type { RegionField } from './fields/region/index.js';
export type { CodeOption } from './fields/shared/choices.js';
export type { FileRef } from './fields/shared/files.js';
export type { PersonValue } from './fields/shared/people.js';
export type { SignatureField } from './fields/signature/index.js';
export type { TableField } from './fields/table/index.js';
export type TextField = FieldTypes['text'] | FieldTypes['textarea'];
export type NumberField = FieldTypes['integer'] | FieldTypes['number'] | FieldTypes['money'];
export type DateField = FieldTypes['date'] | FieldTypes['datetime'];
export type CodeField = FieldTypes['code'] | FieldTypes['codes'];
export type PersonField = FieldTypes['person'] | FieldTypes['persons'];
export type FileField = FieldTypes['photo'] | FieldTypes['file'];

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

/** `*`, `f_a`, `f_table`, `f_table.*`, `f_table.*.f_column` */
export type FieldPattern = string;
export type FeelText = string;

/** `required` is `edit` plus required; what no pattern covers is hidden. */
export type FieldAccess = 'edit' | 'read' | 'hidden' | 'required';
export type FormView = Record<FieldPattern, FieldAccess>;

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

export type FormData = Record<string, unknown>;
