export type FieldId = string;

/** What every field says, whatever its type. */
export interface FieldCommon {
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
