import type { BoundaryEvent } from '@anliu/engine-bpmn';
import type { VariableMap } from '@anliu/engine-protocol';
import { removeJobsOf } from '../waiting/jobs.js';
import type { Context } from '../state/context.js';
import type { EventSubProcess } from '../state/graph.js';
import { arrive, begin, cancelToken, endActivity, leave } from './lifecycle.js';
import { removeSubscriptions } from '../waiting/subscriptions.js';
import { createToken, tokenOf } from '../state/tree.js';
import { putDtos } from '../values/variables.js';

/*
 * How an event starts what follows it. Camunda's five start behaviours: a plain arrival (`arrive`), interrupting the
 * flow scope (terminate and cancel ends), concurrent in the flow scope (non-interrupting events), interrupting the event
 * scope (an event sub-process: its scope stays), cancelling the event scope (an interrupting boundary event).
 */

export interface Trigger {
  /** Variables of whoever triggered the event, local to what it starts. */
  readonly localVariables?: VariableMap | undefined;
}

/** A boundary event on the activity of `scopeId` occurs. */
export function startBoundary(ctx: Context, node: BoundaryEvent, scopeId: string, trigger: Trigger = {}): void {
  const scope = ctx.execution(scopeId);
  const host = tokenOf(ctx, scope);
  const element = ctx.elementAt(scope, node.id);
  const token = createToken(ctx, host.ownerId ?? '', { activityId: node.id });
  if (node.interrupting) {
    // It takes the place of its host: what is around them does not count that.
    const { id, sequenceCounter } = ctx.execution(host.ownerId ?? '');
    ctx.update('execution', token.id, { sequenceCounter: cancelToken(ctx, host.id) });
    ctx.update('execution', id, { sequenceCounter });
  }
  putDtos(ctx, token.id, trigger.localVariables, true);
  ctx.agenda.defer(token.id, () => arrive(ctx, token.id, element));
}

/** The start event of an event sub-process inside `scopeId` occurs. */
export function startEventSubProcess(
  ctx: Context,
  handler: EventSubProcess,
  scopeId: string,
  trigger: Trigger = {},
): void {
  const token = createToken(ctx, scopeId, { activityId: handler.element.id });
  if (handler.start.interrupting) {
    ctx.noticed.interrupted.add(scopeId);
    interruptScope(ctx, scopeId, token.id);
  }
  putDtos(ctx, token.id, trigger.localVariables, true);
  ctx.agenda.defer(token.id, () => arrive(ctx, token.id, handler.element));
}

/** Ends everything in a scope but one token; the scope with its variables and compensation stays. */
export function interruptScope(ctx: Context, scopeId: string, exceptTokenId: string): void {
  for (const row of ctx.store.owned('execution', scopeId)) {
    if (row.kind === 'token' && row.id !== exceptTokenId) cancelToken(ctx, row.id);
  }
  ctx.behaviours.adHoc.interrupted(ctx, scopeId);
  if (ctx.mode.modifying?.id === scopeId) return;
  removeSubscriptions(ctx, scopeId, true);
  removeJobsOf(ctx, scopeId);
}

/** An event a scope listens to occurs at `activityId`. */
export function fire(ctx: Context, scopeId: string, activityId: string, trigger: Trigger = {}): void {
  const scope = ctx.execution(scopeId);
  const target = ctx.elementAt(scope, activityId);
  const { node } = target;
  if (node.kind === 'boundaryEvent') {
    startBoundary(ctx, node, scopeId, trigger);
    return;
  }
  if (node.kind === 'startEvent') {
    const handlers = ctx.definitionOf(scope).graph.eventSubProcesses;
    for (const handler of [...handlers.values()].flat()) {
      if (handler.start.id === activityId) startEventSubProcess(ctx, handler, scopeId, trigger);
    }
    return;
  }
  putDtos(ctx, scopeId, trigger.localVariables, true);
  if (scope.activityId === activityId) {
    ctx.agenda.schedule(scopeId, () => leave(ctx, scopeId));
    return;
  }
  // An event-based gateway: all other events vanish with its scope, the token continues as the event that occurred.
  const tokenId = endActivity(ctx, scopeId, true);
  ctx.agenda.defer(tokenId, () => void begin(ctx, tokenId, target, 'leave'));
}
