import {
  bool,
  blob,
  int,
  json,
  maybeInt,
  maybeReal,
  maybeText,
  maybeTextIndexed,
  maybeTime,
  maybeTimeIndexed,
  table,
  text,
  textIndexed,
  time,
  timeIndexed,
} from './columns.js';
import type { RowOf } from './columns.js';
import { IDENTITY_TABLES } from './identity-entities.js';
import {
  DECISION_DEFINITION,
  DECISION_REQUIREMENTS_DEFINITION,
  HISTORIC_DECISION_INSTANCE,
} from './entities-decision.js';
export * from './entities-decision.js';
import { HISTORIC_DETAIL } from './entities-detail.js';
export * from './entities-detail.js';
import { BATCH_TABLES } from './batch-entities.js';

/**
 * Runtime entities: what the engine needs to continue. Rows of one process instance carry `processInstanceId`.
 * Columns are named as Camunda's DTO fields where a DTO shows them; kernel-only columns are marked.
 */

/**
 * The execution tree. `kind` is the kernel's fixed tree: `instance` and `scope` own variables and subscriptions,
 * `token` is a position in a scope, `eventScope` a completed scope kept for compensation.
 * REST shows the rows with `isVisible`; `parentId` is Camunda's parent among the visible ones, `ownerId` the kernel's
 * (token → its scope, scope → the token that entered it).
 */
export const EXECUTION = table('execution', {
  id: text,
  kind: text,
  ownerId: maybeText,
  isVisible: bool,
  parentId: maybeTextIndexed,
  processInstanceId: textIndexed,
  rootProcessInstanceId: textIndexed,
  superExecutionId: maybeTextIndexed,
  superProcessInstanceId: maybeTextIndexed,
  processDefinitionId: textIndexed,
  processDefinitionKey: textIndexed,
  businessKey: maybeTextIndexed,
  activityId: maybeTextIndexed,
  activityInstanceId: maybeText,
  parentActivityInstanceId: maybeText,
  isActive: bool,
  isScope: bool,
  isConcurrent: bool,
  isEventScope: bool,
  suspended: bool,
  /** Kernel: what a token waits for; see the kernel's token states. */
  state: text,
  /** Kernel: the sequence flow a token is about to take or came by. */
  flowId: maybeText,
  /** Kernel: small element-specific data. */
  data: json,
  enteredAt: time,
  /** Camunda's partial order of what happened in one execution. */
  sequenceCounter: int,
  startUserId: maybeText,
  caseInstanceId: maybeText,
  tenantId: maybeText,
});

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

export const EXTERNAL_TASK = table(
  'external_task',
  {
    id: text,
    topicName: text,
    workerId: maybeText,
    lockExpirationTime: maybeTime,
    createTime: time,
    /** Null until a worker reported a failure. */
    retries: maybeInt,
    errorMessage: maybeText,
    errorDetails: maybeText,
    priority: int,
    executionId: textIndexed,
    tokenId: text,
    processInstanceId: textIndexed,
    rootProcessInstanceId: text,
    processDefinitionId: textIndexed,
    processDefinitionKey: textIndexed,
    processDefinitionVersionTag: maybeText,
    activityId: text,
    activityInstanceId: text,
    businessKey: maybeText,
    suspended: bool,
    tenantId: maybeText,
  },
  [['topicName', 'priority', 'createTime']],
);

export const JOB = table('job', {
  id: text,
  rev: int,
  /** `timer` or `message` (an asynchronous continuation). */
  type: text,
  /** Camunda's handler type: `async-continuation`, `timer-transition`, `timer-intermediate-transition`, `timer-start-event`, `timer-start-event-subprocess`, `timer-task-listener`, `event`. */
  handlerType: text,
  handlerConfiguration: maybeText,
  jobDefinitionId: maybeTextIndexed,
  executionId: maybeTextIndexed,
  /** Kernel: the token or scope the job belongs to. */
  ownerId: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  processDefinitionId: maybeTextIndexed,
  processDefinitionKey: maybeTextIndexed,
  deploymentId: maybeText,
  activityId: maybeText,
  dueDate: maybeTimeIndexed,
  /** The rewritten cycle `R3/<start>/PT10H`, when the timer repeats. */
  repeat: maybeText,
  repeatOffset: int,
  retries: int,
  exceptionMessage: maybeText,
  exceptionStacktrace: maybeText,
  failedActivityId: maybeText,
  priority: int,
  suspended: bool,
  exclusive: bool,
  createTime: time,
  lockOwner: maybeText,
  lockExpirationTime: maybeTime,
  /** The batch the job works for. */
  batchId: maybeTextIndexed,
  tenantId: maybeText,
});

