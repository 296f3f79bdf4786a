import type { SequenceFlow } from '@anliu/engine-bpmn';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element, Graph } from '../state/graph.js';
import { entryOf } from '../state/graph.js';
import { dataOf, hostedScope, tokensOf } from '../state/tree.js';

const reach = new WeakMap<Graph, Map<string, ReadonlySet<string>>>();

/**
 * Elements from which a target can be reached along sequence flows, conditions ignored, boundary events not followed. An
 * element without outgoing flows continues at its enclosing activity.
 */
function canReach(graph: Graph, targetId: string): ReadonlySet<string> {
  const cache = reach.get(graph) ?? new Map<string, ReadonlySet<string>>();
  reach.set(graph, cache);
  const known = cache.get(targetId);
  if (known) return known;
  const before = new Map<string, string[]>();
  const edge = (from: string, to: string): void => void before.set(to, [...(before.get(to) ?? []), from]);
  for (const element of graph.elements.values()) {
    if (element.outgoing.length === 0) edge(element.id, element.parentId);
    for (const flow of element.outgoing) {
      const target = entryOf(graph, flow.targetId);
      if (target) edge(element.id, target.id);
    }
  }
  const found = new Set<string>();
  const queue = [targetId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const from of before.get(id) ?? []) {
      if (!found.has(from)) {
        found.add(from);
        queue.push(from);
      }
    }
  }
  cache.set(targetId, found);
  return found;
}

/** Whether some other token inside the scope could still reach the join. */
export function mayArrive(ctx: Context, scopeId: string, join: Element): boolean {
  const { graph } = ctx.definitionOf(ctx.execution(scopeId));
  const sources = canReach(graph, join.id);
  return tokensOf(ctx, scopeId).some((token) => {
    if (token.state === 'joining' && token.activityId === join.id) return false;
    const hosted = hostedScope(ctx, token.id);
    if (hosted && tokensOf(ctx, hosted.id).length > 0) {
      return leavesOf(ctx, graph, hosted.id).some((id) => sources.has(id));
    }
    return positionsOf(graph, token).some((id) => id === join.id || sources.has(id));
  });
}

/** Whether a token inside the scope could still reach the join along this one of its flows. */
export function mayArriveBy(ctx: Context, scopeId: string, join: Element, flow: SequenceFlow): boolean {
  const { graph } = ctx.definitionOf(ctx.execution(scopeId));
  const source = entryOf(graph, flow.sourceId);
  if (!source) return false;
  const sources = canReach(graph, source.id);
  const leads = (id: string): boolean => id === source.id || sources.has(id);
  return tokensOf(ctx, scopeId).some((token) => {
    if (token.state === 'joining' && token.activityId === join.id) return false;
    const hosted = hostedScope(ctx, token.id);
    if (hosted && tokensOf(ctx, hosted.id).length > 0) return leavesOf(ctx, graph, hosted.id).some(leads);
    return flowsAhead(token).includes(flow.id) || positionsOf(graph, token).some(leads);
  });
}

/** The flows a token is about to take. */
function flowsAhead(token: Execution): readonly string[] {
  if (token.state === 'asyncAfter') return dataOf(token).flowIds ?? [];
  const onTheWay = token.state === 'active' && token.activityInstanceId === null;
  return onTheWay && token.flowId !== null ? [token.flowId] : [];
}

/** Where a token is: its activity, or the targets of the flows it is about to take. */
function positionsOf(graph: Graph, token: Execution): string[] {
  const flowIds = flowsAhead(token);
  if (flowIds.length === 0) return token.activityId === null ? [] : [token.activityId];
  return flowIds.flatMap((id) => {
    const flow = graph.flows.get(id);
    const target = flow && entryOf(graph, flow.targetId);
    return target ? [target.id] : [];
  });
}

function leavesOf(ctx: Context, graph: Graph, scopeId: string): string[] {
  return tokensOf(ctx, scopeId).flatMap((token) => {
    const hosted = hostedScope(ctx, token.id);
    if (hosted && tokensOf(ctx, hosted.id).length > 0) return leavesOf(ctx, graph, hosted.id);
    return positionsOf(graph, token);
  });
}
