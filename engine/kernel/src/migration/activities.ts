import type { BoundaryEvent, EventDefinition, FlowNode, StartEvent } from '@anliu/engine-bpmn';
import type { Element, Graph } from '../state/graph.js';
import { entryOf } from '../state/graph.js';

/*
 * What migration needs to know about an activity: the behaviour Camunda runs it with (two activities are compatible when
 * their behaviours are), whether instances of it can be moved, and the scope that listens to its event.
 */

const THROWN: Partial<Record<EventDefinition['kind'], string>> = {
  message: 'ServiceTaskBehavior',
  signal: 'ThrowSignalEventActivityBehavior',
  escalation: 'ThrowEscalationEventActivityBehavior',
  compensate: 'CompensationEventActivityBehavior',
  error: 'ErrorEndEventActivityBehavior',
  cancel: 'CancelEndEventActivityBehavior',
  terminate: 'TerminateEndEventActivityBehavior',
};

const SERVICES = {
  external: 'ExternalTaskActivityBehavior',
  expression: 'ServiceTaskExpressionActivityBehavior',
  delegate: 'ClassDelegateActivityBehavior',
  decision: 'DmnBusinessRuleTaskActivityBehavior',
  none: 'TaskActivityBehavior',
} as const;

const SUB_PROCESSES = {
  embedded: 'SubProcessActivityBehavior',
  transaction: 'SubProcessActivityBehavior',
  event: 'EventSubProcessActivityBehavior',
  adHoc: 'AdHocSubProcessActivityBehavior',
} as const;

const PLAIN = {
  userTask: 'UserTaskActivityBehavior',
  scriptTask: 'ScriptTaskActivityBehavior',
  receiveTask: 'ReceiveTaskActivityBehavior',
  task: 'TaskActivityBehavior',
  manualTask: 'ManualTaskActivityBehavior',
  callActivity: 'CallActivityBehavior',
  exclusiveGateway: 'ExclusiveGatewayActivityBehavior',
  parallelGateway: 'ParallelGatewayActivityBehavior',
  inclusiveGateway: 'InclusiveGatewayActivityBehavior',
  eventBasedGateway: 'EventBasedGatewayActivityBehavior',
  complexGateway: 'ComplexGatewayActivityBehavior',
} as const;

/** The name Camunda gives the behaviour of an activity. */
export function behaviourOf(element: Element, graph: Graph): string {
  const { node } = element;
  if (element.role === 'body') {
    const loop = 'multiInstance' in node ? node.multiInstance : undefined;
    if (!loop) return 'StandardLoopActivityBehavior';
    return loop.sequential ? 'SequentialMultiInstanceActivityBehavior' : 'ParallelMultiInstanceActivityBehavior';
  }
  switch (node.kind) {
    case 'subProcess':
      return SUB_PROCESSES[node.variant];
    case 'serviceTask':
    case 'sendTask':
    case 'businessRuleTask':
      return SERVICES[node.implementation.kind];
    case 'intermediateCatchEvent':
      return catchBehaviour(node.event);
    case 'intermediateThrowEvent':
    case 'endEvent':
      return throwBehaviour(node.event);
    case 'boundaryEvent':
      if (node.event.kind === 'cancel') return 'CancelBoundaryEventActivityBehavior';
      return node.event.kind === 'conditional'
        ? 'BoundaryConditionalEventActivityBehavior'
        : 'BoundaryEventActivityBehavior';
    case 'startEvent':
      if (!startsEventSubProcess(node, graph)) return 'NoneStartEventActivityBehavior';
      return node.event?.kind === 'conditional'
        ? 'EventSubProcessStartConditionalEventActivityBehavior'
        : 'EventSubProcessStartEventActivityBehavior';
    default:
      return PLAIN[node.kind];
  }
}

function catchBehaviour(event: EventDefinition | undefined): string {
  if (event === undefined || event.kind === 'link') return 'IntermediateCatchLinkEventActivityBehavior';
  return event.kind === 'conditional'
    ? 'IntermediateConditionalEventBehavior'
    : 'IntermediateCatchEventActivityBehavior';
}

function throwBehaviour(event: EventDefinition | undefined): string {
  if (event?.kind === 'message') return SERVICES[event.implementation?.kind ?? 'none'];
  return (event && THROWN[event.kind]) ?? 'IntermediateThrowNoneEventActivityBehavior';
}

