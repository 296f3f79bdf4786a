import type { DateTimeString } from '../time.js';
import type { PageAndSort, VariableCondition } from './common.js';

export interface HistoricProcessInstanceQuery extends PageAndSort<
  | 'instanceId'
  | 'definitionId'
  | 'definitionKey'
  | 'definitionName'
  | 'definitionVersion'
  | 'businessKey'
  | 'startTime'
  | 'endTime'
  | 'duration'
  | 'tenantId'
> {
  readonly processInstanceId?: string;
  readonly processInstanceIds?: readonly string[];
  readonly processInstanceIdNotIn?: readonly string[];
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processDefinitionKeyNotIn?: readonly string[];
  readonly processDefinitionName?: string;
  readonly processDefinitionNameLike?: string;
  readonly processInstanceBusinessKey?: string;
  readonly processInstanceBusinessKeyIn?: readonly string[];
  readonly processInstanceBusinessKeyLike?: string;
  readonly rootProcessInstances?: boolean;
  readonly rootProcessInstanceId?: string;
  readonly finished?: boolean;
  readonly unfinished?: boolean;
  readonly withIncidents?: boolean;
  readonly withRootIncidents?: boolean;
  readonly incidentType?: string;
  readonly incidentStatus?: 'open' | 'resolved';
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly startedBefore?: DateTimeString;
  readonly startedAfter?: DateTimeString;
  readonly finishedBefore?: DateTimeString;
  readonly finishedAfter?: DateTimeString;
  readonly executedActivityAfter?: DateTimeString;
  readonly executedActivityBefore?: DateTimeString;
  readonly executedJobAfter?: DateTimeString;
  readonly executedJobBefore?: DateTimeString;
  readonly startedBy?: string;
  readonly superProcessInstanceId?: string;
  readonly subProcessInstanceId?: string;
  readonly caseInstanceId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly executedActivityIdIn?: readonly string[];
  readonly activeActivityIdIn?: readonly string[];
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly completed?: boolean;
  readonly externallyTerminated?: boolean;
  readonly internallyTerminated?: boolean;
  readonly variables?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
  readonly orQueries?: readonly HistoricProcessInstanceQuery[];
  readonly withJobsRetrying?: boolean;
  readonly superCaseInstanceId?: string;
  readonly subCaseInstanceId?: string;
  readonly incidentIdIn?: readonly string[];
  readonly activityIdIn?: readonly string[];
}

export interface HistoricActivityInstanceQuery extends PageAndSort<
  | 'activityInstanceId'
  | 'instanceId'
  | 'executionId'
  | 'activityId'
  | 'activityName'
  | 'activityType'
  | 'startTime'
  | 'endTime'
  | 'duration'
  | 'definitionId'
  | 'occurrence'
  | 'tenantId'
> {
  readonly activityInstanceId?: string;
  readonly activityInstanceIdIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly processDefinitionId?: string;
  readonly executionId?: string;
  readonly activityId?: string;
  readonly activityIdIn?: readonly string[];
  readonly activityName?: string;
  readonly activityNameLike?: string;
  readonly activityType?: string;
  readonly taskAssignee?: string;
  readonly finished?: boolean;
  readonly unfinished?: boolean;
  readonly canceled?: boolean;
  readonly completeScope?: boolean;
  readonly startedBefore?: DateTimeString;
  readonly startedAfter?: DateTimeString;
  readonly finishedBefore?: DateTimeString;
  readonly finishedAfter?: DateTimeString;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
}

export interface HistoricTaskInstanceQuery extends PageAndSort<
  | 'taskId'
  | 'activityInstanceId'
  | 'processDefinitionId'
  | 'processInstanceId'
  | 'executionId'
  | 'duration'
  | 'endTime'
  | 'startTime'
  | 'taskName'
  | 'taskDescription'
  | 'assignee'
  | 'owner'
  | 'dueDate'
  | 'followUpDate'
  | 'deleteReason'
  | 'taskDefinitionKey'
  | 'priority'
  | 'tenantId'
