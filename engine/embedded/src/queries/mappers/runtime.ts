import type {
  AttachmentDto,
  CommentDto,
  DelegationState,
  EventSubscriptionDto,
  EventSubscriptionType,
  ExecutionDto,
  ExternalTaskDto,
  FormRefDto,
  IdentityLinkDto,
  IncidentDto,
  JobDefinitionDto,
  JobDto,
  ProcessInstanceDto,
  TaskDto,
} from '@anliu/engine-protocol';
import type {
  Attachment,
  Comment,
  EventSubscription,
  Execution,
  ExternalTask,
  IdentityLink,
  Incident,
  Job,
  JobDefinition,
  Task,
} from '@anliu/engine-kernel';
import { shownTime, shownTimeOrNull } from './common.js';

export const toProcessInstanceDto = (row: Execution): ProcessInstanceDto => ({
  id: row.id,
  definitionId: row.processDefinitionId,
  definitionKey: row.processDefinitionKey,
  businessKey: row.businessKey,
  caseInstanceId: row.caseInstanceId,
  ended: false,
  suspended: row.suspended,
  tenantId: row.tenantId,
});

export const toExecutionDto = (row: Execution): ExecutionDto => ({
  id: row.id,
  processInstanceId: row.processInstanceId,
  ended: false,
  tenantId: row.tenantId,
});

export const toTaskDto = (row: Task): TaskDto => ({
  id: row.id,
  name: row.name,
  assignee: row.assignee,
  owner: row.owner,
  created: shownTime(row.created),
  lastUpdated: shownTimeOrNull(row.lastUpdated),
  due: shownTimeOrNull(row.due),
  followUp: shownTimeOrNull(row.followUp),
  delegationState: row.delegationState as DelegationState | null,
  description: row.description,
  executionId: row.executionId,
  parentTaskId: row.parentTaskId,
  priority: row.priority,
  processDefinitionId: row.processDefinitionId,
  processInstanceId: row.processInstanceId,
  taskDefinitionKey: row.taskDefinitionKey,
  caseExecutionId: row.caseExecutionId,
  caseInstanceId: row.caseInstanceId,
  caseDefinitionId: row.caseDefinitionId,
  suspended: row.suspended,
  formKey: row.formKey,
  formRef: row.formRef as FormRefDto | null,
  tenantId: row.tenantId,
  taskState: row.lastUpdated === null ? 'Created' : 'Updated',
});

export const toIdentityLinkDto = (row: IdentityLink): IdentityLinkDto => ({
  userId: row.userId,
  groupId: row.groupId,
  type: row.type,
});

export const toExternalTaskDto = (row: ExternalTask): ExternalTaskDto => ({
  activityId: row.activityId,
  activityInstanceId: row.activityInstanceId,
  errorMessage: row.errorMessage,
  executionId: row.executionId,
  id: row.id,
  lockExpirationTime: shownTimeOrNull(row.lockExpirationTime),
  createTime: shownTime(row.createTime),
  processDefinitionId: row.processDefinitionId,
  processDefinitionKey: row.processDefinitionKey,
  processDefinitionVersionTag: row.processDefinitionVersionTag,
  processInstanceId: row.processInstanceId,
  retries: row.retries,
  suspended: row.suspended,
  workerId: row.workerId,
  topicName: row.topicName,
  tenantId: row.tenantId,
  priority: row.priority,
  businessKey: row.businessKey,
});

export const toJobDto = (row: Job): JobDto => ({
  id: row.id,
  jobDefinitionId: row.jobDefinitionId,
  processInstanceId: row.processInstanceId,
  processDefinitionId: row.processDefinitionId,
  processDefinitionKey: row.processDefinitionKey,
  executionId: row.executionId,
  exceptionMessage: row.exceptionMessage,
  failedActivityId: row.failedActivityId,
  retries: row.retries,
  dueDate: shownTimeOrNull(row.dueDate),
  suspended: row.suspended,
  priority: row.priority,
  tenantId: row.tenantId,
  createTime: shownTime(row.createTime),
  batchId: row.batchId,
});

export const toJobDefinitionDto = (row: JobDefinition): JobDefinitionDto => ({
  id: row.id,
  processDefinitionId: row.processDefinitionId,
  processDefinitionKey: row.processDefinitionKey,
  jobType: row.jobType,
  jobConfiguration: row.jobConfiguration,
  activityId: row.activityId,
  suspended: row.suspended,
  overridingJobPriority: row.overridingJobPriority,
  tenantId: row.tenantId,
  deploymentId: row.deploymentId,
});

export const toEventSubscriptionDto = (row: EventSubscription): EventSubscriptionDto => ({
  id: row.id,
  eventType: row.eventType as EventSubscriptionType,
  eventName: row.eventName,
  executionId: row.executionId,
  processInstanceId: row.processInstanceId,
  activityId: row.activityId,
  createdDate: shownTime(row.created),
  tenantId: row.tenantId,
});

export const toIncidentDto = (row: Incident): IncidentDto => ({
  id: row.id,
  processDefinitionId: row.processDefinitionId,
  processInstanceId: row.processInstanceId,
  executionId: row.executionId,
  incidentTimestamp: shownTime(row.incidentTimestamp),
  incidentType: row.incidentType,
  activityId: row.activityId,
  failedActivityId: row.failedActivityId,
  causeIncidentId: row.causeIncidentId,
  rootCauseIncidentId: row.rootCauseIncidentId,
  configuration: row.configuration,
  incidentMessage: row.incidentMessage,
  tenantId: row.tenantId,
  jobDefinitionId: row.jobDefinitionId,
  annotation: row.annotation,
});

export const toCommentDto = (row: Comment): CommentDto => ({
  id: row.id,
  userId: row.userId,
  time: shownTime(row.time),
  taskId: row.taskId,
  processInstanceId: row.processInstanceId,
  message: row.message,
  removalTime: null,
  rootProcessInstanceId: null,
});

export const toAttachmentDto = (row: Attachment): AttachmentDto => ({
  id: row.id,
  name: row.name,
  description: row.description,
  taskId: row.taskId,
  type: row.type,
  url: row.url,
  createTime: shownTime(row.createTime),
  removalTime: null,
  rootProcessInstanceId: null,
});
