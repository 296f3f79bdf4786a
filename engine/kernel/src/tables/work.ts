import {
  bool,
  int,
  maybeInt,
  maybeText,
  maybeTextIndexed,
  maybeTime,
  maybeTimeIndexed,
  table,
  text,
  textIndexed,
  time,
} from './columns.js';

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

export const INCIDENT = table(
  'incident',
  {
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
  },
  [['incidentTimestamp', 'id']],
);
