import type { DateTimeString } from '../time.js';
import type { ValueInfo } from '../variables.js';

export type HistoricProcessInstanceState =
  'ACTIVE' | 'SUSPENDED' | 'COMPLETED' | 'EXTERNALLY_TERMINATED' | 'INTERNALLY_TERMINATED';

export interface HistoricProcessInstanceDto {
  readonly id: string;
  readonly businessKey: string | null;
  readonly processDefinitionId: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionName: string | null;
  readonly processDefinitionVersion: number;
  readonly startTime: DateTimeString;
  readonly endTime: DateTimeString | null;
  readonly removalTime: DateTimeString | null;
  readonly durationInMillis: number | null;
  readonly startUserId: string | null;
  readonly startActivityId: string | null;
  readonly deleteReason: string | null;
  readonly superProcessInstanceId: string | null;
  readonly rootProcessInstanceId: string;
  readonly superCaseInstanceId: string | null;
  readonly caseInstanceId: string | null;
  readonly tenantId: string | null;
  readonly state: HistoricProcessInstanceState;
  readonly restartedProcessInstanceId: string | null;
}

export interface HistoricActivityInstanceDto {
  readonly id: string;
  readonly parentActivityInstanceId: string | null;
  readonly activityId: string;
  readonly activityName: string | null;
  readonly activityType: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionId: string;
  readonly processInstanceId: string;
  readonly executionId: string;
  readonly taskId: string | null;
  readonly calledProcessInstanceId: string | null;
  readonly calledCaseInstanceId: string | null;
  readonly assignee: string | null;
  readonly startTime: DateTimeString;
  readonly endTime: DateTimeString | null;
  readonly durationInMillis: number | null;
  readonly canceled: boolean;
  readonly completeScope: boolean;
  readonly tenantId: string | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface HistoricTaskInstanceDto {
  readonly id: string;
  readonly processDefinitionKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly caseDefinitionKey: string | null;
  readonly caseDefinitionId: string | null;
  readonly caseInstanceId: string | null;
  readonly caseExecutionId: string | null;
  readonly activityInstanceId: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly deleteReason: string | null;
  readonly owner: string | null;
  readonly assignee: string | null;
  readonly startTime: DateTimeString;
  readonly endTime: DateTimeString | null;
  readonly duration: number | null;
  readonly taskDefinitionKey: string | null;
  readonly priority: number;
  readonly due: DateTimeString | null;
  readonly parentTaskId: string | null;
  readonly followUp: DateTimeString | null;
  readonly tenantId: string | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
  readonly taskState: string | null;
}

export interface HistoricVariableInstanceDto {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly valueInfo: ValueInfo;
  readonly processDefinitionKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly activityInstanceId: string | null;
  readonly caseDefinitionKey: string | null;
  readonly caseDefinitionId: string | null;
  readonly caseInstanceId: string | null;
  readonly caseExecutionId: string | null;
  readonly taskId: string | null;
  readonly errorMessage: string | null;
  readonly tenantId: string | null;
  readonly state: 'CREATED' | 'DELETED';
  readonly createTime: DateTimeString | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface HistoricIncidentDto {
  readonly id: string;
  readonly processDefinitionKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly createTime: DateTimeString;
  readonly endTime: DateTimeString | null;
  readonly incidentType: string;
  readonly activityId: string | null;
  readonly failedActivityId: string | null;
  readonly causeIncidentId: string | null;
  readonly rootCauseIncidentId: string | null;
  readonly configuration: string | null;
  readonly historyConfiguration: string | null;
  readonly incidentMessage: string | null;
  readonly tenantId: string | null;
  readonly jobDefinitionId: string | null;
  readonly open: boolean;
  readonly deleted: boolean;
  readonly resolved: boolean;
  readonly annotation: string | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface HistoricJobLogDto {
  readonly id: string;
  readonly timestamp: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly jobId: string;
  readonly jobDueDate: DateTimeString | null;
  readonly jobRetries: number;
  readonly jobPriority: number;
  readonly jobExceptionMessage: string | null;
  readonly failedActivityId: string | null;
  readonly jobDefinitionId: string | null;
  readonly jobDefinitionType: string | null;
  readonly jobDefinitionConfiguration: string | null;
  readonly activityId: string | null;
  readonly executionId: string | null;
  readonly processInstanceId: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly deploymentId: string | null;
  readonly rootProcessInstanceId: string | null;
  readonly tenantId: string | null;
  readonly hostname: string | null;
  readonly batchId: string | null;
  readonly creationLog: boolean;
  readonly failureLog: boolean;
  readonly successLog: boolean;
  readonly deletionLog: boolean;
}

export interface HistoricExternalTaskLogDto {
  readonly id: string;
  readonly timestamp: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly externalTaskId: string;
  readonly topicName: string;
  readonly workerId: string | null;
  readonly priority: number;
  readonly retries: number | null;
  readonly errorMessage: string | null;
  readonly activityId: string | null;
  readonly activityInstanceId: string | null;
  readonly executionId: string | null;
  readonly processInstanceId: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly tenantId: string | null;
  readonly rootProcessInstanceId: string | null;
  readonly creationLog: boolean;
  readonly failureLog: boolean;
  readonly successLog: boolean;
  readonly deletionLog: boolean;
}

export interface HistoricActivityStatisticsDto {
  readonly id: string;
  readonly instances: number;
  readonly canceled: number;
  readonly finished: number;
  readonly completeScope: number;
  readonly openIncidents: number;
  readonly resolvedIncidents: number;
  readonly deletedIncidents: number;
}

export interface HistoricIdentityLinkLogDto {
  readonly id: string;
  readonly time: DateTimeString;
  readonly type: string;
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly taskId: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly operationType: 'add' | 'delete';
  readonly assignerId: string | null;
  readonly tenantId: string | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

/** Who did what by hand. */
export interface UserOperationLogEntryDto {
  readonly id: string;
  readonly timestamp: DateTimeString;
  readonly userId: string | null;
  readonly operationId: string;
  readonly operationType: string;
  readonly entityType: string;
  readonly property: string | null;
  readonly orgValue: string | null;
  readonly newValue: string | null;
  readonly category: string | null;
  readonly annotation: string | null;
  readonly deploymentId: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly taskId: string | null;
  readonly jobId: string | null;
  readonly jobDefinitionId: string | null;
  readonly externalTaskId: string | null;
  readonly batchId: string | null;
  readonly tenantId: string | null;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}
