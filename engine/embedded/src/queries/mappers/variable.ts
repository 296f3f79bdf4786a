import { formatDateTime, normalValueInfo, parseJson } from '@anliu/engine-protocol';
import type {
  HistoricVariableInstanceDto,
  ValueInfo,
  VariableData,
  VariableInstanceDto,
  VariableTypeName,
  VariableValueDto,
} from '@anliu/engine-protocol';
import { longOf } from '@anliu/engine-kernel';
import type { HistoricVariable, Variable } from '@anliu/engine-kernel';
import { shownTime, shownTimeOrNull } from './common.js';

/** The value columns runtime and historic variables share. */
export type StoredVariable = Pick<Variable, 'type' | 'textValue' | 'numberValue' | 'bytesValue' | 'valueInfo'>;

export interface ValueOptions {
  /** Objects serialised as JSON are shown as JSON values instead of text. */
  readonly deserializeValues?: boolean;
  /** Show the content of Bytes variables; lists never do. */
  readonly withBytes?: boolean;
}

/** `string` is shown as `String`. */
const shownType = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);

/** Rows of an older engine hold what clients wrote. */
const infoOf = (variable: StoredVariable): ValueInfo =>
  variable.valueInfo === null ? {} : normalValueInfo(shownType(variable.type) as VariableTypeName, variable.valueInfo);

function objectOf(variable: StoredVariable, deserialize: boolean): unknown {
  if (!deserialize && variable.bytesValue) return Buffer.from(variable.bytesValue).toString('base64');
  if (!deserialize || variable.textValue === null) return variable.textValue;
  try {
    return parseJson(variable.textValue);
  } catch {
    return variable.textValue;
  }
}

function valueOf(variable: StoredVariable, options: ValueOptions): unknown {
  switch (variable.type) {
    case 'null':
    case 'file':
      return null;
    case 'boolean':
      return variable.numberValue === null ? null : variable.numberValue === 1;
    case 'short':
    case 'integer':
    case 'double':
      return variable.numberValue;
    case 'long':
      return longOf(variable);
    case 'date':
      return variable.numberValue === null ? null : formatDateTime(variable.numberValue);
    case 'bytes':
      return options.withBytes && variable.bytesValue ? Buffer.from(variable.bytesValue).toString('base64') : null;
    case 'object':
      return objectOf(variable, options.deserializeValues ?? true);
    default:
      return variable.textValue;
  }
}

/** A stored variable as a typed value. */
export const toVariableValue = (variable: StoredVariable, options: ValueOptions = {}): VariableValueDto => ({
  type: shownType(variable.type),
  value: valueOf(variable, options),
  valueInfo: infoOf(variable),
});

/** The content of a File or Bytes variable, or the text of a serialised one; undefined for every other type. */
export function toVariableData(variable: StoredVariable): VariableData | undefined {
  const info = infoOf(variable);
  if (variable.type === 'file' || variable.type === 'bytes')
    return {
      bytes: variable.bytesValue ?? new Uint8Array(),
      mimetype: info.mimeType ?? 'application/octet-stream',
      filename: variable.type === 'file' ? (info.filename ?? 'unnamed') : null,
      encoding: info.encoding ?? null,
    };
  if (variable.type === 'json' || variable.type === 'object')
    return {
      bytes: Buffer.from(variable.textValue ?? '', 'utf8'),
      mimetype: 'application/json',
      filename: null,
      encoding: 'UTF-8',
    };
  if (variable.type === 'xml')
    return {
      bytes: Buffer.from(variable.textValue ?? '', 'utf8'),
      mimetype: 'application/xml',
      filename: null,
      encoding: 'UTF-8',
    };
  return undefined;
}

export const toVariableInstanceDto = (row: Variable, options: ValueOptions = {}): VariableInstanceDto => ({
  id: row.id,
  name: row.name,
  type: shownType(row.type),
  value: valueOf(row, options),
  valueInfo: infoOf(row),
  processDefinitionId: row.processDefinitionId,
  processInstanceId: row.processInstanceId,
  executionId: row.executionId,
  caseInstanceId: null,
  caseExecutionId: null,
  taskId: row.taskId,
  batchId: null,
  activityInstanceId: row.activityInstanceId,
  errorMessage: null,
  tenantId: row.tenantId,
});

export const toHistoricVariableInstanceDto = (
  row: HistoricVariable,
  options: ValueOptions = {},
): HistoricVariableInstanceDto => ({
  id: row.id,
  name: row.name,
  type: shownType(row.type),
  value: valueOf(row, options),
  valueInfo: infoOf(row),
  processDefinitionKey: row.processDefinitionKey,
  processDefinitionId: row.processDefinitionId,
  processInstanceId: row.processInstanceId,
  executionId: row.executionId,
  activityInstanceId: row.activityInstanceId,
  caseDefinitionKey: null,
  caseDefinitionId: null,
  caseInstanceId: null,
  caseExecutionId: null,
  taskId: row.taskId,
  errorMessage: null,
  tenantId: row.tenantId,
  state: row.state === 'DELETED' ? 'DELETED' : 'CREATED',
  createTime: shownTime(row.createTime),
  removalTime: shownTimeOrNull(row.removalTime),
  rootProcessInstanceId: row.rootProcessInstanceId,
});
