import type { CompiledExpression } from '@anliu/engine-expression';
import type { EventDefinition } from './model/events.js';
import type { FormReference, Properties } from './model/forms.js';
import type {
  ExecutionListener,
  Implementation,
  IoMapping,
  Script,
  TaskListener,
  VariablePassing,
} from './model/work.js';

export type * from './model/events.js';
export type * from './model/forms.js';
export type * from './model/work.js';

/**
 * The immutable executable graph of one BPMN process. The parser produces it, the kernel runs it, nobody changes it.
 *
 * Every identifier is the `id` attribute of the XML element. Lists are in document order, because Camunda 7 evaluates
 * flows, boundary events and event sub-processes in document order and its history shows that order.
 */
export interface ProcessModel {
  /** `id` of the process element: the process definition key. */
  readonly key: string;
  readonly name: string | undefined;
  readonly documentation: string | undefined;
  /** `camunda:versionTag`. */
  readonly versionTag: string | undefined;
  readonly isExecutable: boolean;
  /** Days; undefined when the model does not say. */
  readonly historyTimeToLive: number | undefined;
  readonly startableInTasklist: boolean;
  readonly candidateStarterUsers: readonly string[];
  readonly candidateStarterGroups: readonly string[];
  readonly jobPriority: CompiledExpression | undefined;
  /** `camunda:taskPriority`: default priority of the process' external tasks. */
  readonly taskPriority: CompiledExpression | undefined;
  /** Every node of every nesting level in document order; `node.scopeId` tells the level. */
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly SequenceFlow[];
  /** Listeners on the process itself. */
  readonly listeners: readonly ExecutionListener[];
  /** `camunda:properties` of the process. */
  readonly properties: Properties;
  /** Form of the none start event. */
  readonly startForm: FormReference | undefined;
}

/** A sequence flow. Link throw events disappear when flows are read. */
export interface SequenceFlow {
  readonly id: string;
  readonly name: string | undefined;
  readonly sourceId: string;
  /** A flow into a link throw event already targets the matching link catch event. */
  readonly targetId: string;
  readonly condition: CompiledExpression | undefined;
  /** `take` listeners. */
  readonly listeners: readonly ExecutionListener[];
  readonly properties: Properties;
}

export type FlowNode =
  | UserTask
  | ServiceLikeTask
  | ScriptTask
  | ReceiveTask
  | PassThroughTask
  | CallActivity
  | SubProcess
  | Gateway
  | StartEvent
  | EndEvent
  | IntermediateCatchEvent
  | IntermediateThrowEvent
  | BoundaryEvent;

export type NodeKind = FlowNode['kind'];

/** What every flow node has. */
export interface NodeBase {
  readonly id: string;
  readonly name: string | undefined;
  readonly documentation: string | undefined;
  /** Camunda's `activityType`, exactly: `userTask`, `noneEndEvent`, `boundaryTimer`, `intermediateMessageCatch`, … */
  readonly activityType: string;
  /** The enclosing sub-process id, or the process key. */
  readonly scopeId: string;
  /** True when Camunda gives the activity its own execution (bpmn-semantics 2.1). For a multi-instance activity: of the inner activity. */
  readonly isScope: boolean;
  /** Sequence flow ids in document order. */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  readonly defaultFlowId: string | undefined;
  /** Of the node; on a multi-instance activity these belong to the body, see {@link MultiInstance} for the inner ones. */
  readonly asyncBefore: boolean;
  readonly asyncAfter: boolean;
  /** `camunda:exclusive`, default true. */
  readonly exclusive: boolean;
  readonly jobPriority: CompiledExpression | undefined;
  /** `camunda:failedJobRetryTimeCycle`, e.g. `R5/PT10M` or `PT10M,PT17M`. */
  readonly retryTimeCycle: CompiledExpression | undefined;
  readonly io: IoMapping | undefined;
  readonly listeners: readonly ExecutionListener[];
  readonly properties: Properties;
}

/** What tasks, call activities and sub-processes have in addition. */
export interface ActivityBase extends NodeBase {
  /** Boundary events in document order (of a multi-instance activity they guard the body). Compensation boundaries are not listed here. */
  readonly boundaryIds: readonly string[];
  readonly multiInstance: MultiInstance | undefined;
  readonly standardLoop: StandardLoop | undefined;
  readonly isForCompensation: boolean;
  /** The compensation boundary event and the handler it is associated with. */
  readonly compensation: { readonly boundaryId: string; readonly handlerId: string } | undefined;
}

