import type { DateTimeString } from '../time.js';
import type { PageAndSort } from './common.js';

export interface HistoricDetailQuery extends PageAndSort<
  | 'processInstanceId'
  | 'variableName'
  | 'variableType'
  | 'variableRevision'
  | 'formPropertyId'
  | 'time'
  | 'occurrence'
  | 'tenantId'
> {
  readonly processInstanceId?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly executionId?: string;
  readonly activityInstanceId?: string;
  readonly caseInstanceId?: string;
  readonly caseExecutionId?: string;
  readonly variableInstanceId?: string;
  readonly variableTypeIn?: readonly string[];
  /** Without regard to letter case. */
  readonly variableNameLike?: string;
  readonly taskId?: string;
  /** Only values of forms; Camunda takes both `true` and `false` for a yes. */
  readonly formFields?: boolean;
  readonly variableUpdates?: boolean;
  readonly excludeTaskDetails?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly userOperationId?: string;
  readonly occurredBefore?: DateTimeString;
  readonly occurredAfter?: DateTimeString;
  readonly initial?: boolean;
}
