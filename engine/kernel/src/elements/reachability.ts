import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element, Graph } from '../state/graph.js';
import { entryOf } from '../state/graph.js';
import { dataOf, hostedScope, tokensOf } from '../state/tree.js';
import { waitingAt } from './joining.js';

const reach = new WeakMap<Graph, Map<string, ReadonlySet<string>>>();

/**
 * Elements and flows from which a target (of either kind) can be reached along sequence flows, and the target itself.
 * Conditions are ignored, boundary events not followed. An element without outgoing flows continues at its enclosing activity.
 */
function canReach(graph: Graph, targetId: string): ReadonlySet<string> {
  const cache = reach.get(graph) ?? new Map<string, ReadonlySet<string>>();
  reach.set(graph, cache);
  const known = cache.get(targetId);
  if (known) return known;
  const before = new Map<string, string[]>();
  const edge = (from: string, to: string): void => void before.set(to, [...(before.get(to) ?? []), from]);
  for (const { id, parentId, outgoing } of graph.elements.values()) {
    if (outgoing.length === 0) edge(id, parentId);
    for (const flow of outgoing) {
      edge(id, flow.id);
      edge(flow.id, entryOf(graph, flow.targetId)?.id ?? '');
    }
  }
  const found = new Set([targetId]);
  // What is added while the loop runs is visited too.
  for (const id of found) for (const from of before.get(id) ?? []) found.add(from);
  cache.set(targetId, found);
  return found;
}

/** Whether some other token inside the scope could still reach the join. */
export const mayArrive = (ctx: Context, scopeId: string, join: Element): boolean =>
  mayArriveBy(ctx, scopeId, join, join.id);

/** Whether a token inside the scope could still reach the join along this one of its flows. */
export function mayArriveBy(ctx: Context, scopeId: string, join: Element, flowId: string): boolean {
  const sources = canReach(ctx.definitionOf(ctx.execution(scopeId)).graph, flowId);
  const arrived = new Set(waitingAt(ctx, scopeId, join).map(({ id }) => id));
  return tokensOf(ctx, scopeId).some(
    (token) => !arrived.has(token.id) && placesOf(ctx, token).some((place) => sources.has(place)),
  );
}

/** Where a token is: at an activity or about to take flows; or where those inside the activity it hosts are. */
function placesOf(ctx: Context, token: Execution): readonly string[] {
  const hosted = hostedScope(ctx, token.id);
  const inside = hosted ? tokensOf(ctx, hosted.id) : [];
  if (inside.length > 0) return inside.flatMap((one) => placesOf(ctx, one));
  const ahead = flowsAhead(token);
  return ahead.length > 0 ? ahead : [token.activityId ?? ''];
}

/** The flows a token is about to take. */
function flowsAhead(token: Execution): readonly string[] {
  if (token.state === 'asyncAfter') return dataOf(token).flowIds ?? [];
  return token.activityInstanceId === null && token.flowId !== null ? [token.flowId] : [];
}
