import type { CallActivity, EventDefinition, FlowNode, Implementation, ProcessModel } from '@anliu/engine-bpmn';

/** By what a process reaches others than itself. */
type ReachKind = 'process' | 'decision' | 'message' | 'signal' | 'topic';

export interface Reach {
  readonly kind: ReachKind;
  /** Undefined: an expression says it while the process runs. */
  readonly name: string | undefined;
  /** Element that reaches. */
  readonly element: string;
}

/** Everything by which a process calls, is started by, or wakes another one. */
export function reachOf(process: ProcessModel): Reach[] {
  return process.nodes.flatMap((node) => {
    const reach = (kind: ReachKind, to: CallActivity['calledElement'] | undefined): Reach[] =>
      to ? [{ kind, name: to.isLiteral ? String(to.literal) : undefined, element: node.id }] : [];
    return [
      ...(node.kind === 'callActivity' ? reach('process', node.calledElement) : []),
      ...('messageName' in node ? reach('message', node.messageName) : []),
      ...implementationsOf(node).flatMap((one) => [
        ...(one.kind === 'decision' ? reach('decision', one.decisionRef) : []),
        ...(one.kind === 'external' ? reach('topic', one.topic) : []),
      ]),
      ...eventsOf(node).flatMap((event) => [
        ...(event.kind === 'message' ? reach('message', event.name) : []),
        ...(event.kind === 'signal' ? reach('signal', event.name) : []),
      ]),
    ];
  });
}

const eventsOf = (node: FlowNode): EventDefinition[] => ('event' in node && node.event ? [node.event] : []);

const implementationsOf = (node: FlowNode): Implementation[] => [
  ...('implementation' in node ? [node.implementation] : []),
  ...eventsOf(node).flatMap((event) =>
    event.kind === 'message' && event.implementation ? [event.implementation] : [],
  ),
];
