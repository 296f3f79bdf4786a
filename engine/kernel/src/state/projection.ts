import type { Context } from './context.js';
import type { Execution } from '../tables/entities.js';
import { dataOf, onlyToken, tokensOf } from './tree.js';

/** Camunda's execution id of a row: a sole token shows as its scope. */
export const shownId = (execution: Execution): string =>
  execution.kind === 'token' && !execution.isVisible ? (execution.ownerId ?? execution.id) : execution.id;

/**
 * Computes Camunda's execution ids from the fixed tree. A scope's sole token is the scope's execution; of several
 * tokens each is a concurrent execution. Only scopes whose tokens changed are looked at.
 */
export function projectExecutions(ctx: Context): void {
  for (const scopeId of ctx.noticed.reshaped) {
    const scope = ctx.store.get('execution', scopeId);
    if (!scope || scope.kind === 'token') continue;
    const tokens = tokensOf(ctx, scopeId);
    const concurrent = tokens.length > 1 || dataOf(scope).alwaysConcurrent === true;
    for (const token of tokens) project(ctx, token, scopeId, concurrent);
  }
  ctx.noticed.reshaped.clear();
  placeKeptVariables(ctx);
}

function project(ctx: Context, token: Execution, scopeId: string, concurrent: boolean): void {
  const shown = concurrent ? token.id : scopeId;
  if (token.isVisible !== concurrent) {
    ctx.store.put('execution', { ...token, isVisible: concurrent, isConcurrent: concurrent });
    if (!concurrent) {
      // The sole token becomes the scope's execution: what was local to it now is local to the scope.
      for (const variable of ctx.store.owned('variable', token.id)) {
        const taken = ctx.store.owned('variable', scopeId).some(({ name }) => name === variable.name);
        if (!taken) ctx.store.put('variable', { ...variable, ownerId: scopeId, executionId: scopeId });
      }
    }
  }
  if (concurrent) {
    for (const variable of ctx.store.owned('variable', token.id)) {
      if (variable.executionId !== shown) ctx.store.put('variable', { ...variable, executionId: shown });
    }
  }
  for (const child of ctx.store.owned('execution', token.id)) {
    if (child.parentId !== shown) ctx.store.put('execution', { ...child, parentId: shown });
  }
  for (const task of ctx.store.owned('task', token.id)) {
    if (task.executionId !== shown) ctx.store.put('task', { ...task, executionId: shown });
  }
  for (const external of ctx.store.owned('externalTask', token.id)) {
    if (external.executionId !== shown) ctx.store.put('externalTask', { ...external, executionId: shown });
  }
  for (const job of ctx.store.owned('job', token.id)) {
    if (job.executionId !== shown) ctx.store.put('job', { ...job, executionId: shown });
    for (const incident of ctx.store.owned('incident', job.id)) {
      if (incident.executionId !== shown) ctx.store.put('incident', { ...incident, executionId: shown });
    }
  }
}

/** Variables kept for compensation show under what the scope around them is doing now, as Camunda's query finds them. */
function placeKeptVariables(ctx: Context): void {
  for (const instanceId of new Set(ctx.outbox.events.map((event) => event.processInstanceId))) {
    const instance = instanceId === null ? undefined : ctx.store.get('execution', instanceId);
    if (!instance || !ctx.definitionOf(instance).graph.hasCompensation) continue;
    for (const kept of ctx.store.ofInstance('execution', instance.id)) {
      if (kept.kind !== 'eventScope' || kept.ownerId === null) continue;
      const activityInstanceId = currentActivityInstance(ctx, kept.ownerId);
      for (const variable of ctx.store.owned('variable', kept.id)) {
        if (variable.activityInstanceId !== activityInstanceId)
          ctx.store.put('variable', { ...variable, activityInstanceId });
      }
    }
  }
}

function currentActivityInstance(ctx: Context, scopeId: string): string | null {
  const scope = ctx.execution(scopeId);
  const sole = onlyToken(ctx, scopeId);
  if (scope.kind === 'eventScope' || !sole) return scope.activityInstanceId;
  return sole.activityInstanceId ?? scope.activityInstanceId;
}
