import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import { BODY_SUFFIX, subProcessOf } from '../state/graph.js';
import { arrive, begin, leave } from './lifecycle.js';
import { compensatingIn, compensationOf } from './compensation-scopes.js';
import { createToken, dataOf, flowScopeOf, hostedScope, outwards, tokensOf } from '../state/tree.js';

/**
 * What a thrower compensates: subscriptions of the scope around it, and, from inside an event sub-process, also those of
 * the scope that holds the event sub-process.
 */
function collect(ctx: Context, throwerId: string, activityRef: string | undefined): EventSubscription[] {
  let scope = flowScopeOf(ctx, ctx.execution(throwerId));
  const found = compensationOf(ctx, scope.id);
  while (isEventSubProcess(ctx, scope)) {
    scope = flowScopeOf(ctx, scope);
    found.push(...compensationOf(ctx, scope.id));
  }
  if (activityRef === undefined) return found;
  const { elements, eventSubProcesses } = ctx.definitionOf(scope).graph;
  const node = elements.get(activityRef)?.node;
  const wanted = [
    activityRef,
    `${activityRef}${BODY_SUFFIX}`,
    node && 'compensation' in node ? node.compensation?.handlerId : undefined,
    compensatingIn(eventSubProcesses, activityRef)?.id,
  ];
  return found.filter((one) => wanted.includes(one.activityId));
}

const isEventSubProcess = (ctx: Context, scope: Execution): boolean =>
  scope.kind === 'scope' && subProcessOf(ctx.elementOf(scope))?.variant === 'event';

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
  const scope = flowScopeOf(ctx, ctx.execution(throwerId));
  startIn(ctx, scope.id, collect(ctx, throwerId, activityRef));
  leave(ctx, throwerId);
}

/** Handlers show beside the thrower: under the instance of the scope they are modelled in. */
function flowScopeInstance(ctx: Context, throwerId: string, activityId: string): string | null {
  const { parentId } = ctx.elementAt(ctx.execution(throwerId), activityId);
  const isIt = ({ kind, activityId: at }: Execution): boolean =>
    kind === 'instance' || (kind === 'scope' && at === parentId);
  return [...outwards(ctx, throwerId)].find(isIt)?.activityInstanceId ?? null;
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
    const kept = ctx.store.get('execution', subscription.configuration ?? '');
    const activityId = kept?.activityId ?? subscription.activityId;
    const token = createToken(ctx, scopeId, {
      activityId,
      parentActivityInstanceId: flowScopeInstance(ctx, scopeId, activityId),
    });
    return { handlerId: subscription.activityId, kept, token };
  });
  const { ownInstanceId } = dataOf(ctx.execution(scopeId));
  for (const { handlerId, kept, token } of started) {
    const instanceId = kept ? kept.activityInstanceId : ownInstanceId;
    if (instanceId) showAsOne(ctx, scopeId, instanceId);
    if (kept) reopen(ctx, token, kept, handlerId);
    else beginHandler(ctx, token.id, handlerId);
  }
}

/**
 * The snapshot of a completed scope becomes a scope again, inside the thrower. What compensates it runs in it: its
 * compensation event sub-process, or the handlers of what completed in it.
 */
function reopen(ctx: Context, token: Execution, kept: Execution, handlerId: string): void {
  const { activityInstanceId } = kept;
  ctx.store.put('execution', {
    ...kept,
    kind: 'scope',
    ownerId: token.id,
    parentId: token.id,
    isEventScope: false,
    isActive: true,
    parentActivityInstanceId: token.parentActivityInstanceId,
    data: { compensating: true, ownInstanceId: activityInstanceId },
  });
  ctx.update('execution', token.id, { state: 'hosting', isActive: false, activityInstanceId });
  placeVariables(ctx, kept.id, activityInstanceId);
  const element = ctx.elementAt(token, handlerId);
  if (element.node.kind === 'subProcess' && element.node.variant === 'event') {
    const inner = createToken(ctx, kept.id, { activityId: element.id });
    ctx.agenda.defer(inner.id, () => arrive(ctx, inner.id, element));
  } else start(ctx, kept.id, compensationOf(ctx, kept.id));
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

function placeVariables(ctx: Context, scopeId: string, activityInstanceId: string | null): void {
  for (const variable of ctx.store.owned('variable', scopeId)) {
    ctx.store.put('variable', { ...variable, activityInstanceId });
  }
}
