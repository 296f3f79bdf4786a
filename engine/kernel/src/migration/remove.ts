import type { Execution } from '../tables/entities.js';
import { endActivity } from '../flow/lifecycle.js';
import { hostedScope, removeToken, tokenOf, tokensOf } from '../state/tree.js';
import { own } from './move.js';
import type { Run } from './run.js';

/**
 * Removes the scopes no instruction maps, inside out: what they hold moves to the scope around them, then their end
 * listeners and output mappings run and their own variables, timers and subscriptions go.
 */
export function removeUnmappedScopes(run: Run, scopeId: string): void {
  const { ctx, plan } = run;
  for (const token of tokensOf(ctx, scopeId)) {
    const inner = hostedScope(ctx, token.id);
    if (inner) removeUnmappedScopes(run, inner.id);
  }
  const scope = ctx.execution(scopeId);
  if (scope.kind === 'scope' && !plan.of(scope.activityId ?? '')) dissolve(run, scope);
}

function dissolve({ ctx }: Run, scope: Execution): void {
  const host = tokenOf(ctx, scope);
  const around = ctx.execution(host.ownerId ?? '');
  for (const token of tokensOf(ctx, scope.id)) {
    // Ended instances of a multi-instance activity have nothing to go on with outside its body.
    if (token.state === 'finished') removeToken(ctx, token);
    else own(ctx, token.id, around.id);
  }
  for (const kept of ctx.store.owned('execution', scope.id)) {
    if (kept.kind === 'eventScope') ctx.store.put('execution', { ...kept, ownerId: around.id, parentId: around.id });
  }
  for (const one of ctx.store.owned('eventSubscription', scope.id)) {
    if (one.eventType !== 'compensate') continue;
    ctx.store.put('eventSubscription', { ...one, ownerId: around.id, executionId: around.id });
  }
  removeToken(ctx, ctx.execution(endActivity(ctx, scope.id, true)));
}
