import type { Element } from '../state/graph.js';
import { deleteJob } from '../waiting/jobs.js';
import { createScope, dataOf, tokenOf } from '../state/tree.js';
import { removeSubscriptions } from '../waiting/subscriptions.js';
import { localVariable } from '../values/variables.js';
import type { Run } from './run.js';

/** What waits for an activity follows its execution. */
function handOver({ ctx }: Run, fromId: string, toId: string): void {
  for (const task of ctx.store.owned('task', fromId)) ctx.store.put('task', { ...task, tokenId: toId });
  for (const one of ctx.store.owned('externalTask', fromId)) ctx.store.put('externalTask', { ...one, tokenId: toId });
  const { called } = dataOf(ctx.execution(fromId));
  if (called === undefined) return;
  ctx.update('execution', toId, { data: { called } });
  ctx.update('execution', fromId, { data: null });
  if (ctx.instance(called)) ctx.update('execution', called, { superExecutionId: toId });
}

/** The activity gets a scope of its own; variables of the token stay outside it. Returns the scope. */
export function becomeScope(run: Run, tokenId: string, target: Element): string {
  const { ctx } = run;
  const { activityInstanceId, isActive, enteredAt } = ctx.execution(tokenId);
  const scope = createScope(ctx, tokenId, target.id);
  ctx.update('execution', scope.id, { activityInstanceId, isActive, enteredAt });
  handOver(run, tokenId, scope.id);
  return scope.id;
}

/** The activity loses its scope: its variables move to the token, its subscriptions and timers go. Returns the token. */
export function becomePlain(run: Run, scopeId: string): string {
  const { ctx } = run;
  const scope = ctx.execution(scopeId);
  const token = tokenOf(ctx, scope);
  const { activityInstanceId, isActive, enteredAt, sequenceCounter } = scope;
  ctx.update('execution', token.id, {
    state: 'active',
    data: null,
    activityInstanceId,
    isActive,
    enteredAt,
    sequenceCounter,
  });
  handOver(run, scopeId, token.id);
  // A sole token shows as the scope around it, which is where its variables are.
  const holderId = token.isVisible ? token.id : (token.ownerId ?? token.id);
  for (const variable of ctx.store.owned('variable', scopeId)) {
    const ownerId = localVariable(ctx, holderId, variable.name) ? token.id : holderId;
    ctx.store.put('variable', { ...variable, ownerId });
  }
  removeSubscriptions(ctx, scopeId);
  for (const job of ctx.store.owned('job', scopeId)) deleteJob(ctx, job, 'deleted');
  if (token.ownerId !== null) ctx.noticed.reshaped.add(token.ownerId);
  ctx.store.remove('execution', scopeId);
  return token.id;
}
