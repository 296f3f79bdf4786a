import type { Context } from './context.js';
import type { Execution } from '../tables/entities.js';

/** Data of an execution row that only the kernel reads. */
export interface ExecutionData {
  /** Tokens of this scope always show as concurrent executions (parallel multi-instance, compensation). */
  readonly alwaysConcurrent?: boolean;
  /** Flows an async-after continuation will take. */
  readonly flowIds?: readonly string[];
  /** A completed scope that was re-opened to compensate what happened in it. */
  readonly compensating?: boolean;
  /** The activity instance a re-opened scope was kept with. */
  readonly ownInstanceId?: string;
  /** The process instance a call activity has started. */
  readonly called?: string;
  /** Ad-hoc sub-process: nothing more begins in it, it completes with what still runs. */
  readonly completing?: boolean;
  /** Complex gateways of this scope that have fired and wait to be reset: by gateway, the flows whose tokens are awaited. */
  readonly awaitingReset?: Readonly<Record<string, readonly string[]>>;
}

export const dataOf = (execution: Execution): ExecutionData => (execution.data ?? {}) as ExecutionData;

/** States of tokens and scopes. */
export type ExecutionState =
  /** Running through its activity in this command, or waiting for a task, worker, call or event. */
  | 'active'
  /** Its activity is a scope of its own, which this token hosts. */
  | 'hosting'
  /** Arrived at a joining gateway. */
  | 'joining'
  /** A job continues it before / after its activity. */
  | 'asyncBefore'
  | 'asyncAfter'
  /** Multi-instance: this instance is finished, the others are not. */
  | 'finished'
  /** Sequential ad-hoc sub-process: at an activity that begins when the others are done. */
  | 'enabled';

/*
 * Sequence counters follow Camunda's executions: a scope's sole token and the scope count as one, further tokens start
 * from the scope's count, and what ends raises the count of what stays.
 */

/** Before a second token joins a sole one, the scope takes over the sole token's count. */
function expand(ctx: Context, scopeId: string): Execution {
  const scope = ctx.execution(scopeId);
  if (dataOf(scope).alwaysConcurrent) return scope;
  const sole = onlyToken(ctx, scopeId);
  if (!sole || sole.sequenceCounter <= scope.sequenceCounter) return scope;
  return ctx.update('execution', scopeId, { sequenceCounter: sole.sequenceCounter });
}

/** A token has left its scope: the scope keeps its count, and the token that is now alone goes on from there. */
export function contract(ctx: Context, scopeId: string, gone: Execution): void {
  const scope = ctx.store.get('execution', scopeId);
  if (!scope) return;
  const sequenceCounter = Math.max(scope.sequenceCounter, gone.sequenceCounter);
  if (sequenceCounter !== scope.sequenceCounter) ctx.update('execution', scopeId, { sequenceCounter });
  if (dataOf(scope).alwaysConcurrent) return;
  const [sole, ...others] = tokensOf(ctx, scopeId);
  if (!sole || others.length > 0 || sole.sequenceCounter >= sequenceCounter) return;
  ctx.update('execution', sole.id, { sequenceCounter });
}

/** Creates a token in a scope. */
export function createToken(ctx: Context, scopeId: string, from: Partial<Execution> = {}): Execution {
  const scope = expand(ctx, scopeId);
  ctx.noticed.reshaped.add(scopeId);
  return ctx.store.put('execution', {
    id: ctx.newId(),
    kind: 'token',
    ownerId: scopeId,
    isVisible: false,
    parentId: scopeId,
    processInstanceId: scope.processInstanceId,
    rootProcessInstanceId: scope.rootProcessInstanceId,
    superExecutionId: null,
    superProcessInstanceId: null,
    processDefinitionId: scope.processDefinitionId,
    processDefinitionKey: scope.processDefinitionKey,
    businessKey: null,
    activityId: null,
    activityInstanceId: null,
    parentActivityInstanceId: scope.activityInstanceId,
    isActive: true,
    isScope: false,
    isConcurrent: false,
    isEventScope: false,
    suspended: scope.suspended,
    state: 'active',
    flowId: null,
    data: null,
    enteredAt: ctx.now,
    sequenceCounter: scope.sequenceCounter,
    startUserId: null,
    caseInstanceId: null,
    tenantId: scope.tenantId,
    ...from,
  });
}

