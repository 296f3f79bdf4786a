/** Fields of Camunda's answers that the web applications show or send back. */
export const FORM_REF = { key: 'text', binding: 'text', version: 'number?' } as const;

export const TASK = {
  id: 'text',
  name: 'text?',
  assignee: 'text?',
  owner: 'text?',
  created: 'instant',
  due: 'instant?',
  followUp: 'instant?',
  delegationState: 'text?',
  description: 'text?',
  executionId: 'text?',
  priority: 'number',
  processDefinitionId: 'text?',
  processInstanceId: 'text?',
  taskDefinitionKey: 'text?',
  suspended: 'flag',
  formKey: 'text?',
  tenantId: 'text?',
} as const;

export const DEFINITION = {
  id: 'text',
  key: 'text',
  name: 'text?',
  version: 'number',
  versionTag: 'text?',
  description: 'text?',
  category: 'text?',
  deploymentId: 'text',
  resource: 'text',
  suspended: 'flag',
  tenantId: 'text?',
  historyTimeToLive: 'number?',
  startableInTasklist: 'flag',
} as const;

export const DECISION = {
  id: 'text',
  key: 'text',
  name: 'text?',
  version: 'number',
  versionTag: 'text?',
  tenantId: 'text?',
  deploymentId: 'text',
  decisionRequirementsDefinitionId: 'text?',
  decisionRequirementsDefinitionKey: 'text?',
  historyTimeToLive: 'number?',
} as const;

export const INSTANCE = {
  id: 'text',
  definitionId: 'text',
  businessKey: 'text?',
  ended: 'flag',
  suspended: 'flag',
  tenantId: 'text?',
} as const;

export const HISTORIC_INSTANCE = {
  id: 'text',
  businessKey: 'text?',
  processDefinitionId: 'text',
  processDefinitionKey: 'text',
  processDefinitionName: 'text?',
  processDefinitionVersion: 'number',
  startTime: 'instant',
  endTime: 'instant?',
  durationInMillis: 'number?',
  startUserId: 'text?',
  deleteReason: 'text?',
  superProcessInstanceId: 'text?',
  rootProcessInstanceId: 'text',
  state: 'text',
} as const;

export const INCIDENT = {
  id: 'text',
  incidentType: 'text',
  incidentMessage: 'text?',
  incidentTimestamp: 'instant',
  activityId: 'text?',
  failedActivityId: 'text?',
  causeIncidentId: 'text?',
  rootCauseIncidentId: 'text?',
  configuration: 'text?',
  processInstanceId: 'text?',
  processDefinitionId: 'text?',
  executionId: 'text?',
  annotation: 'text?',
} as const;

export const HISTORIC_INCIDENT = {
  id: 'text',
  incidentType: 'text',
  incidentMessage: 'text?',
  createTime: 'instant',
  endTime: 'instant?',
  activityId: 'text?',
  failedActivityId: 'text?',
  causeIncidentId: 'text?',
  rootCauseIncidentId: 'text?',
  configuration: 'text?',
  historyConfiguration: 'text?',
  processInstanceId: 'text?',
  annotation: 'text?',
  open: 'flag',
  deleted: 'flag',
  resolved: 'flag',
} as const;

export const JOB = {
  id: 'text',
  jobDefinitionId: 'text?',
  dueDate: 'instant?',
  createTime: 'instant',
  retries: 'number',
  suspended: 'flag',
  exceptionMessage: 'text?',
  failedActivityId: 'text?',
  processInstanceId: 'text?',
  priority: 'number',
} as const;

export const JOB_DEFINITION = {
  id: 'text',
  activityId: 'text?',
  jobType: 'text',
  jobConfiguration: 'text?',
  suspended: 'flag',
  overridingJobPriority: 'number?',
  processDefinitionId: 'text?',
  processDefinitionKey: 'text?',
} as const;

export const EXTERNAL_TASK = {
  id: 'text',
  topicName: 'text',
  workerId: 'text?',
  activityId: 'text',
  retries: 'number?',
  priority: 'number',
  lockExpirationTime: 'instant?',
  errorMessage: 'text?',
  processInstanceId: 'text',
  executionId: 'text',
} as const;

export const BATCH = {
  id: 'text',
  type: 'text',
  totalJobs: 'number',
  jobsCreated: 'number',
  suspended: 'flag',
  createUserId: 'text?',
  seedJobDefinitionId: 'text',
  monitorJobDefinitionId: 'text',
  batchJobDefinitionId: 'text',
  startTime: 'instant',
  batchJobsPerSeed: 'number',
  invocationsPerBatchJob: 'number',
} as const;

export const BATCH_STATISTICS = {
  ...BATCH,
  remainingJobs: 'number',
  completedJobs: 'number',
  failedJobs: 'number',
} as const;

export const HISTORIC_BATCH = {
  id: 'text',
  type: 'text',
  totalJobs: 'number',
  createUserId: 'text?',
  startTime: 'instant',
  endTime: 'instant?',
  removalTime: 'instant?',
  batchJobDefinitionId: 'text',
} as const;

export const VARIABLE = { type: 'text', value: 'value', valueInfo: {} } as const;

export const VARIABLE_INSTANCE = {
  id: 'text',
  name: 'text',
  type: 'text',
  value: 'value',
  valueInfo: {},
  processInstanceId: 'text?',
  executionId: 'text?',
  activityInstanceId: 'text?',
  taskId: 'text?',
  errorMessage: 'text?',
} as const;

export const HISTORIC_VARIABLE = { ...VARIABLE_INSTANCE, state: 'text', createTime: 'instant?' } as const;

export const ACTIVITY = {
  id: 'text',
  parentActivityInstanceId: 'text?',
  activityId: 'text',
  activityName: 'text?',
  activityType: 'text',
  executionId: 'text',
  taskId: 'text?',
  calledProcessInstanceId: 'text?',
  assignee: 'text?',
  startTime: 'instant',
  endTime: 'instant?',
  durationInMillis: 'number?',
  canceled: 'flag',
  completeScope: 'flag',
} as const;

export const HISTORIC_TASK = {
  id: 'text',
  name: 'text?',
  assignee: 'text?',
  owner: 'text?',
  startTime: 'instant',
  endTime: 'instant?',
  due: 'instant?',
  followUp: 'instant?',
  priority: 'number',
  taskDefinitionKey: 'text?',
  duration: 'number?',
  deleteReason: 'text?',
  activityInstanceId: 'text?',
  processInstanceId: 'text?',
  processDefinitionId: 'text?',
} as const;

export const DEPLOYMENT = {
  id: 'text',
  name: 'text?',
  source: 'text?',
  deploymentTime: 'instant',
  tenantId: 'text?',
} as const;

export const USER = { id: 'text', firstName: 'text?', lastName: 'text?', email: 'text?' } as const;
export const GROUP = { id: 'text', name: 'text?', type: 'text?' } as const;
export const TENANT = { id: 'text', name: 'text?' } as const;

export const AUTHORIZATION = {
  id: 'text',
  type: 'number',
  permissions: ['text'],
  userId: 'text?',
  groupId: 'text?',
  resourceType: 'number',
  resourceId: 'text',
} as const;

export const FILTER = {
  id: 'text',
  name: 'text',
  owner: 'text?',
  resourceType: 'text',
  query: {},
  properties: {},
} as const;

export const COUNT = { count: 'number' } as const;
export const LINKS = { links: [{ method: 'text', href: 'text', rel: 'text' }] } as const;
