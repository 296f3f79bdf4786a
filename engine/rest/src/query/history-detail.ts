import type { HistoricDetailQuery } from '@anliu/engine-protocol';
import type { QueryFields } from './fields.js';

export const historicDetailFields: QueryFields<HistoricDetailQuery> = {
  processInstanceId: 'text',
  processInstanceIdIn: 'texts',
  executionId: 'text',
  activityInstanceId: 'text',
  caseInstanceId: 'text',
  caseExecutionId: 'text',
  variableInstanceId: 'text',
  variableTypeIn: 'texts',
  variableNameLike: 'text',
  taskId: 'text',
  formFields: 'flag',
  variableUpdates: 'flag',
  excludeTaskDetails: 'flag',
  tenantIdIn: 'texts',
  withoutTenantId: 'flag',
  userOperationId: 'text',
  occurredBefore: 'date',
  occurredAfter: 'date',
  initial: 'flag',
};