export const JOB_DEFINITION = table('job_definition', {
  id: text,
  /** Null with the definitions of a batch. */
  processDefinitionId: maybeTextIndexed,
  processDefinitionKey: maybeTextIndexed,
  /** `async-continuation`, `timer-transition`, … */
  jobType: text,
  /** `async-before`, `async-after`, or `DURATION: PT1H`, `CYCLE: …`, `DATE: …`. */
  jobConfiguration: text,
  activityId: maybeText,
  suspended: bool,
  overridingJobPriority: maybeInt,
  deploymentId: maybeText,
  tenantId: maybeText,
});

export const EVENT_SUBSCRIPTION = table(
  'event_subscription',
  {
    id: text,
    /** `message`, `signal`, `conditional`, `compensate`. */
    eventType: text,
    eventName: maybeText,
    executionId: maybeTextIndexed,
    /** Kernel: the scope that owns the subscription; null for start events. */
    ownerId: maybeText,
    processInstanceId: maybeTextIndexed,
    processDefinitionId: maybeTextIndexed,
    processDefinitionKey: maybeText,
    activityId: text,
    /** Compensation: the event scope execution. Start events: the process definition id. */
    configuration: maybeText,
    created: time,
    /** Kernel: order of creation within one millisecond. */
    sequence: int,
    tenantId: maybeText,
  },
  [['eventType', 'eventName']],
);

export const VARIABLE = table(
  'variable',
  {
    id: text,
    rev: int,
    name: textIndexed,
    /** Camunda's type name in lower case: `string`, `integer`, `long`, `boolean`, `date`, `json`, `object`, `file`, `null`, … */
    type: text,
    /** Text of string, json, xml, object, date (ISO) and long beyond 2^53. */
    textValue: maybeText,
    /** Numbers, booleans (0/1) and dates (ms), for queries. */
    numberValue: maybeReal,
    bytesValue: blob,
    valueInfo: json,
    /** Camunda's execution id (projected). */
    executionId: maybeTextIndexed,
    /** Kernel: the scope, token or task that owns the variable. */
    ownerId: text,
    processInstanceId: maybeTextIndexed,
    processDefinitionId: maybeText,
    processDefinitionKey: maybeText,
    taskId: maybeTextIndexed,
    activityInstanceId: maybeText,
    createTime: time,
    concurrentLocal: bool,
    tenantId: maybeText,
  },
  [['name', 'textValue']],
);

export const INCIDENT = table('incident', {
  id: text,
  incidentType: text,
  incidentTimestamp: time,
  incidentMessage: maybeText,
  executionId: maybeTextIndexed,
  activityId: maybeText,
  failedActivityId: maybeText,
  processInstanceId: maybeTextIndexed,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  causeIncidentId: maybeText,
  rootCauseIncidentId: maybeText,
  /** Job or external task id. */
  configuration: maybeTextIndexed,
  jobDefinitionId: maybeText,
  annotation: maybeText,
  tenantId: maybeText,
});

/** Repository. */
export const DEPLOYMENT = table('deployment', {
  id: text,
  name: maybeText,
  source: maybeText,
  deploymentTime: timeIndexed,
  tenantId: maybeText,
});

export const RESOURCE = table('resource', {
  id: text,
  deploymentId: textIndexed,
  name: text,
  bytes: blob,
});

export const PROCESS_DEFINITION = table(
  'process_definition',
  {
    /** `key:version:uuid`. */
    id: text,
    key: textIndexed,
    version: int,
    category: maybeText,
    name: maybeText,
    description: maybeText,
    versionTag: maybeText,
    deploymentId: textIndexed,
    resourceName: text,
    diagramResourceName: maybeText,
    suspended: bool,
    startableInTasklist: bool,
    hasStartFormKey: bool,
    historyTimeToLive: maybeInt,
    tenantId: maybeText,
  },
  [['key', 'version']],
);

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

