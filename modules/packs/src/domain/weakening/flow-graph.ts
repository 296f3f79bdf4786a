import type { FlowMeta, NodeMeta, ProcessMeta } from '../process-meta.js';

/** How a point goes on: every way at once, or one of them. */
type Onward = 'all' | 'one';

/** One place of a token: before an element (`at`) or behind it (`past`). Whoever stands behind an element has completed it. */
interface Point {
  readonly node: NodeMeta;
  readonly past: boolean;
  readonly onward: Onward;
  /** Everything a token may come from here; `also` ways start a further token and never take this one away. */
  readonly ways: readonly { readonly to: number; readonly also: boolean }[];
  /** It waits for all that come. */
  readonly joins: boolean;
}

/** A process as what a token can do: sub-processes opened, boundary events and event sub-processes beside what they interrupt. */
export interface FlowGraph {
  readonly process: ProcessMeta;
  readonly points: readonly Point[];
  readonly starts: readonly number[];
  /** Index of the point before (`at`) and behind (`past`) an element. */
  at(id: string): number;
  past(id: string): number;
}

const CONTAINER = /^(?:subProcess|transaction|adHocSubProcess)$/;
export const isContainer = (node: NodeMeta): boolean => CONTAINER.test(node.type);
const isGateway = (node: NodeMeta): boolean => node.type.endsWith('Gateway');
/** What is done or waited for, so that it can be left out: tasks, calls, events on the way. */
export const isStep = (node: NodeMeta): boolean =>
  !isGateway(node) && !isContainer(node) && !/^(?:startEvent|endEvent|boundaryEvent)$/.test(node.type);

const has = (node: NodeMeta, element: string): boolean => node.settings.some((setting) => setting.element === element);
const attribute = (node: NodeMeta, name: string): string | undefined => node.settings[0]?.attributes[name];
const byEvent = (node: NodeMeta): boolean => attribute(node, 'triggeredByEvent') === 'true';
const linkOf = (node: NodeMeta): string | undefined => {
  const link = node.settings.find((setting) => setting.element === 'linkEventDefinition');
  return link && (link.attributes['name'] ?? node.name);
};

export function flowGraph(process: ProcessMeta): FlowGraph {
  const nodes = Object.values(process.nodes);
  const index = new Map(nodes.map((node, position) => [node.id, position * 2]));
  const at = (id: string): number => index.get(id) ?? -1;
  const past = (id: string): number => (index.has(id) ? at(id) + 1 : -1);
  const outgoing = groupBy(process.flows, (flow) => flow.source);
  const incoming = groupBy(process.flows, (flow) => flow.target);
  const inside = groupBy(nodes, (node) => node.parent ?? '');
  const attached = groupBy(nodes, (node) => node.attachedTo ?? '');
  const arrives = (node: NodeMeta): boolean => (incoming.get(node.id) ?? []).length > 0 || linkCaught(node);
  const linkCaught = (node: NodeMeta): boolean => node.type === 'intermediateCatchEvent' && linkOf(node) !== undefined;

  /** Where a scope begins: its start events, else what nothing leads to. */
  const entries = (scope: string): NodeMeta[] => {
    const children = inside.get(scope) ?? [];
    const starts = children.filter((node) => node.type === 'startEvent');
    return starts.length
      ? starts
      : children.filter((node) => !arrives(node) && node.attachedTo === undefined && !byEvent(node));
  };
  /** Event sub-processes and boundary events stand beside what happens in a scope or step. */
  const beside = (node: NodeMeta): { to: number; also: boolean }[] => [
    ...(attached.get(node.id) ?? [])
      .filter((event) => !has(event, 'compensateEventDefinition'))
      .map((event) => ({ to: at(event.id), also: attribute(event, 'cancelActivity') === 'false' })),
    ...(isContainer(node) ? eventSubProcesses(node.id) : []),
  ];
  const eventSubProcesses = (scope: string): { to: number; also: boolean }[] =>
    (inside.get(scope) ?? []).filter(byEvent).map((node) => ({
      to: at(node.id),
      also: entries(node.id).every((start) => attribute(start, 'isInterrupting') === 'false'),
    }));
  /** Where a token goes that ends in a scope. */
  const leaves = (node: NodeMeta): number[] => {
    const scope = node.parent === undefined ? undefined : process.nodes[node.parent];
    if (!scope) return [];
    const thrown = ['errorEventDefinition', 'cancelEventDefinition'].find((element) => has(node, element));
    if (node.type !== 'endEvent' || thrown === undefined) return [past(scope.id)];
    return (attached.get(scope.id) ?? []).filter((event) => has(event, thrown)).map((event) => at(event.id));
  };
  const flowsOn = (node: NodeMeta): { onward: Onward; to: number[] } => {
    const flows = (outgoing.get(node.id) ?? []).filter((flow) => index.has(flow.target));
    const link = node.type === 'intermediateThrowEvent' ? linkOf(node) : undefined;
    if (link !== undefined)
      return {
        onward: 'all',
        to: nodes.filter((other) => linkCaught(other) && linkOf(other) === link).map(({ id }) => at(id)),
      };
    if (!flows.length || node.type === 'endEvent') return { onward: 'all', to: leaves(node) };
    const sure = flows.filter((flow) => flow.condition === undefined);
    if (isGateway(node) && node.type !== 'parallelGateway') return { onward: 'one', to: targets(flows) };
    // A condition on a flow out of a task may or may not be taken beside those that have none.
    return sure.length && node.type !== 'parallelGateway'
      ? { onward: 'all', to: targets(sure) }
      : { onward: node.type === 'parallelGateway' ? 'all' : 'one', to: targets(flows) };
  };
  const targets = (flows: readonly FlowMeta[]): number[] => flows.map((flow) => at(flow.target));

  const points = nodes.flatMap((node): Point[] => {
    const inner = isContainer(node) ? entries(node.id) : [];
    const into = inner.length ? inner.map(({ id }) => at(id)) : [past(node.id)];
    const on = flowsOn(node);
    const maybe = (outgoing.get(node.id) ?? []).filter(
      (flow) => index.has(flow.target) && !on.to.includes(at(flow.target)),
    );
    return [
      {
        node,
        past: false,
        onward: 'one',
        ways: [...into.map((to) => ({ to, also: false })), ...beside(node)],
        joins: node.type === 'parallelGateway',
      },
      {
        node,
        past: true,
        onward: on.onward,
        ways: [...on.to.map((to) => ({ to, also: false })), ...targets(maybe).map((to) => ({ to, also: true }))],
        joins: false,
      },
    ];
  });
  const root = entries('').map(({ id }) => at(id));
  return { process, points, starts: [...root, ...eventSubProcesses('').map(({ to }) => to)], at, past };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
