import { blob, bool, int, json, maybeReal, maybeText, maybeTextIndexed, table, text, time } from './columns.js';

/**
 * Every single change of a variable, and every value of a submitted form (Camunda's history level `full`). What the row
 * of the process instance says anyway (definition, root, removal time) is not repeated: rows are written for every change.
 */
export const HISTORIC_DETAIL = table('hi_detail', {
  id: text,
  /** `variableUpdate` or `formField`. */
  type: text,
  processInstanceId: maybeTextIndexed,
  executionId: maybeText,
  /** Of the execution that made the change, not of the scope the variable is in. */
  activityInstanceId: maybeText,
  taskId: maybeText,
  time: time,
  /** The operation of a user the change was part of. */
  operationId: maybeText,
  tenantId: maybeText,
  /** Of a variable; null with form fields. */
  variableInstanceId: maybeText,
  /** Of the variable or of the form field. */
  name: text,
  /** How often the variable had been committed before the change. */
  revision: int,
  /** Set while its process instance was being started. */
  initial: bool,
  variableType: maybeText,
  textValue: maybeText,
  numberValue: maybeReal,
  bytesValue: blob,
  valueInfo: json,
});
