import type { Context } from '../state/context.js';
import type { VariableChange } from '../state/noticed.js';
import type { EventSubscription } from '../tables/entities.js';
import { evaluate } from '../values/expressions.js';
import { fire } from '../flow/start-behaviours.js';
import { isInside } from '../state/tree.js';

/** Lets conditional events look at the variables that changed since the last look. A condition that cannot be evaluated is false. */
export function dispatchVariableChanges(ctx: Context): void {
  for (const _ of looks(ctx, ctx.noticed.variableChanges));
}

/**
 * The same for a command that changes variables and does nothing else: what one event leads to comes to rest before the
 * next condition is looked at, and may have ended who waits for it.
 */
export function settleVariableChanges(ctx: Context): void {
  const steps = looks(ctx, ctx.noticed.variableChanges.splice(0));
  const next = (): void => {
    if (!steps.next().done) ctx.agenda.afterwards(next);
  };
  ctx.agenda.afterwards(next);
}

/** Takes the changes one after the other; stops after each event that looked. */
function* looks(ctx: Context, changes: VariableChange[]): Generator<void, void, void> {
  for (let change = changes.shift(); change; change = changes.shift()) {
    const concerned = change;
    const owner = ctx.store.get('execution', concerned.ownerId);
    if (!owner || !ctx.definitionOf(owner).graph.hasConditions) continue;
    const waiting = ctx.store
      .ofInstance('eventSubscription', owner.processInstanceId)
      .filter((one) => one.eventType === 'conditional' && concerns(ctx, one, concerned));
    for (const subscription of waiting) {
      // An earlier one may have ended the scope of this one. If it only interrupted it, this one is looked at all the same.
      if (!ctx.store.get('execution', subscription.ownerId ?? '')) continue;
      look(ctx, subscription, concerned);
      yield;
    }
  }
}

function concerns(ctx: Context, subscription: EventSubscription, change: VariableChange): boolean {
  const scopeId = subscription.ownerId ?? '';
  return change.name === '' ? scopeId === change.ownerId : isInside(ctx, scopeId, change.ownerId);
}

function look(ctx: Context, subscription: EventSubscription, change: VariableChange): void {
  const scopeId = subscription.ownerId ?? '';
  const { node } = ctx.elementAt(ctx.execution(scopeId), subscription.activityId);
  const event = 'event' in node ? node.event : undefined;
  if (event?.kind !== 'conditional') return;
  if (change.name !== '') {
    if (event.variableName !== undefined && event.variableName !== change.name) return;
    if (event.variableEvents.length > 0 && !event.variableEvents.includes(change.event)) return;
  }
  if (isTrue(ctx, scopeId, event.condition)) fire(ctx, scopeId, subscription.activityId);
}

function isTrue(ctx: Context, scopeId: string, condition: Parameters<typeof evaluate>[2]): boolean {
  try {
    const value = evaluate(ctx, scopeId, condition);
    return value === true || value === 'true';
  } catch {
    return false;
  }
}
