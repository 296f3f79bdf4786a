import type { DateTimeString } from '../time.js';
import type { ValueInfo } from '../variables.js';

interface HistoricDetailBase {
  readonly id: string;
  readonly processDefinitionKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly activityInstanceId: string | null;
  readonly executionId: string | null;
  readonly caseDefinitionKey: string | null;
  readonly caseDefinitionId: string | null;
  readonly caseInstanceId: string | null;
  readonly caseExecutionId: string | null;
  readonly taskId: string | null;
  readonly tenantId: string | null;
  readonly userOperationId: string | null;
  readonly time: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

/** One change of a variable. */
export interface HistoricVariableUpdateDto extends HistoricDetailBase {
  readonly type: 'variableUpdate';
  readonly variableName: string;
  readonly variableInstanceId: string;
  readonly variableType: string;
  readonly value: unknown;
  readonly valueInfo: ValueInfo;
  /** Set while the process instance was being started. */
  readonly initial: boolean;
  /** How often the variable had been committed before this change. */
  readonly revision: number;
  readonly errorMessage: string | null;
}

/** One value of a submitted form. */
export interface HistoricFormFieldDto extends HistoricDetailBase {
  readonly type: 'formField';
  readonly fieldId: string;
  readonly fieldValue: unknown;
}

export type HistoricDetailDto = HistoricVariableUpdateDto | HistoricFormFieldDto;
