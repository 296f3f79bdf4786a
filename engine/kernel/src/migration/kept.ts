import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import type { Element, Graph } from '../state/graph.js';
import { subscribe } from '../waiting/subscriptions.js';
import type { Mapping, Mappings } from './plan.js';
import { definitionColumns } from './run.js';
import type { Run } from './run.js';

/*
 * What completed and can be compensated: subscriptions of compensation handlers, and event scopes with a subscription
 * that leads to them. An instruction for the compensation boundary event (or the start event of the compensation event
 * sub-process) says where they go.
 */

export const compensations = (ctx: Context, scopeId: string): EventSubscription[] =>
  ctx.store.owned('eventSubscription', scopeId).filter(({ eventType }) => eventType === 'compensate');

export const keptOf = (ctx: Context, subscription: EventSubscription): Execution | undefined =>
  subscription.configuration === null ? undefined : ctx.store.get('execution', subscription.configuration);

const isEventSubProcess = ({ node }: Element): boolean => node.kind === 'subProcess' && node.variant === 'event';

/** The event that leads to a compensation handler; undefined for what is no handler. */
function triggerOf(graph: Graph, handler: Element): string | undefined {
  if (isEventSubProcess(handler) && handler.node.kind === 'subProcess') return handler.node.startEventId;
  for (const { node } of graph.elements.values()) {
    if ('compensation' in node && node.compensation?.handlerId === handler.node.id) return node.compensation.boundaryId;
  }
  return undefined;
}

/** The handler a compensation event of the target leads to. */
function handlerOf(graph: Graph, event: Element): string | undefined {
  const { node } = event;
  if (node.kind === 'startEvent') return node.scopeId;
  if (node.kind !== 'boundaryEvent') return undefined;
  const host = graph.elements.get(node.attachedToId)?.node;
  return host && 'compensation' in host ? host.compensation?.handlerId : undefined;
}

/** The instruction that moves a subscription. */
export function mappingOf(plan: Mappings, subscription: EventSubscription): Mapping | undefined {
  const handler = plan.source.elements.get(subscription.activityId);
  const trigger = handler && triggerOf(plan.source, handler);
  return plan.of(trigger ?? subscription.activityId);
}

/** What a subscription leads to in the target. */
function targetOf(plan: Mappings, subscription: EventSubscription): string | undefined {
  const mapping = mappingOf(plan, subscription);
  if (!mapping) return undefined;
  const handler = plan.source.elements.get(subscription.activityId);
  const isHandler = handler !== undefined && triggerOf(plan.source, handler) !== undefined;
  return isHandler ? handlerOf(plan.target, mapping.target) : mapping.target.id;
}

/** Moves what a scope (or event scope) at its target keeps. Event scopes that are added are shared among siblings. */
export function moveKept(run: Run, scopeId: string, targetId: string): void {
  const { ctx, plan } = run;
  const opened = new Map<string, string>();
  for (const subscription of compensations(ctx, scopeId)) {
    const activityId = targetOf(plan, subscription);
    const kept = keptOf(ctx, subscription);
    const keptTarget = kept && plan.of(kept.activityId ?? '')?.target;
    if (kept && !keptTarget) continue;
    const parentId = (keptTarget ?? run.target.graph.elements.get(activityId ?? ''))?.parentId ?? targetId;
    const ownerId = parentId === targetId ? scopeId : openKept(run, scopeId, targetId, parentId, opened);
    ctx.store.put('eventSubscription', {
      ...subscription,
      ...definitionColumns(run),
      activityId: activityId ?? subscription.activityId,
      ownerId,
      executionId: ownerId,
    });
    if (!kept || !keptTarget) continue;
    ctx.store.put('execution', {
      ...kept,
      ...definitionColumns(run),
      activityId: keptTarget.id,
      ownerId,
      parentId: ownerId,
    });
    moveKept(run, kept.id, keptTarget.id);
  }
}

/** Adds event scopes for target scopes around something that completed long ago. */
function openKept(
  run: Run,
  scopeId: string,
  targetId: string,
  innermostId: string,
  opened: Map<string, string>,
): string {
  const { ctx, target } = run;
  const missing: Element[] = [];
  let at = innermostId;
  while (at !== targetId && !opened.has(at)) {
    const element = target.graph.elements.get(at);
    if (!element) break;
    missing.unshift(element);
    at = element.parentId;
  }
  let current = ctx.execution(opened.get(at) ?? scopeId);
  for (const element of missing) {
    const kept = ctx.store.put('execution', {
      ...current,
      id: ctx.newId(),
      kind: 'eventScope',
      ownerId: current.id,
      parentId: current.id,
      superExecutionId: null,
      activityId: element.id,
      activityInstanceId: `${element.id}:${ctx.newId()}`,
      parentActivityInstanceId: current.activityInstanceId,
      isActive: false,
      isScope: true,
      isConcurrent: false,
      isEventScope: true,
      isVisible: true,
      state: 'active',
      data: null,
    });
    subscribe(ctx, current, 'compensate', null, element.id, kept.id);
    opened.set(element.id, kept.id);
    current = kept;
  }
  return current.id;
}

/** Event scopes no instruction maps go; what they hold is kept by what is around them. */
export function dissolveUnmappedKept(run: Run, scopeId: string): void {
  const { ctx, plan } = run;
  for (const subscription of compensations(ctx, scopeId)) {
    const kept = keptOf(ctx, subscription);
    if (!kept) continue;
    dissolveUnmappedKept(run, kept.id);
    if (plan.of(kept.activityId ?? '')) continue;
    for (const inner of compensations(ctx, kept.id)) {
      ctx.store.put('eventSubscription', { ...inner, ownerId: scopeId, executionId: scopeId });
      const scope = keptOf(ctx, inner);
      if (scope) ctx.store.put('execution', { ...scope, ownerId: scopeId, parentId: scopeId });
    }
    for (const variable of ctx.store.owned('variable', kept.id)) ctx.store.remove('variable', variable.id);
    ctx.store.remove('execution', kept.id);
    ctx.store.remove('eventSubscription', subscription.id);
  }
}
