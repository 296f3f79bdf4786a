import {
  bool,
  blob,
  int,
  json,
  maybeText,
  maybeTextIndexed,
  maybeTime,
  maybeTimeIndexed,
  table,
  text,
  time,
  timeIndexed,
} from './columns.js';

export const TASK = table(
  'task',
  {
    id: text,
    rev: int,
    executionId: maybeTextIndexed,
    /** Kernel: the token that waits for this task. */
    tokenId: maybeText,
    processInstanceId: maybeTextIndexed,
    rootProcessInstanceId: maybeText,
    processDefinitionId: maybeTextIndexed,
    processDefinitionKey: maybeTextIndexed,
    activityInstanceId: maybeText,
    taskDefinitionKey: maybeTextIndexed,
    name: maybeText,
    description: maybeText,
    assignee: maybeTextIndexed,
    owner: maybeTextIndexed,
    delegationState: maybeText,
    priority: int,
    created: timeIndexed,
    lastUpdated: maybeTime,
    due: maybeTimeIndexed,
    followUp: maybeTime,
    parentTaskId: maybeTextIndexed,
    formKey: maybeText,
    formRef: json,
    suspended: bool,
    caseExecutionId: maybeText,
    caseInstanceId: maybeText,
    caseDefinitionId: maybeText,
    tenantId: maybeText,
  },
  [['processInstanceId', 'taskDefinitionKey']],
);

export const IDENTITY_LINK = table('identity_link', {
  id: text,
  type: text,
  userId: maybeTextIndexed,
  groupId: maybeTextIndexed,
  taskId: maybeTextIndexed,
  processInstanceId: maybeTextIndexed,
  /** Candidate starters. */
  processDefinitionId: maybeTextIndexed,
  tenantId: maybeText,
});

export const COMMENT = table('comment', {
  id: text,
  taskId: maybeTextIndexed,
  processInstanceId: maybeTextIndexed,
  userId: maybeText,
  time: time,
  message: text,
});

export const ATTACHMENT = table('attachment', {
  id: text,
  name: maybeText,
  description: maybeText,
  type: maybeText,
  url: maybeText,
  content: blob,
  taskId: maybeTextIndexed,
  processInstanceId: maybeTextIndexed,
  createTime: time,
});

export const FILTER = table('filter', {
  id: text,
  resourceType: text,
  name: text,
  owner: maybeText,
  query: json,
  properties: json,
});