/** History: written once, closed once, never read by the kernel. */
export const HISTORIC_PROCESS_INSTANCE = table('hi_process_instance', {
  id: text,
  processDefinitionId: textIndexed,
  processDefinitionKey: textIndexed,
  processDefinitionName: maybeText,
  processDefinitionVersion: int,
  businessKey: maybeTextIndexed,
  startTime: timeIndexed,
  endTime: maybeTimeIndexed,
  durationInMillis: maybeInt,
  startUserId: maybeText,
  startActivityId: maybeText,
  endActivityId: maybeText,
  deleteReason: maybeText,
  rootProcessInstanceId: textIndexed,
  superProcessInstanceId: maybeTextIndexed,
  caseInstanceId: maybeText,
  /** `ACTIVE`, `SUSPENDED`, `COMPLETED`, `EXTERNALLY_TERMINATED`, `INTERNALLY_TERMINATED`. */
  state: text,
  /** Kernel: the variables it was started with. */
  initialVariables: json,
  removalTime: maybeTimeIndexed,
  tenantId: maybeText,
});

export const HISTORIC_ACTIVITY_INSTANCE = table('hi_activity_instance', {
  id: text,
  parentActivityInstanceId: maybeText,
  activityId: textIndexed,
  activityName: maybeText,
  activityType: text,
  processDefinitionId: textIndexed,
  processDefinitionKey: text,
  processInstanceId: textIndexed,
  rootProcessInstanceId: text,
  executionId: maybeTextIndexed,
  taskId: maybeText,
  assignee: maybeText,
  calledProcessInstanceId: maybeTextIndexed,
  startTime: timeIndexed,
  endTime: maybeTime,
  durationInMillis: maybeInt,
  canceled: bool,
  completeScope: bool,
  sequenceCounter: int,
  /** Kernel: the order of writing, breaks ties of `sequenceCounter`. */
  position: int,
  removalTime: maybeTime,
  tenantId: maybeText,
});

export const HISTORIC_TASK = table('hi_task', {
  id: text,
  processDefinitionId: maybeTextIndexed,
  processDefinitionKey: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  executionId: maybeText,
  activityInstanceId: maybeTextIndexed,
  taskDefinitionKey: maybeText,
  name: maybeText,
  description: maybeText,
  deleteReason: maybeText,
  owner: maybeText,
  assignee: maybeTextIndexed,
  startTime: time,
  endTime: maybeTimeIndexed,
  duration: maybeInt,
  due: maybeTime,
  followUp: maybeTime,
  priority: int,
  parentTaskId: maybeText,
  taskState: maybeText,
  caseDefinitionKey: maybeText,
  caseDefinitionId: maybeText,
  caseInstanceId: maybeText,
  caseExecutionId: maybeText,
  removalTime: maybeTime,
  tenantId: maybeText,
});

export const HISTORIC_VARIABLE = table('hi_variable', {
  id: text,
  name: textIndexed,
  type: text,
  textValue: maybeText,
  numberValue: maybeReal,
  bytesValue: blob,
  valueInfo: json,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  executionId: maybeText,
  activityInstanceId: maybeTextIndexed,
  taskId: maybeText,
  createTime: time,
  /** `CREATED` or `DELETED`. */
  state: text,
  removalTime: maybeTime,
  tenantId: maybeText,
});

export const HISTORIC_INCIDENT = table('hi_incident', {
  id: text,
  incidentType: text,
  incidentMessage: maybeText,
  createTime: time,
  endTime: maybeTime,
  executionId: maybeText,
  activityId: maybeText,
  failedActivityId: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  processDefinitionId: maybeText,
  processDefinitionKey: maybeText,
  causeIncidentId: maybeText,
  rootCauseIncidentId: maybeText,
  configuration: maybeText,
  jobDefinitionId: maybeText,
  open: bool,
  deleted: bool,
  resolved: bool,
  annotation: maybeText,
  tenantId: maybeText,
});

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

