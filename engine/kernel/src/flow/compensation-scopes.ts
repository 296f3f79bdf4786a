import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { subProcessOf } from '../state/graph.js';
import { dataOf, enclosingScope, tokenOf, tokensOf } from '../state/tree.js';
import { subscribe } from '../waiting/subscriptions.js';

/** A completed activity with a compensation handler is remembered on the scope around it. */
export function subscribeForCompensation(ctx: Context, executionId: string, element: Element): void {
  const { node } = element;
  if (element.role === 'body' || !('compensation' in node) || node.compensation === undefined) return;
  const execution = ctx.execution(executionId);
  const scope = enclosingScope(ctx, execution);
  if (scope) subscribe(ctx, scope, 'compensate', null, node.compensation.handlerId, null);
}

/** The compensation event sub-process inside a sub-process, when there is one. */
function compensationEventSubProcess(ctx: Context, scope: Execution, element: Element): Element | undefined {
  const { graph } = ctx.definitionOf(scope);
  const id = subProcessOf(element)?.id;
  const found = (id === undefined ? undefined : graph.eventSubProcesses.get(id))?.find(
    ({ event }) => event.kind === 'compensate',
  );
  return found?.element;
}

/**
 * A completed sub-process (or multi-instance body) that holds compensation stays as an event scope: a snapshot of its
 * local variables with its subscriptions; the scope around it gets one subscription that leads to it.
 */
export function keepForCompensation(ctx: Context, scopeId: string, element: Element): void {
  const scope = ctx.execution(scopeId);
  const isBody = element.role === 'body';
  if (!isBody && element.node.kind !== 'subProcess') return;
  if (!isBody && element.node.kind === 'subProcess' && element.node.variant === 'event') return;
  const subscriptions = ctx.store.owned('eventSubscription', scopeId).filter((one) => one.eventType === 'compensate');
  const handler = isBody ? undefined : compensationEventSubProcess(ctx, scope, element);
  if (subscriptions.length === 0 && !handler) return;
  const around = enclosingScope(ctx, scope);
  if (!around) return;
  const token = tokenOf(ctx, scope);
  const beside = tokensOf(ctx, around.id);
  const kept: Execution = {
    ...scope,
    id: ctx.newId(),
    kind: 'eventScope',
    ownerId: around.id,
    parentId: around.id,
    isActive: false,
    isEventScope: true,
    isVisible: true,
    state: 'active',
    sequenceCounter:
      beside.length > 1 || dataOf(around).alwaysConcurrent ? around.sequenceCounter : token.sequenceCounter,
    data: { compensationOf: element.id },
  };
  ctx.store.put('execution', kept);
  for (const subscription of subscriptions) {
    ctx.store.put('eventSubscription', { ...subscription, ownerId: kept.id, executionId: kept.id });
  }
  for (const inner of ctx.store.owned('execution', scopeId)) {
    if (inner.kind === 'eventScope') ctx.store.put('execution', { ...inner, ownerId: kept.id, parentId: kept.id });
  }
  for (const variable of ctx.store.owned('variable', scopeId)) {
    const id = ctx.newId();
    ctx.store.put('variable', { ...variable, id, ownerId: kept.id, executionId: kept.id });
  }
  subscribe(ctx, around, 'compensate', null, handler ? handler.id : element.id, kept.id);
}

/** Whether an activity is a compensation handler that was started to compensate (and not by modification). */
export function endsCompensation(ctx: Context, tokenId: string, element: Element): boolean {
  if (element.role === 'inner' || !isHandler(ctx, tokenId, element)) return false;
  const owner = ctx.execution(ctx.execution(tokenId).ownerId ?? '');
  if (owner.kind !== 'scope') return false;
  if (dataOf(owner).compensating) return true;
  const { node } = ctx.elementOf(owner);
  return 'event' in node && (node.event?.kind === 'compensate' || node.event?.kind === 'cancel');
}

function isHandler(ctx: Context, tokenId: string, { id, node }: Element): boolean {
  if (node.kind === 'subProcess' && node.variant === 'event') {
    const { graph } = ctx.definitionOf(ctx.execution(tokenId));
    const handlers = graph.eventSubProcesses.get(node.scopeId) ?? [];
    return handlers.some(({ element, event }) => element.id === id && event.kind === 'compensate');
  }
  return 'isForCompensation' in node && node.isForCompensation;
}
