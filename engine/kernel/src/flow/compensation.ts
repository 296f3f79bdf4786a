import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import { BODY_SUFFIX, subProcessOf } from '../state/graph.js';
import { arrive, begin, destroyScope, endToken, leave } from './lifecycle.js';
import { createToken, dataOf, enclosingScope, hostedScope, outwards, tokensOf } from '../state/tree.js';

/**
 * What a thrower compensates: subscriptions of the scope around it, and, from inside an event sub-process, also those of
 * the scope that holds the event sub-process.
 */
function collect(ctx: Context, throwerId: string, activityRef: string | undefined): EventSubscription[] {
  const found: EventSubscription[] = [];
  let scope = enclosingScope(ctx, ctx.execution(throwerId));
  while (scope) {
    found.push(...compensationOf(ctx, scope.id));
    const element = scope.kind === 'instance' ? undefined : ctx.elementOf(scope);
    if (!element || subProcessOf(element)?.variant !== 'event') break;
    scope = enclosingScope(ctx, scope);
  }
  if (activityRef === undefined) return found;
  const { graph } = ctx.definitionOf(ctx.execution(throwerId));
  const node = graph.elements.get(activityRef)?.node;
  const handlerId = node && 'compensation' in node ? node.compensation?.handlerId : undefined;
  const wanted = new Set([activityRef, activityRef + BODY_SUFFIX, ...(handlerId === undefined ? [] : [handlerId])]);
  const eventSubProcess = graph.eventSubProcesses.get(activityRef)?.find(({ event }) => event.kind === 'compensate');
  if (eventSubProcess) wanted.add(eventSubProcess.element.id);
  return found.filter((one) => wanted.has(one.activityId));
}

const compensationOf = (ctx: Context, scopeId: string): EventSubscription[] =>
  ctx.store.owned('eventSubscription', scopeId).filter((one) => one.eventType === 'compensate');

/** Compensates and leaves once every handler has ended; with nothing to compensate, `otherwise` at once. */
export function compensate(ctx: Context, throwerId: string, activityRef: string | undefined, otherwise = leave): void {
  const subscriptions = collect(ctx, throwerId, activityRef);
  if (subscriptions.length === 0) {
    otherwise(ctx, throwerId);
    return;
  }
  start(ctx, throwerId, subscriptions);
}

/**
 * `waitForCompletion="false"`: the handlers run in the scope around the thrower, which goes on at once; that scope
 * completes with the last of them (BPMN 2.0.2, 10.5.5).
 */
export function compensateBeside(ctx: Context, throwerId: string, activityRef: string | undefined): void {
  const scope = enclosingScope(ctx, ctx.execution(throwerId));
  const subscriptions = collect(ctx, throwerId, activityRef);
  if (scope && subscriptions.length > 0) startIn(ctx, scope.id, subscriptions);
  leave(ctx, throwerId);
}

/** Handlers show beside the thrower: under the instance of the scope they are modelled in. */
function flowScopeInstance(ctx: Context, throwerId: string, activityId: string): string | null {
  const thrower = ctx.execution(throwerId);
  if (dataOf(thrower).compensating) return thrower.activityInstanceId;
  const { parentId } = ctx.elementAt(thrower, activityId);
  for (const row of outwards(ctx, throwerId)) {
    if (row.kind === 'instance' || (row.kind === 'scope' && row.activityId === parentId)) return row.activityInstanceId;
  }
  return null;
}

function start(ctx: Context, scopeId: string, subscriptions: readonly EventSubscription[]): void {
  const thrower = ctx.execution(scopeId);
  ctx.update('execution', scopeId, { data: { ...dataOf(thrower), alwaysConcurrent: true } });
  startIn(ctx, scopeId, subscriptions);
}

