import {
  bool,
  blob,
  int,
  json,
  maybeReal,
  maybeText,
  maybeTextIndexed,
  table,
  text,
  textIndexed,
  time,
} from './columns.js';

/*
 * What the engine needs to continue. Rows of one process instance carry `processInstanceId`. Columns are named as Camunda's
 * DTO fields where a DTO shows them; kernel-only columns are marked.
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
