import type { HistoricDetailDto } from '@anliu/engine-protocol';
import type { HistoricDetail, HistoricProcessInstance } from '@anliu/engine-kernel';
import { shownTime, shownTimeOrNull } from './common.js';
import { toVariableValue } from './variable.js';
import type { ValueOptions } from './variable.js';

/** What the row of the process instance says for its details; undefined for those of a task of its own. */
export type DetailInstance = Pick<
  HistoricProcessInstance,
  'processDefinitionId' | 'processDefinitionKey' | 'rootProcessInstanceId' | 'removalTime'
>;

export function toHistoricDetailDto(
  row: HistoricDetail,
  instance: DetailInstance | undefined,
  options: ValueOptions,
): HistoricDetailDto {
  const shared = {
    id: row.id,
    processDefinitionKey: instance?.processDefinitionKey ?? null,
    processDefinitionId: instance?.processDefinitionId ?? null,
    processInstanceId: row.processInstanceId,
    activityInstanceId: row.activityInstanceId,
    executionId: row.executionId,
    caseDefinitionKey: null,
    caseDefinitionId: null,
    caseInstanceId: null,
    caseExecutionId: null,
    taskId: row.taskId,
    tenantId: row.tenantId,
    userOperationId: row.operationId,
    time: shownTime(row.time),
    removalTime: shownTimeOrNull(instance?.removalTime ?? null),
    rootProcessInstanceId: instance?.rootProcessInstanceId ?? null,
  };
  if (row.variableInstanceId === null)
    return { type: 'formField', ...shared, fieldId: row.name, fieldValue: row.textValue };
  const { type, value, valueInfo } = toVariableValue({ ...row, type: row.variableType ?? 'null' }, options);
  return {
    type: 'variableUpdate',
    ...shared,
    variableName: row.name,
    variableInstanceId: row.variableInstanceId,
    variableType: type ?? 'Null',
    value,
    valueInfo: valueInfo ?? {},
    initial: row.initial,
    revision: row.revision,
    errorMessage: null,
  };
}
