import {
  int,
  maybeInt,
  maybeText,
  maybeTextIndexed,
  maybeTime,
  table,
  text,
  textIndexed,
  time,
  timeIndexed,
} from './columns.js';

/* One row for every time; never changed. */

export const HISTORIC_JOB_LOG = table('hi_job_log', {
  id: text,
  timestamp: timeIndexed,
  jobId: textIndexed,
  jobDueDate: maybeTime,
  jobRetries: int,
  jobPriority: int,
  jobExceptionMessage: maybeText,
  exceptionStacktrace: maybeText,
  jobDefinitionId: maybeText,
  jobDefinitionType: maybeText,
  jobDefinitionConfiguration: maybeText,
  activityId: maybeText,
  failedActivityId: maybeText,
  executionId: maybeText,
  processInstanceId: maybeTextIndexed,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  deploymentId: maybeText,
  /** `created`, `failed`, `successful`, `deleted`. */
  state: text,
  tenantId: maybeText,
});

export const HISTORIC_EXTERNAL_TASK_LOG = table('hi_external_task_log', {
  id: text,
  timestamp: timeIndexed,
  externalTaskId: textIndexed,
  topicName: text,
  workerId: maybeText,
  retries: maybeInt,
  priority: int,
  errorMessage: maybeText,
  errorDetails: maybeText,
  activityId: text,
  activityInstanceId: text,
  executionId: text,
  processInstanceId: textIndexed,
  processDefinitionId: text,
  processDefinitionKey: text,
  /** `created`, `failed`, `successful`, `deleted`. */
  state: text,
  tenantId: maybeText,
});

export const HISTORIC_IDENTITY_LINK_LOG = table('hi_identity_link_log', {
  id: text,
  time: time,
  type: text,
  userId: maybeText,
  groupId: maybeText,
  taskId: maybeTextIndexed,
  processInstanceId: maybeText,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  /** `add` or `delete`. */
  operationType: text,
  assignerId: maybeText,
  tenantId: maybeText,
});

/** Who did what by hand (Camunda's user operation log). */
export const HISTORIC_OPERATION = table('hi_operation', {
  id: text,
  timestamp: timeIndexed,
  userId: maybeText,
  operationId: textIndexed,
  operationType: text,
  entityType: text,
  property: maybeText,
  orgValue: maybeText,
  newValue: maybeText,
  deploymentId: maybeText,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  executionId: maybeText,
  taskId: maybeTextIndexed,
  jobId: maybeText,
  jobDefinitionId: maybeText,
  externalTaskId: maybeText,
  batchId: maybeText,
  /** `Admin`, `Operator` or `TaskWorker`. */
  category: maybeText,
  annotation: maybeText,
  tenantId: maybeText,
  removalTime: maybeTime,
});
