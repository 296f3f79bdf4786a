import type { DateTimeString } from '../time.js';
import type { PageAndSort, VariableCondition } from './common.js';

export interface DateCondition {
  readonly operator: 'gt' | 'lt';
  readonly value: DateTimeString;
}

export interface ExternalTaskQuery extends PageAndSort<
  | 'id'
  | 'lockExpirationTime'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'taskPriority'
  | 'createTime'
  | 'tenantId'
> {
  readonly externalTaskId?: string;
  readonly externalTaskIdIn?: readonly string[];
  readonly topicName?: string;
  readonly workerId?: string;
  readonly locked?: boolean;
  readonly notLocked?: boolean;
  readonly withRetriesLeft?: boolean;
  readonly noRetriesLeft?: boolean;
  readonly lockExpirationAfter?: DateTimeString;
  readonly lockExpirationBefore?: DateTimeString;
  readonly activityId?: string;
  readonly activityIdIn?: readonly string[];
  readonly executionId?: string;
  readonly processInstanceId?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly processDefinitionId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly priorityHigherThanOrEquals?: number;
  readonly priorityLowerThanOrEquals?: number;
  readonly processDefinitionKey?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processDefinitionName?: string;
  readonly processDefinitionNameLike?: string;
  readonly processVariables?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
}

export interface JobQuery extends PageAndSort<
  | 'jobId'
  | 'executionId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'jobPriority'
  | 'jobRetries'
  | 'jobDueDate'
  | 'tenantId'
> {
  readonly jobId?: string;
  readonly jobIds?: readonly string[];
  readonly jobDefinitionId?: string;
  readonly processInstanceId?: string;
  readonly processInstanceIds?: readonly string[];
  readonly executionId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly activityId?: string;
  readonly failedActivityId?: string;
  readonly withRetriesLeft?: boolean;
  readonly noRetriesLeft?: boolean;
  readonly executable?: boolean;
  readonly timers?: boolean;
  readonly messages?: boolean;
  readonly dueDates?: readonly DateCondition[];
  readonly createTimes?: readonly DateCondition[];
  readonly withException?: boolean;
  readonly exceptionMessage?: string;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly priorityHigherThanOrEquals?: number;
  readonly priorityLowerThanOrEquals?: number;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeJobsWithoutTenantId?: boolean;
  readonly acquired?: boolean;
}

export interface JobDefinitionQuery extends PageAndSort<
  | 'jobDefinitionId'
  | 'activityId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'jobType'
  | 'jobConfiguration'
  | 'tenantId'
> {
  readonly jobDefinitionId?: string;
  readonly activityIdIn?: readonly string[];
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly jobType?: string;
  readonly jobConfiguration?: string;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly withOverridingJobPriority?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeJobDefinitionsWithoutTenantId?: boolean;
}