/** Tables the kernel reads and writes. */
export const RUNTIME_TABLES = {
  execution: EXECUTION,
  task: TASK,
  identityLink: IDENTITY_LINK,
  externalTask: EXTERNAL_TASK,
  job: JOB,
  eventSubscription: EVENT_SUBSCRIPTION,
  variable: VARIABLE,
  incident: INCIDENT,
} as const;

/** Tables the runtime manages around the kernel. */
export const REPOSITORY_TABLES = {
  deployment: DEPLOYMENT,
  resource: RESOURCE,
  processDefinition: PROCESS_DEFINITION,
  decisionDefinition: DECISION_DEFINITION,
  decisionRequirementsDefinition: DECISION_REQUIREMENTS_DEFINITION,
  jobDefinition: JOB_DEFINITION,
  comment: COMMENT,
  attachment: ATTACHMENT,
  filter: FILTER,
} as const;

export const HISTORY_TABLES = {
  historicProcessInstance: HISTORIC_PROCESS_INSTANCE,
  historicActivityInstance: HISTORIC_ACTIVITY_INSTANCE,
  historicTask: HISTORIC_TASK,
  historicVariable: HISTORIC_VARIABLE,
  historicIncident: HISTORIC_INCIDENT,
  historicJobLog: HISTORIC_JOB_LOG,
  historicExternalTaskLog: HISTORIC_EXTERNAL_TASK_LOG,
  historicIdentityLinkLog: HISTORIC_IDENTITY_LINK_LOG,
  historicOperation: HISTORIC_OPERATION,
  historicDecisionInstance: HISTORIC_DECISION_INSTANCE,
  historicDetail: HISTORIC_DETAIL,
} as const;

export const TABLES = {
  ...RUNTIME_TABLES,
  ...REPOSITORY_TABLES,
  ...HISTORY_TABLES,
  ...IDENTITY_TABLES,
  ...BATCH_TABLES,
} as const;

export type RuntimeKind = keyof typeof RUNTIME_TABLES;
export type RepositoryKind = keyof typeof REPOSITORY_TABLES;
export type HistoryKind = keyof typeof HISTORY_TABLES;
export type EntityKind = keyof typeof TABLES;
export type Entity<K extends EntityKind> = RowOf<(typeof TABLES)[K]['columns']>;

export type Execution = Entity<'execution'>;
export type Task = Entity<'task'>;
export type IdentityLink = Entity<'identityLink'>;
export type ExternalTask = Entity<'externalTask'>;
export type Job = Entity<'job'>;
export type JobDefinition = Entity<'jobDefinition'>;
export type EventSubscription = Entity<'eventSubscription'>;
export type Variable = Entity<'variable'>;
export type Incident = Entity<'incident'>;
export type Deployment = Entity<'deployment'>;
export type Resource = Entity<'resource'>;
export type ProcessDefinition = Entity<'processDefinition'>;
export type Comment = Entity<'comment'>;
export type Attachment = Entity<'attachment'>;
export type Filter = Entity<'filter'>;
export type HistoricProcessInstance = Entity<'historicProcessInstance'>;
export type HistoricActivityInstance = Entity<'historicActivityInstance'>;
export type HistoricTask = Entity<'historicTask'>;
export type HistoricVariable = Entity<'historicVariable'>;
export type HistoricIncident = Entity<'historicIncident'>;
export type HistoricJobLog = Entity<'historicJobLog'>;
export type HistoricExternalTaskLog = Entity<'historicExternalTaskLog'>;
export type HistoricIdentityLinkLog = Entity<'historicIdentityLinkLog'>;
export type HistoricOperation = Entity<'historicOperation'>;
export type HistoricDetail = Entity<'historicDetail'>;

export type User = Entity<'user'>;
export type Group = Entity<'group'>;
export type Tenant = Entity<'tenant'>;
export type Authorization = Entity<'authorization'>;
export type DecisionDefinition = Entity<'decisionDefinition'>;
export type DecisionRequirementsDefinition = Entity<'decisionRequirementsDefinition'>;
export type HistoricDecisionInstance = Entity<'historicDecisionInstance'>;