export interface UserTask extends ActivityBase {
  readonly kind: 'userTask';
  readonly assignee: CompiledExpression | undefined;
  readonly candidateUsers: readonly CompiledExpression[];
  readonly candidateGroups: readonly CompiledExpression[];
  readonly dueDate: CompiledExpression | undefined;
  readonly followUpDate: CompiledExpression | undefined;
  readonly priority: CompiledExpression | undefined;
  /** The task's name may be an expression. */
  readonly nameExpression: CompiledExpression | undefined;
  readonly descriptionExpression: CompiledExpression | undefined;
  readonly form: FormReference | undefined;
  readonly taskListeners: readonly TaskListener[];
}

/** Service, send and business rule tasks share one set of implementations. */
export interface ServiceLikeTask extends ActivityBase {
  readonly kind: 'serviceTask' | 'sendTask' | 'businessRuleTask';
  readonly implementation: Implementation;
}

export interface ScriptTask extends ActivityBase {
  readonly kind: 'scriptTask';
  readonly script: Script;
  readonly resultVariable: string | undefined;
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receiveTask';
  /** Undefined: only `signal execution` continues it. */
  readonly messageName: CompiledExpression | undefined;
  readonly instantiate: boolean;
}

/** The undefined task and the manual task: the token passes. */
export interface PassThroughTask extends ActivityBase {
  readonly kind: 'task' | 'manualTask';
}

export interface CallActivity extends ActivityBase {
  readonly kind: 'callActivity';
  readonly calledElement: CompiledExpression;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly version: CompiledExpression | undefined;
  readonly versionTag: CompiledExpression | undefined;
  readonly businessKey: CompiledExpression | undefined;
  readonly inputs: readonly VariablePassing[];
  readonly outputs: readonly VariablePassing[];
  /** `variableMappingClass` or `variableMappingDelegateExpression`: a name in the engine's delegate registry. */
  readonly variableMapping: string | undefined;
}

export interface SubProcess extends ActivityBase {
  readonly kind: 'subProcess';
  readonly variant: 'embedded' | 'event' | 'transaction' | 'adHoc';
  /** The start event that is entered (the none start event, or the event sub-process' only start event); ad-hoc has none. */
  readonly startEventId: string | undefined;
  /** Children nodes in document order. */
  readonly childIds: readonly string[];
  readonly adHoc:
    | {
        readonly ordering: 'Parallel' | 'Sequential';
        readonly completionCondition: CompiledExpression | undefined;
        readonly cancelRemainingInstances: boolean;
      }
    | undefined;
}

export interface Gateway extends NodeBase {
  readonly kind: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway' | 'eventBasedGateway' | 'complexGateway';
  /** Of a complex gateway: when the tokens that arrived are enough. */
  readonly activationCondition: CompiledExpression | undefined;
}

export interface StartEvent extends NodeBase {
  readonly kind: 'startEvent';
  readonly event: EventDefinition | undefined;
  /** Only meaningful in an event sub-process. */
  readonly interrupting: boolean;
  readonly initiatorVariable: string | undefined;
  readonly form: FormReference | undefined;
}

export interface EndEvent extends NodeBase {
  readonly kind: 'endEvent';
  readonly event: EventDefinition | undefined;
}

export interface IntermediateCatchEvent extends NodeBase {
  readonly kind: 'intermediateCatchEvent';
  readonly event: EventDefinition | undefined;
  /** The event-based gateway before it, when there is one. */
  readonly eventGatewayId: string | undefined;
}

export interface IntermediateThrowEvent extends NodeBase {
  readonly kind: 'intermediateThrowEvent';
  readonly event: EventDefinition | undefined;
}

export interface BoundaryEvent extends NodeBase {
  readonly kind: 'boundaryEvent';
  readonly attachedToId: string;
  /** `cancelActivity`. */
  readonly interrupting: boolean;
  readonly event: EventDefinition;
}

export interface MultiInstance {
  readonly sequential: boolean;
  readonly cardinality: CompiledExpression | undefined;
  /** An expression, or a plain variable name. */
  readonly collection: CompiledExpression | undefined;
  readonly collectionVariable: string | undefined;
  readonly elementVariable: string | undefined;
  readonly completionCondition: CompiledExpression | undefined;
  /** Async flags of every inner instance (on `multiInstanceLoopCharacteristics`). */
  readonly asyncBefore: boolean;
  readonly asyncAfter: boolean;
  readonly exclusive: boolean;
  readonly retryTimeCycle: CompiledExpression | undefined;
}

export interface StandardLoop {
  readonly testBefore: boolean;
  readonly maximum: number | undefined;
  readonly condition: CompiledExpression | undefined;
}
