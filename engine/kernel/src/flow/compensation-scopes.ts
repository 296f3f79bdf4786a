import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import type { Element, Graph } from '../state/graph.js';
import { subProcessOf } from '../state/graph.js';
import { dataOf, flowScopeOf, tokenOf, tokensOf } from '../state/tree.js';
import { subscribe } from '../waiting/subscriptions.js';

/** What a scope listens to that leads to compensation, in order of completion. */
export const compensationOf = (ctx: Context, scopeId: string): EventSubscription[] =>
  ctx.store.owned('eventSubscription', scopeId).filter((one) => one.eventType === 'compensate');

/** The compensation event sub-process directly inside a sub-process. */
export const compensatingIn = (
  eventSubProcesses: Graph['eventSubProcesses'],
  subProcessId: string | undefined,
): Element | undefined =>
  eventSubProcesses.get(subProcessId ?? '')?.find(({ event }) => event.kind === 'compensate')?.element;

/** A completed activity with a compensation handler is remembered on the scope around it. */
export function subscribeForCompensation(ctx: Context, executionId: string, element: Element): void {
  const { node } = element;
  if (element.role === 'body' || !('compensation' in node) || node.compensation === undefined) return;
  subscribe(ctx, flowScopeOf(ctx, ctx.execution(executionId)), 'compensate', null, node.compensation.handlerId, null);
}

/**
 * A completed sub-process (or multi-instance body) that holds compensation stays as an event scope: a snapshot of its
 * local variables with its subscriptions; the scope around it gets one subscription that leads to it.
 */
export function keepForCompensation(ctx: Context, scopeId: string, element: Element): void {
  const subProcess = subProcessOf(element);
  if (element.role !== 'body' && (!subProcess || subProcess.variant === 'event')) return;
  const scope = ctx.execution(scopeId);
  const subscriptions = compensationOf(ctx, scopeId);
  const { eventSubProcesses } = ctx.definitionOf(scope).graph;
  const handler = compensatingIn(eventSubProcesses, subProcess?.id);
  if (subscriptions.length === 0 && !handler) return;
  const around = flowScopeOf(ctx, scope);
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
    sequenceCounter:
      beside.length > 1 || dataOf(around).alwaysConcurrent ? around.sequenceCounter : token.sequenceCounter,
    data: null,
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

/** Whether what a token does was started to compensate (and not by modification): then its scope is a thrower's or re-opened. */
export function endsCompensation(ctx: Context, tokenId: string): boolean {
  const owner = ctx.execution(ctx.execution(tokenId).ownerId ?? '');
  return owner.kind === 'scope' && (dataOf(owner).compensating === true || 'event' in ctx.elementOf(owner).node);
}