/** Creates the execution of a scope activity that a token enters. */
export function createScope(ctx: Context, tokenId: string, activityId: string): Execution {
  const token = ctx.execution(tokenId);
  const scope: Execution = {
    ...token,
    id: ctx.newId(),
    kind: 'scope',
    ownerId: tokenId,
    isVisible: true,
    parentId: token.isVisible ? tokenId : token.ownerId,
    activityId,
    activityInstanceId: null,
    isActive: true,
    isScope: true,
    isConcurrent: false,
    state: 'active',
    data: null,
    flowId: null,
  };
  if (token.ownerId !== null) ctx.noticed.reshaped.add(token.ownerId);
  ctx.store.put('execution', scope);
  ctx.store.put('execution', { ...token, state: 'hosting', isActive: false, activityId });
  return scope;
}

/** Tokens of a scope in creation order (scopes kept for compensation are not tokens). */
export const tokensOf = (ctx: Context, scopeId: string): Execution[] =>
  ctx.store.owned('execution', scopeId).filter((row) => row.kind === 'token');

/** The token of a scope that has exactly one. Does not look through all of many. */
export function onlyToken(ctx: Context, scopeId: string): Execution | undefined {
  let only: Execution | undefined;
  for (const row of ctx.store.eachOwned('execution', scopeId)) {
    if (row.kind !== 'token') continue;
    if (only) return undefined;
    only = row;
  }
  return only;
}

export const tokenCount = (ctx: Context, scopeId: string): number => tokensOf(ctx, scopeId).length;

/** The scope a hosting token hosts. */
export const hostedScope = (ctx: Context, tokenId: string): Execution | undefined =>
  ctx.store.owned('execution', tokenId).find((row) => row.kind === 'scope');

/** The token of an activity's execution: the row itself, or the token that hosts the scope. */
export const tokenOf = (ctx: Context, execution: Execution): Execution =>
  execution.kind === 'scope' ? ctx.execution(execution.ownerId ?? '') : execution;

/** The scope in which an activity's execution runs. @throws ProcessEngineError for a process instance */
export const flowScopeOf = (ctx: Context, execution: Execution): Execution =>
  ctx.execution(tokenOf(ctx, execution).ownerId ?? '');

/** The scope in which an activity's execution runs. Undefined for the process instance. */
export const enclosingScope = (ctx: Context, execution: Execution): Execution | undefined =>
  execution.kind === 'instance' ? undefined : flowScopeOf(ctx, execution);

/** The execution and everything around it up to the process instance, inside out. */
export function* outwards(ctx: Context, executionId: string): Generator<Execution> {
  let row: Execution | undefined = ctx.execution(executionId);
  while (row) {
    yield row;
    row = row.ownerId === null ? undefined : ctx.store.get('execution', row.ownerId);
  }
}

export function removeExecution(ctx: Context, execution: Execution): void {
  for (const variable of ctx.store.owned('variable', execution.id)) ctx.store.remove('variable', variable.id);
  if (execution.ownerId !== null) ctx.noticed.reshaped.add(execution.ownerId);
  ctx.transient.forget(execution.id);
  ctx.store.remove('execution', execution.id);
}

/** Removes a token that is used up; its scope takes over the count. */
export function removeToken(ctx: Context, token: Execution): void {
  removeExecution(ctx, token);
  contract(ctx, token.ownerId ?? '', token);
}

/** Whether an execution lies inside another (or is it). */
export function isInside(ctx: Context, executionId: string, ancestorId: string): boolean {
  for (const row of outwards(ctx, executionId)) if (row.id === ancestorId) return true;
  return false;
}
