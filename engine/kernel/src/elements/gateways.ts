import type { Behaviour } from '../state/context.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { leave, noFlow } from '../flow/lifecycle.js';
import { outwards, tokensOf } from '../state/tree.js';
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
    if (!flow) throw noFlow(element);
    leave(ctx, id, [flow]);
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

function tryInclusiveJoin(ctx: Context, scopeId: string, element: Element, lastId: string): void {
  const joined = waitingAt(ctx, scopeId, element);
  if (joined.length < element.node.incoming.length && mayArrive(ctx, scopeId, element)) return;
  join(ctx, lastId, joined);
  leave(ctx, lastId);
}

/**
 * Looks again at the inclusive joins and complex gateways of scopes that lost a token. Camunda 7 looks at an inclusive
 * join only when a token arrives and then waits for ever; this is an intended difference (switch `inclusiveJoin: 'c7'`).
 */
export function recheckJoins(ctx: Context, scopeIds: readonly string[]): void {
  for (const scopeId of scopeIds) {
    if (ctx.findExecution(scopeId)) for (const { id } of outwards(ctx, scopeId)) recheckScope(ctx, id);
  }
}

function recheckScope(ctx: Context, scopeId: string): void {
  const last = new Map<string, Execution>();
  for (const token of tokensOf(ctx, scopeId)) if (token.state === 'joining') last.set(token.activityId ?? '', token);
  for (const token of last.values()) {
    const element = ctx.elementOf(token);
    const { kind } = element.node;
    if (kind === 'complexGateway') tryComplexJoin(ctx, scopeId, element, token.id);
    if (kind === 'inclusiveGateway' && ctx.environment.inclusiveJoin !== 'c7') {
      tryInclusiveJoin(ctx, scopeId, element, token.id);
    }
  }
}

/** Waits; its events are subscriptions of its own scope. */
export const eventBasedGateway: Behaviour = { execute: () => undefined };
