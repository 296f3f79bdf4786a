import type { EventDefinition } from '@anliu/engine-bpmn';
import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import { evaluateText } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { subProcessOf } from '../state/graph.js';
import { javaMapOrder } from '../values/java-map-order.js';
import { createTimer, timeoutListenersOf } from './jobs.js';
import type { TimerPlace } from './jobs.js';

/** A place on a scope that waits for an event; one that `repeats` fires any number of times. */
export interface Listening extends TimerPlace {
  readonly event: EventDefinition;
}

/** Everything a scope listens to: its boundary events, its event sub-processes, the event it itself waits for, and its timeouts. */
export function listeningOf(ctx: Context, scope: Execution, element: Element | undefined): Listening[] {
  const { graph } = ctx.definitionOf(scope);
  const found: Listening[] = [];
  for (const node of element?.boundaries ?? []) {
    found.push({ node, event: node.event, handler: 'timer-transition', repeats: !node.interrupting });
  }
  const scopeId = element === undefined ? graph.model.key : subProcessOf(element)?.id;
  for (const { start, event } of (scopeId === undefined ? undefined : graph.eventSubProcesses.get(scopeId)) ?? []) {
    found.push({ node: start, event, handler: 'timer-start-event-subprocess', repeats: !start.interrupting });
  }
  if (element === undefined || element.role === 'body') return found;
  const { node } = element;
  const own = { handler: 'timer-intermediate-transition', repeats: false } as const;
  for (const { id, timer } of timeoutListenersOf(node)) {
    found.push({ node, event: timer, handler: 'timer-task-listener', repeats: true, listenerId: id });
  }
  if (node.kind === 'intermediateCatchEvent' && node.event) found.push({ node, event: node.event, ...own });
  if (node.kind === 'receiveTask' && node.messageName) {
    found.push({ node, event: { kind: 'message', name: node.messageName, implementation: undefined }, ...own });
  }
  if (node.kind === 'eventBasedGateway') {
    for (const flow of element.outgoing) {
      const target = graph.elements.get(flow.targetId)?.node;
      if (target?.kind === 'intermediateCatchEvent' && target.event)
        found.push({ node: target, event: target.event, ...own });
      if (target?.kind === 'receiveTask' && target.messageName) {
        found.push({
          node: target,
          event: { kind: 'message', name: target.messageName, implementation: undefined },
          ...own,
        });
      }
    }
  }
  return found;
}

/** Opens what a scope listens to. Errors, escalations, compensation and cancel need no subscription: they are looked up. */
export function createSubscriptions(
  ctx: Context,
  scopeId: string,
  element: Element | undefined,
  { timersOnly = false, looksAtConditions = true } = {},
): void {
  const scope = ctx.execution(scopeId);
  const declared: string[] = [];
  const conditions = new Set<string>();
  for (const place of listeningOf(ctx, scope, element)) {
    const { node, event } = place;
    if (timersOnly && event.kind !== 'timer') continue;
    switch (event.kind) {
      case 'timer':
        createTimer(ctx, scopeId, place, event);
        break;
      case 'message':
      case 'signal':
        declared.push(node.id);
        subscribe(ctx, scope, event.kind, event.name ? evaluateText(ctx, scopeId, event.name) : null, node.id, null);
        break;
      case 'conditional':
        declared.push(node.id);
        conditions.add(node.id);
        break;
      default:
    }
  }
  if (conditions.size === 0) return;
  for (const id of javaMapOrder(declared)) {
    if (conditions.has(id)) subscribe(ctx, scope, 'conditional', null, id, null);
  }
  // Conditions are looked at once when the scope is entered, not when it is only held open for what follows in it.
  if (looksAtConditions) ctx.noticed.variableChanges.push({ ownerId: scopeId, name: '', event: 'create' });
}

export function subscribe(
  ctx: Context,
  scope: Execution,
  eventType: string,
  eventName: string | null,
  activityId: string,
  configuration: string | null,
): EventSubscription {
  return ctx.store.put('eventSubscription', {
    id: ctx.newId(),
    eventType,
    eventName,
    executionId: scope.id,
    ownerId: scope.id,
    processInstanceId: scope.processInstanceId,
    processDefinitionId: scope.processDefinitionId,
    processDefinitionKey: scope.processDefinitionKey,
    activityId,
    configuration,
    created: ctx.now,
    sequence: ctx.environment.nextSequence(),
    tenantId: scope.tenantId,
  });
}

export function removeSubscriptions(ctx: Context, scopeId: string, keepCompensation = false): void {
  for (const subscription of ctx.store.owned('eventSubscription', scopeId)) {
    if (keepCompensation && subscription.eventType === 'compensate') continue;
    ctx.store.remove('eventSubscription', subscription.id);
  }
}
