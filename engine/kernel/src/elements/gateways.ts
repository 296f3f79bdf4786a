import type { Behaviour } from '../behaviour.js';
import type { Context } from '../context.js';
import type { Execution } from '../entities.js';
import { evaluateCondition } from '../expressions.js';
import type { Element } from '../graph.js';
import { endActivity, leave, noFlow, openFlows } from '../lifecycle.js';
import { removeToken, tokensOf } from '../tree.js';
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

const waitingAt = (ctx: Context, scopeId: string, element: Element): Execution[] =>
  tokensOf(ctx, scopeId).filter((token) => token.state === 'joining' && token.activityId === element.id);

/** Ends the other tokens at a join; the one that arrived last goes on. */
function join(ctx: Context, tokenId: string, joined: readonly Execution[]): void {
  for (const other of joined) {
    if (other.id === tokenId) continue;
    endActivity(ctx, other.id, false);
    removeToken(ctx, ctx.execution(other.id));
  }
  ctx.update('execution', tokenId, { state: 'active', isActive: true });
}

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
 * Looks again at the inclusive joins of scopes that lost a token. Camunda 7 looks only when a token arrives and then
 * waits for ever; this is the one intended difference (switch `inclusiveJoin: 'c7'`).
 */
export function recheckInclusiveJoins(ctx: Context): boolean {
  const scopes = [...ctx.thinned];
  ctx.thinned.clear();
  if (ctx.environment.inclusiveJoin === 'c7') return false;
  let fired = false;
  for (const scopeId of scopes) {
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
    if (element.node.kind === 'inclusiveGateway' && tryInclusiveJoin(ctx, scopeId, element, token.id)) fired = true;
  }
  return fired;
}

/** Waits; its events are subscriptions of its own scope. */
export const eventBasedGateway: Behaviour = { execute: () => undefined };

/** A complex gateway splits like an inclusive one and merges like an exclusive one (no activation condition is read). */
export const complexGateway: Behaviour = { execute: (ctx, id, element) => leave(ctx, id, openFlows(ctx, id, element)) };
