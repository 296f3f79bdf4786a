import type { Behaviour } from '../state/context.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { leave, noFlow, openFlows } from '../flow/lifecycle.js';
import { tokensOf } from '../state/tree.js';
import { tryComplexJoin } from './complex-gateway.js';
import { join, waitingAt } from './joining.js';
import { mayArrive } from './reachability.js';

/** The first flow in document order whose condition holds or is absent, else the default flow. */
export const exclusiveGateway: Behaviour = {
  execute(ctx, id, element) {
    const open = element.outgoing.find(
      (flow) =>
        flow !== element.defaultFlow && (flow.condition === undefined || evaluateCondition(ctx, id, flow.condition)),
    );
    const flow = open ?? element.defaultFlow;
    if (!flow && element.outgoing.length > 0) throw noFlow(element);
    leave(ctx, id, flow ? [flow] : []);
  },
};

/** Counts tokens, not flows: two tokens over one flow fire a join of two. */
export const parallelGateway: Behaviour = {
  execute(ctx, id, element) {
    const token = ctx.update('execution', id, { state: 'joining', isActive: false });
    const joined = waitingAt(ctx, token.ownerId ?? '', element);
    if (joined.length !== Math.max(1, element.node.incoming.length)) return;
    join(ctx, id, joined);
    leave(ctx, id, element.outgoing);
  },
};

/** Waits while another token of the scope could still arrive. */
export const inclusiveGateway: Behaviour = {
  execute(ctx, id, element) {
    const token = ctx.update('execution', id, { state: 'joining', isActive: false });
    tryInclusiveJoin(ctx, token.ownerId ?? '', element, id);
  },
};

function tryInclusiveJoin(ctx: Context, scopeId: string, element: Element, lastId: string): boolean {
  const joined = waitingAt(ctx, scopeId, element);
  if (joined.length < element.node.incoming.length && mayArrive(ctx, scopeId, element)) return false;
  join(ctx, lastId, joined);
  const flows =
    element.outgoing.length === 1 && element.outgoing[0]?.condition === undefined
      ? element.outgoing
      : openFlows(ctx, lastId, element);
  leave(ctx, lastId, flows);
  return true;
}

/**
 * Looks again at the inclusive joins and complex gateways of scopes that lost a token. Camunda 7 looks at an inclusive
 * join only when a token arrives and then waits for ever; this is an intended difference (switch `inclusiveJoin: 'c7'`).
 */
export function recheckJoins(ctx: Context, scopeIds: readonly string[]): boolean {
  let fired = false;
  for (const scopeId of scopeIds) {
    for (let at = ctx.findExecution(scopeId); at;) {
      if (at.kind !== 'token' && recheckScope(ctx, at.id)) fired = true;
      at = at.ownerId === null ? undefined : ctx.store.get('execution', at.ownerId);
    }
  }
  return fired;
}

function recheckScope(ctx: Context, scopeId: string): boolean {
  const waiting = new Map<string, Execution>();
  for (const token of tokensOf(ctx, scopeId)) {
    if (token.state === 'joining' && token.activityId !== null) waiting.set(token.activityId, token);
  }
  let fired = false;
  for (const [activityId, token] of waiting) {
    const element = ctx.elementAt(token, activityId);
    const { kind } = element.node;
    if (kind === 'inclusiveGateway' && ctx.environment.inclusiveJoin !== 'c7') {
      if (tryInclusiveJoin(ctx, scopeId, element, token.id)) fired = true;
    } else if (kind === 'complexGateway' && tryComplexJoin(ctx, scopeId, element, token.id)) fired = true;
  }
  return fired;
}

/** Waits; its events are subscriptions of its own scope. */
export const eventBasedGateway: Behaviour = { execute: () => undefined };