const SUPPORTED = new Set([
  'SubProcessActivityBehavior',
  'UserTaskActivityBehavior',
  'BoundaryEventActivityBehavior',
  'ParallelMultiInstanceActivityBehavior',
  'SequentialMultiInstanceActivityBehavior',
  'ReceiveTaskActivityBehavior',
  'CallActivityBehavior',
  'IntermediateCatchEventActivityBehavior',
  'EventBasedGatewayActivityBehavior',
  'EventSubProcessActivityBehavior',
  'EventSubProcessStartEventActivityBehavior',
  'ExternalTaskActivityBehavior',
  'ParallelGatewayActivityBehavior',
  'InclusiveGatewayActivityBehavior',
  'IntermediateConditionalEventBehavior',
  'BoundaryConditionalEventActivityBehavior',
  'EventSubProcessStartConditionalEventActivityBehavior',
  // Beyond Camunda 7, which does not run these.
  'StandardLoopActivityBehavior',
  'AdHocSubProcessActivityBehavior',
]);

/** Whether running instances of the activity can be moved. */
export const isMovable = (element: Element, graph: Graph): boolean => SUPPORTED.has(behaviourOf(element, graph));

const COMPATIBLE: readonly ReadonlySet<string>[] = [
  new Set(['SubProcessActivityBehavior', 'EventSubProcessActivityBehavior']),
];

export const areCompatible = (source: string, target: string): boolean =>
  source === target || COMPATIBLE.some((names) => names.has(source) && names.has(target));

/** Events that wait beside the activity they interrupt or accompany, and can be generated into a plan. */
const PASSIVE = new Set(['message', 'signal', 'timer', 'compensate', 'conditional']);

const startsEventSubProcess = (node: FlowNode, graph: Graph): node is StartEvent => {
  if (node.kind !== 'startEvent') return false;
  const scope = graph.elements.get(node.scopeId)?.node;
  return scope?.kind === 'subProcess' && scope.variant === 'event';
};

/** A boundary event, or the start event of an event sub-process. */
export const isPassiveEvent = (node: FlowNode, graph: Graph): node is BoundaryEvent | StartEvent =>
  node.kind === 'boundaryEvent' || startsEventSubProcess(node, graph);

export const isConditional = ({ node, role }: Element): boolean =>
  role !== 'body' && node.kind !== 'endEvent' && 'event' in node && node.event?.kind === 'conditional';

/** An activity with `isForCompensation`, or an event sub-process that starts with a compensation event. */
function isHandler({ node }: Element, graph: Graph): boolean {
  if ('isForCompensation' in node && node.isForCompensation) return true;
  if (node.kind !== 'subProcess' || node.variant !== 'event') return false;
  const start = graph.elements.get(node.startEventId ?? '')?.node;
  return start?.kind === 'startEvent' && start.event?.kind === 'compensate';
}

/** Whether a generated plan may name the activity. */
export function isGeneratable(element: Element, graph: Graph): boolean {
  const { node } = element;
  if (!isMovable(element, graph) && !element.asyncBefore && !element.asyncAfter) return false;
  if (isPassiveEvent(node, graph) && element.role !== 'body' && !PASSIVE.has(node.event?.kind ?? '')) return false;
  return !isHandler(element, graph);
}

/** A user task with `timeout` listeners waits for timers of its own. */
export const hasTimeouts = ({ node, role }: Element): boolean =>
  role !== 'body' && node.kind === 'userTask' && node.taskListeners.some(({ event }) => event === 'timeout');

/** Id of the scope that listens to the activity's event (a scope element, or the process key); undefined: it has no event. */
export function eventScopeOf(element: Element, graph: Graph): string | undefined {
  const { node } = element;
  if (element.role === 'body') return undefined;
  if (node.kind === 'boundaryEvent') return entryOf(graph, node.attachedToId)?.id;
  if (startsEventSubProcess(node, graph)) return graph.elements.get(node.scopeId)?.parentId;
  if (element.afterEventGateway || node.kind === 'receiveTask') {
    for (const flowId of node.incoming) {
      const before = graph.elements.get(graph.flows.get(flowId)?.sourceId ?? '');
      if (before?.node.kind === 'eventBasedGateway') return before.id;
    }
  }
  if (node.kind === 'intermediateCatchEvent') return node.event && node.event.kind !== 'link' ? element.id : undefined;
  if (node.kind === 'receiveTask') return node.messageName ? element.id : undefined;
  return hasTimeouts(element) ? element.id : undefined;
}

/** Whether waiting for the activity's event leaves a job or a subscription behind. */
export function hasTrigger(element: Element, graph: Graph): boolean {
  const { node } = element;
  if (eventScopeOf(element, graph) === undefined) return false;
  if (node.kind === 'receiveTask') return node.messageName !== undefined;
  if (node.kind === 'userTask') return true;
  const event = 'event' in node ? node.event : undefined;
  return ['timer', 'message', 'signal', 'conditional'].includes(event?.kind ?? '');
}