> {
  readonly taskId?: string;
  readonly taskIdIn?: readonly string[];
  readonly taskParentTaskId?: string;
  readonly processInstanceId?: string;
  readonly rootProcessInstanceId?: string;
  readonly processInstanceBusinessKey?: string;
  readonly processInstanceBusinessKeyIn?: readonly string[];
  readonly processInstanceBusinessKeyLike?: string;
  readonly executionId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processDefinitionName?: string;
  readonly activityInstanceIdIn?: readonly string[];
  readonly taskName?: string;
  readonly taskNameLike?: string;
  readonly taskDescription?: string;
  readonly taskDescriptionLike?: string;
  readonly taskDefinitionKey?: string;
  readonly taskDefinitionKeyIn?: readonly string[];
  readonly taskDeleteReason?: string;
  readonly taskDeleteReasonLike?: string;
  readonly taskAssignee?: string;
  readonly taskAssigneeLike?: string;
  readonly assigned?: boolean;
  readonly unassigned?: boolean;
  readonly taskOwner?: string;
  readonly taskOwnerLike?: string;
  readonly taskPriority?: number;
  readonly finished?: boolean;
  readonly unfinished?: boolean;
  readonly processFinished?: boolean;
  readonly processUnfinished?: boolean;
  readonly taskDueDate?: DateTimeString;
  readonly taskDueDateBefore?: DateTimeString;
  readonly taskDueDateAfter?: DateTimeString;
  readonly withoutTaskDueDate?: boolean;
  readonly taskFollowUpDate?: DateTimeString;
  readonly taskFollowUpDateBefore?: DateTimeString;
  readonly taskFollowUpDateAfter?: DateTimeString;
  readonly startedBefore?: DateTimeString;
  readonly startedAfter?: DateTimeString;
  readonly finishedBefore?: DateTimeString;
  readonly finishedAfter?: DateTimeString;
  readonly taskInvolvedUser?: string;
  readonly taskInvolvedGroup?: string;
  readonly taskHadCandidateUser?: string;
  readonly taskHadCandidateGroup?: string;
  readonly withCandidateGroups?: boolean;
  readonly withoutCandidateGroups?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly taskVariables?: readonly VariableCondition[];
  readonly processVariables?: readonly VariableCondition[];
  readonly orQueries?: readonly HistoricTaskInstanceQuery[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
  readonly caseDefinitionId?: string;
  readonly caseDefinitionKey?: string;
  readonly caseDefinitionName?: string;
  readonly caseInstanceId?: string;
  readonly caseExecutionId?: string;
}

export interface HistoricVariableInstanceQuery extends PageAndSort<
  'instanceId' | 'variableName' | 'variableId' | 'tenantId'
> {
  readonly variableName?: string;
  readonly variableNameIn?: readonly string[];
  readonly variableNameLike?: string;
  readonly variableValue?: unknown;
  readonly variableTypeIn?: readonly string[];
  readonly includeDeleted?: boolean;
  readonly processInstanceId?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly executionIdIn?: readonly string[];
  readonly taskIdIn?: readonly string[];
  readonly activityInstanceIdIn?: readonly string[];
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
  readonly caseInstanceId?: string;
  readonly caseExecutionIdIn?: readonly string[];
  readonly caseActivityIdIn?: readonly string[];
}

export interface HistoricIncidentQuery extends PageAndSort<
  | 'incidentId'
  | 'incidentMessage'
  | 'createTime'
  | 'endTime'
  | 'incidentType'
  | 'executionId'
  | 'activityId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'causeIncidentId'
  | 'rootCauseIncidentId'
  | 'configuration'
  | 'historyConfiguration'
  | 'tenantId'
  | 'incidentState'
> {
  readonly incidentId?: string;
  readonly incidentType?: string;
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly executionId?: string;
  readonly createTimeBefore?: DateTimeString;
  readonly createTimeAfter?: DateTimeString;
  readonly endTimeBefore?: DateTimeString;
  readonly endTimeAfter?: DateTimeString;
  readonly activityId?: string;
  readonly failedActivityId?: string;
  readonly causeIncidentId?: string;
  readonly rootCauseIncidentId?: string;
  readonly configuration?: string;
  readonly historyConfiguration?: string;
  readonly open?: boolean;
  readonly resolved?: boolean;
  readonly deleted?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly jobDefinitionIdIn?: readonly string[];
}

export interface HistoricJobLogQuery extends PageAndSort<
  | 'timestamp'
  | 'jobId'
  | 'jobDefinitionId'
  | 'jobDueDate'
  | 'jobRetries'
  | 'jobPriority'
  | 'activityId'
  | 'executionId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'deploymentId'
  | 'occurrence'
  | 'tenantId'
> {
  readonly logId?: string;
  readonly jobId?: string;
  readonly jobExceptionMessage?: string;
  readonly jobDefinitionId?: string;
  readonly jobDefinitionType?: string;
  readonly jobDefinitionConfiguration?: string;
  readonly activityIdIn?: readonly string[];
  readonly failedActivityIdIn?: readonly string[];
  readonly executionIdIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly deploymentId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly jobPriorityHigherThanOrEquals?: number;
  readonly jobPriorityLowerThanOrEquals?: number;
  readonly creationLog?: boolean;
  readonly failureLog?: boolean;
  readonly successLog?: boolean;
  readonly deletionLog?: boolean;
}

export interface HistoricExternalTaskLogQuery extends PageAndSort<
  | 'timestamp'
  | 'externalTaskId'
  | 'topicName'
  | 'workerId'
  | 'retries'
  | 'priority'
  | 'activityId'
  | 'activityInstanceId'
  | 'executionId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'tenantId'
> {
  readonly logId?: string;
  readonly externalTaskId?: string;
  readonly topicName?: string;
  readonly workerId?: string;
  readonly errorMessage?: string;
  readonly activityIdIn?: readonly string[];
  readonly activityInstanceIdIn?: readonly string[];
  readonly executionIdIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly priorityHigherThanOrEquals?: number;
  readonly priorityLowerThanOrEquals?: number;
  readonly creationLog?: boolean;
  readonly failureLog?: boolean;
  readonly successLog?: boolean;
  readonly deletionLog?: boolean;
}

export interface HistoricIdentityLinkLogQuery extends PageAndSort<
  | 'time'
  | 'type'
  | 'userId'
  | 'groupId'
  | 'taskId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'operationType'
  | 'assignerId'
  | 'tenantId'
> {
  readonly dateBefore?: DateTimeString;
  readonly dateAfter?: DateTimeString;
  readonly type?: string;
  readonly userId?: string;
  readonly groupId?: string;
  readonly taskId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly operationType?: string;
  readonly assignerId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
}

export interface UserOperationLogQuery extends PageAndSort<'timestamp'> {
  readonly deploymentId?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processInstanceId?: string;
  readonly executionId?: string;
  readonly caseDefinitionId?: string;
  readonly caseInstanceId?: string;
  readonly caseExecutionId?: string;
  readonly taskId?: string;
  readonly jobId?: string;
  readonly jobDefinitionId?: string;
  readonly batchId?: string;
  readonly externalTaskId?: string;
  readonly userId?: string;
  readonly operationId?: string;
  readonly operationType?: string;
  readonly entityType?: string;
  readonly entityTypeIn?: readonly string[];
  readonly category?: string;
  readonly categoryIn?: readonly string[];
  readonly property?: string;
  readonly afterTimestamp?: DateTimeString;
  readonly beforeTimestamp?: DateTimeString;
}
