import type {
  BoundaryEvent,
  EventDefinition,
  FlowNode,
  ProcessModel,
  SequenceFlow,
  StartEvent,
  SubProcess,
} from '@anliu/engine-bpmn';

/** Suffix Camunda gives the body around the instances of a multi-instance activity. */
export const BODY_SUFFIX = '#multiInstanceBody';

/**
 * What the kernel executes: a flow node, or the multi-instance body around one. A multi-instance node yields two
 * elements; the body takes over boundary events, flows and async flags of the node.
 */
export interface Element {
  readonly id: string;
  readonly node: FlowNode;
  readonly role: 'node' | 'body' | 'inner';
  readonly activityType: string;
  /** The element (or process key) in whose scope this element runs. */
  readonly parentId: string;
  readonly isScope: boolean;
  readonly asyncBefore: boolean;
  readonly asyncAfter: boolean;
  readonly exclusive: boolean;
  readonly boundaries: readonly BoundaryEvent[];
  readonly outgoing: readonly SequenceFlow[];
  readonly defaultFlow: SequenceFlow | undefined;
  /** An event an event-based gateway waits for. */
  readonly afterEventGateway: boolean;
  /** Directly inside an ad-hoc sub-process. */
  readonly inAdHoc: boolean;
}

/** Indexes over a process model, built once per definition. */
export interface Graph {
  readonly model: ProcessModel;
  readonly elements: ReadonlyMap<string, Element>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** Event sub-processes directly inside a scope (element id of a sub-process, or the process key). */
  readonly eventSubProcesses: ReadonlyMap<string, readonly EventSubProcess[]>;
  /** Start events on the process level. */
  readonly startEvents: readonly StartEvent[];
  /** Whether a variable change can matter to a condition. */
  readonly hasConditions: boolean;
  readonly hasCompensation: boolean;
}

export interface EventSubProcess {
  readonly element: Element;
  readonly start: StartEvent;
  readonly event: EventDefinition;
}

/** The element a token enters when it reaches a node: the body when the node is multi-instance. */
export function entryOf(graph: Graph, nodeId: string): Element | undefined {
  return graph.elements.get(nodeId + BODY_SUFFIX) ?? graph.elements.get(nodeId);
}

const isActivity = (node: FlowNode): node is Extract<FlowNode, { boundaryIds: readonly string[] }> =>
  'boundaryIds' in node;

const isEventGateway = (byId: ReadonlyMap<string, FlowNode>, flow: SequenceFlow | undefined): boolean =>
  flow !== undefined && byId.get(flow.sourceId)?.kind === 'eventBasedGateway';

const isAdHoc = (node: FlowNode | undefined): boolean => node?.kind === 'subProcess' && node.variant === 'adHoc';

/** Compensation throwers hold the handlers they started. */
const compensates = (node: FlowNode): boolean =>
  (node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent') &&
  (node.event?.kind === 'compensate' || node.event?.kind === 'cancel');

function elementsOf(node: FlowNode, model: ProcessModel, byId: ReadonlyMap<string, FlowNode>, flows: Graph['flows']) {
  const outgoing = node.outgoing.map((id) => flows.get(id)).filter((flow) => flow !== undefined);
  const defaultFlow = node.defaultFlowId === undefined ? undefined : flows.get(node.defaultFlowId);
  const boundaries = isActivity(node)
    ? node.boundaryIds
        .map((id) => byId.get(id))
        .filter((event): event is BoundaryEvent => event?.kind === 'boundaryEvent')
    : [];
  const { scopeId: parentId, activityType, exclusive } = node;
  const whole: Element = {
    id: node.id,
    node,
    role: 'node',
    activityType,
    parentId,
    isScope: node.isScope || compensates(node),
    asyncBefore: node.asyncBefore,
    asyncAfter: node.asyncAfter,
    exclusive,
    boundaries,
    outgoing,
    defaultFlow,
    afterEventGateway:
      node.kind === 'intermediateCatchEvent' && node.incoming.some((id) => isEventGateway(byId, flows.get(id))),
    inAdHoc: isAdHoc(byId.get(parentId)),
  };
  const repeats = isActivity(node) && (node.multiInstance ?? node.standardLoop) !== undefined;
  if (!repeats) return [whole];
  const id = node.id + BODY_SUFFIX;
  const loop = node.multiInstance;
  const body: Element = { ...whole, id, role: 'body', activityType: 'multiInstanceBody', isScope: true };
  const inner: Element = {
    ...whole,
    role: 'inner',
    parentId: id,
    asyncBefore: loop?.asyncBefore ?? false,
    asyncAfter: loop?.asyncAfter ?? false,
    exclusive: loop?.exclusive ?? true,
    boundaries: [],
    outgoing: [],
    defaultFlow: undefined,
    inAdHoc: false,
  };
  return [body, inner];
}

/** Handlers of multi-instance activities belong in the body: they undo one instance each. */
function handlerBodies(model: ProcessModel): Map<string, string> {
  const bodies = new Map<string, string>();
  for (const node of model.nodes) {
    if (!isActivity(node) || node.multiInstance === undefined || node.compensation === undefined) continue;
    bodies.set(node.compensation.handlerId, node.id + BODY_SUFFIX);
  }
  return bodies;
}

/** Builds the indexes. Pure: equal models give equal graphs. */
export function buildGraph(model: ProcessModel): Graph {
  const byId = new Map(model.nodes.map((node) => [node.id, node]));
  const flows = new Map(model.flows.map((flow) => [flow.id, flow]));
  const elements = new Map<string, Element>();
  const bodies = handlerBodies(model);
  for (const node of model.nodes) {
    for (const element of elementsOf(node, model, byId, flows)) {
      // a handler that repeats itself has a body of its own around it, which stands where the handler would
      const parentId = element.role === 'inner' ? undefined : bodies.get(node.id);
      elements.set(element.id, parentId === undefined ? element : { ...element, parentId });
    }
  }
  const eventSubProcesses = new Map<string, EventSubProcess[]>();
  for (const node of model.nodes) {
    if (node.kind !== 'subProcess' || node.variant !== 'event') continue;
    const start = node.startEventId === undefined ? undefined : byId.get(node.startEventId);
    const element = elements.get(node.id);
    if (start?.kind !== 'startEvent' || start.event === undefined || element === undefined) continue;
    const list = eventSubProcesses.get(node.scopeId) ?? [];
    list.push({ element, start, event: start.event });
    eventSubProcesses.set(node.scopeId, list);
  }
  const startEvents = model.nodes.filter(
    (node): node is StartEvent => node.kind === 'startEvent' && node.scopeId === model.key,
  );
  const hasConditions = model.nodes.some((node) => 'event' in node && node.event?.kind === 'conditional');
  const hasCompensation = model.nodes.some((node) => 'event' in node && node.event?.kind === 'compensate');
  return { model, elements, flows, eventSubProcesses, startEvents, hasConditions, hasCompensation };
}

/** Whether a scope element of the graph encloses (or is) another. */
export function isWithin(graph: Graph, elementId: string, ancestorId: string): boolean {
  let id: string | undefined = elementId;
  while (id !== undefined) {
    if (id === ancestorId) return true;
    id = graph.elements.get(id)?.parentId;
  }
  return false;
}

/** The sub-process node of an element, when it is one. */
export const subProcessOf = (element: Element): SubProcess | undefined =>
  element.node.kind === 'subProcess' && element.role !== 'body' ? element.node : undefined;