/** Starts handlers as concurrent tokens, the activity completed last first. */
function startIn(ctx: Context, scopeId: string, subscriptions: readonly EventSubscription[]): void {
  const newestFirst = [...subscriptions].sort((a, b) => b.sequence - a.sequence);
  const started = newestFirst.map((subscription) => {
    ctx.store.remove('eventSubscription', subscription.id);
    const kept = subscription.configuration === null ? undefined : ctx.findExecution(subscription.configuration);
    const activityId = (kept && dataOf(kept).compensationOf) ?? subscription.activityId;
    const token = createToken(ctx, scopeId, {
      activityId,
      parentActivityInstanceId: flowScopeInstance(ctx, scopeId, activityId),
    });
    return { subscription, token };
  });
  for (const { subscription, token } of started) startOne(ctx, token, subscription);
}

function startOne(ctx: Context, token: Execution, subscription: EventSubscription): void {
  const kept = subscription.configuration === null ? undefined : ctx.findExecution(subscription.configuration);
  const element = ctx.elementAt(token, subscription.activityId);
  if (!kept) {
    const { ownInstanceId } = dataOf(ctx.execution(token.ownerId ?? ''));
    if (ownInstanceId !== undefined) showAsOne(ctx, token.ownerId ?? '', ownInstanceId);
    beginHandler(ctx, token.id, subscription.activityId);
    return;
  }
  const instanceId = kept.activityInstanceId ?? '';
  showAsOne(ctx, token.ownerId ?? '', instanceId);
  // The snapshot of a completed scope becomes a scope again, inside the thrower.
  const original = dataOf(kept).compensationOf ?? subscription.activityId;
  ctx.store.put('execution', {
    ...kept,
    kind: 'scope',
    ownerId: token.id,
    parentId: token.id,
    isEventScope: false,
    isActive: true,
    activityId: original,
    parentActivityInstanceId: token.parentActivityInstanceId,
    data: { compensating: true, ownInstanceId: instanceId },
  });
  ctx.update('execution', token.id, {
    state: 'hosting',
    activityId: original,
    activityInstanceId: kept.activityInstanceId,
  });
  placeVariables(ctx, kept.id, instanceId);
  const isHandler = element.node.kind === 'subProcess' && element.node.variant === 'event';
  if (isHandler) {
    const inner = createToken(ctx, kept.id, { activityId: element.id });
    ctx.agenda.defer(inner.id, () => arrive(ctx, inner.id, element));
    return;
  }
  const subscriptions = compensationOf(ctx, kept.id);
  if (subscriptions.length > 0) start(ctx, kept.id, subscriptions);
  else endCompensatedScope(ctx, kept.id);
}

/** A handler starts at once, whatever it says about asynchronous continuation, and its own scope listens to timers only. */
function beginHandler(ctx: Context, tokenId: string, activityId: string): void {
  const { graph } = ctx.definitionOf(ctx.execution(tokenId));
  const element = graph.elements.get(activityId + BODY_SUFFIX) ?? ctx.elementAt(ctx.execution(tokenId), activityId);
  begin(ctx, tokenId, element, 'compensate');
}

/** Scopes re-opened by one thrower show as one activity instance, that of the scope re-opened last. */
function showAsOne(ctx: Context, throwerId: string, activityInstanceId: string): void {
  for (const host of tokensOf(ctx, throwerId)) {
    const scope = hostedScope(ctx, host.id);
    if (!scope || !dataOf(scope).compensating || scope.activityInstanceId === activityInstanceId) continue;
    ctx.update('execution', host.id, { activityInstanceId });
    ctx.update('execution', scope.id, { activityInstanceId });
    placeVariables(ctx, scope.id, activityInstanceId);
    for (const row of ctx.store.ofInstance('execution', scope.processInstanceId)) {
      if (row.parentActivityInstanceId === scope.activityInstanceId)
        ctx.update('execution', row.id, { parentActivityInstanceId: activityInstanceId });
    }
  }
}

function placeVariables(ctx: Context, scopeId: string, activityInstanceId: string): void {
  for (const variable of ctx.store.owned('variable', scopeId)) {
    ctx.store.put('variable', { ...variable, activityInstanceId });
  }
}

/** A re-opened scope with nothing to compensate. */
function endCompensatedScope(ctx: Context, scopeId: string): void {
  const scope = ctx.execution(scopeId);
  destroyScope(ctx, scope);
  endToken(ctx, scope.ownerId ?? '');
}
