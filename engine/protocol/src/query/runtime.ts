import type { EventSubscriptionType } from '../dto/runtime.js';
import type { PageAndSort, VariableCondition } from './common.js';

export interface ProcessInstanceQuery extends PageAndSort<
  'instanceId' | 'definitionId' | 'definitionKey' | 'businessKey' | 'tenantId'
> {
  readonly processInstanceIds?: readonly string[];
  readonly businessKey?: string;
  readonly businessKeyLike?: string;
  readonly caseInstanceId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processDefinitionKeyNotIn?: readonly string[];
  readonly deploymentId?: string;
  readonly superProcessInstance?: string;
  readonly subProcessInstance?: string;
  readonly rootProcessInstances?: boolean;
  readonly leafProcessInstances?: boolean;
  readonly processDefinitionWithoutTenantId?: boolean;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly withIncident?: boolean;
  readonly incidentId?: string;
  readonly incidentType?: string;
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly activityIdIn?: readonly string[];
  readonly variables?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
  readonly orQueries?: readonly ProcessInstanceQuery[];
  readonly rootProcessInstanceId?: string;
  readonly superCaseInstance?: string;
  readonly subCaseInstance?: string;
}

export interface ExecutionQuery extends PageAndSort<'instanceId' | 'definitionId' | 'definitionKey' | 'tenantId'> {
  readonly executionId?: string;
  readonly processInstanceId?: string;
  readonly businessKey?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly activityId?: string;
  readonly signalEventSubscriptionName?: string;
  readonly messageEventSubscriptionName?: string;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly incidentId?: string;
  readonly incidentType?: string;
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly tenantIdIn?: readonly string[];
  readonly variables?: readonly VariableCondition[];
  readonly processVariables?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
}

export interface VariableInstanceQuery extends PageAndSort<
  'variableName' | 'variableType' | 'activityInstanceId' | 'tenantId'
> {
  readonly variableName?: string;
  readonly variableNameIn?: readonly string[];
  readonly variableNameLike?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly executionIdIn?: readonly string[];
  readonly caseInstanceIdIn?: readonly string[];
  readonly caseExecutionIdIn?: readonly string[];
  readonly taskIdIn?: readonly string[];
  readonly batchIdIn?: readonly string[];
  readonly variableScopeIdIn?: readonly string[];
  readonly activityInstanceIdIn?: readonly string[];
  readonly tenantIdIn?: readonly string[];
  readonly variableValues?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
}

export interface EventSubscriptionQuery extends PageAndSort<'created' | 'tenantId'> {
  readonly eventSubscriptionId?: string;
  readonly eventName?: string;
  readonly eventType?: EventSubscriptionType;
  readonly executionId?: string;
  readonly processInstanceId?: string;
  readonly activityId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeEventSubscriptionsWithoutTenantId?: boolean;
}

export interface IncidentQuery extends PageAndSort<
  | 'incidentId'
  | 'incidentMessage'
  | 'incidentTimestamp'
  | 'incidentType'
  | 'executionId'
  | 'activityId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'causeIncidentId'
  | 'rootCauseIncidentId'
  | 'configuration'
  | 'tenantId'
> {
  readonly incidentId?: string;
  readonly incidentType?: string;
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly executionId?: string;
  readonly incidentTimestampBefore?: string;
  readonly incidentTimestampAfter?: string;
  readonly activityId?: string;
  readonly failedActivityId?: string;
  readonly causeIncidentId?: string;
  readonly rootCauseIncidentId?: string;
  readonly configuration?: string;
  readonly tenantIdIn?: readonly string[];
  readonly jobDefinitionIdIn?: readonly string[];
}
