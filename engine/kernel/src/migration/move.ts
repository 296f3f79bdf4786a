import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { begin } from '../flow/lifecycle.js';
import { createToken, hostedScope, tokensOf } from '../state/tree.js';
import { moveContinuation, moveWaits } from './dependents.js';
import { moveKept } from './kept.js';
import type { Mapping } from './plan.js';
import { definitionColumns } from './run.js';
import type { Run } from './run.js';
import { becomePlain, becomeScope } from './scope-change.js';
import { moveTriggers } from './triggers.js';

/** Puts a token, with everything inside, into another scope. */
export function own(ctx: Context, tokenId: string, scopeId: string): void {
  const token = ctx.execution(tokenId);
  const { activityInstanceId } = ctx.execution(scopeId);
  const columns = { parentActivityInstanceId: activityInstanceId };
  if (token.ownerId !== null) ctx.noticed.reshaped.add(token.ownerId);
  ctx.noticed.reshaped.add(scopeId);
  ctx.update('execution', tokenId, { ...columns, ownerId: scopeId, parentId: scopeId });
  const hosted = hostedScope(ctx, tokenId);
  if (hosted) ctx.update('execution', hosted.id, columns);
}

/** Moves the process instance itself, then everything in it, outside in. */
export function moveInstance(run: Run): void {
  const { ctx, instanceId, target } = run;
  ctx.update('execution', instanceId, definitionColumns(run));
  moveTriggers(run, instanceId, undefined, undefined);
  moveInside(run, instanceId, target.graph.model.key);
}

/**
 * Moves what is inside a scope that is already at its target. Siblings share the scopes that are added between: one
 * instance of a new scope takes all of them.
 */
function moveInside(run: Run, scopeId: string, targetId: string): void {
  const { ctx, plan } = run;
  const opened = new Map<string, string>();
  for (const token of tokensOf(ctx, scopeId)) {
    const hosted = hostedScope(ctx, token.id);
    const mapping = plan.of((hosted ?? token).activityId ?? '');
    if (!mapping) {
      ctx.update('execution', token.id, definitionColumns(run));
      continue;
    }
    const { parentId } = mapping.target;
    if (parentId !== targetId) own(ctx, token.id, openScopes(run, scopeId, targetId, parentId, opened));
    if (hosted) moveScope(run, hosted, mapping);
    else movePosition(run, token, mapping);
  }
  moveKept(run, scopeId, targetId);
}

/** Starts the scopes of the target that lie between an existing one and `innermostId`. Returns the innermost. */
function openScopes(
  { ctx, target }: Run,
  scopeId: string,
  targetId: string,
  innermostId: string,
  opened: Map<string, string>,
): string {
  const missing: Element[] = [];
  let at = innermostId;
  while (at !== targetId && !opened.has(at)) {
    const element = target.graph.elements.get(at);
    if (!element) break;
    missing.unshift(element);
    at = element.parentId;
  }
  let current = opened.get(at) ?? scopeId;
  for (const element of missing) {
    current = openScope(ctx, current, element);
    opened.set(element.id, current);
  }
  return current;
}

function openScope(ctx: Context, aroundId: string, element: Element): string {
  const { suspended } = ctx.execution(aroundId);
  const before = ctx.noticed.variableChanges.length;
  const token = createToken(ctx, aroundId, { activityId: element.id, suspended: false });
  const id = begin(ctx, token.id, element, 'hold');
  if (suspended) {
    for (const one of [token.id, id]) ctx.update('execution', one, { suspended });
    for (const job of ctx.store.owned('job', id)) ctx.store.put('job', { ...job, suspended });
  }
  // A condition is not looked at because its scope was added, only when a variable changes.
  const changed = ctx.noticed.variableChanges.splice(before);
  ctx.noticed.variableChanges.push(...changed.filter(({ name }) => name !== ''));
  return id;
}

/** Moves a scope activity and what is inside it. */
function moveScope(run: Run, scope: Execution, { source, target }: Mapping): void {
  const { ctx } = run;
  const columns = { ...definitionColumns(run), activityId: target.id };
  ctx.update('execution', scope.ownerId ?? '', columns);
  ctx.update('execution', scope.id, columns);
  if (!target.isScope) {
    moveWaits(run, becomePlain(run, scope.id), target);
    return;
  }
  moveWaits(run, scope.id, target);
  moveTriggers(run, scope.id, source, target);
  moveInside(run, scope.id, target.id);
}

/** Moves a token that hosts no scope: at an activity, at a continuation, or done inside a multi-instance body. */
function movePosition(run: Run, token: Execution, { source, target }: Mapping): void {
  const { ctx } = run;
  ctx.update('execution', token.id, { ...definitionColumns(run), activityId: target.id });
  if (token.state === 'asyncBefore' || token.state === 'asyncAfter') {
    moveContinuation(run, token.id, target);
    return;
  }
  if (token.activityInstanceId === null) return;
  if (!target.isScope) {
    moveWaits(run, token.id, target);
    return;
  }
  const scopeId = becomeScope(run, token.id, target);
  moveWaits(run, scopeId, target);
  moveTriggers(run, scopeId, source, target);
}
