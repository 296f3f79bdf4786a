import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { BODY_SUFFIX } from '../state/graph.js';
import { deleteInstance } from '../flow/instances.js';
import { cancelToken, cancelTokens } from '../flow/lifecycle.js';
import { createToken, tokenOf, tokensOf } from '../state/tree.js';
import { refuseSuspended } from './guards.js';
import { getLocal, localVariable, setLocal } from '../values/variables.js';
import { fail, notValid } from './instruction.js';
import type { Instruction } from './instruction.js';

/** What a cancel instruction addresses: executions at an activity, or one activity or transition instance. */
export function addressed(ctx: Context, id: string, instruction: Instruction): Execution[] {
  const rows = ctx.store.ofInstance('execution', id);
  const { activityInstanceId, transitionInstanceId, activityId } = instruction;
  if (activityInstanceId !== undefined) {
    return rows.filter(
      (row) => row.activityInstanceId === activityInstanceId && row.state !== 'hosting' && row.kind !== 'eventScope',
    );
  }
  if (transitionInstanceId !== undefined) {
    return rows.filter(
      (row) =>
        row.id === transitionInstanceId ||
        (row.kind === 'token' && row.ownerId === transitionInstanceId && !row.isVisible),
    );
  }
  const here = rows.filter(
    (row) =>
      row.activityId === activityId && row.kind !== 'instance' && row.kind !== 'eventScope' && row.state !== 'hosting',
  );
  // Activity instances, then transition instances: also an instance of a multi-instance that has ended is one.
  const isInstance = (row: Execution): boolean => row.activityInstanceId !== null;
  return [...here.filter(isInstance), ...here.filter((row) => !isInstance(row))];
}

/** Carries out a cancel instruction, on what it addresses now or on what it addressed when the modification began. */
export function cancel(
  ctx: Context,
  id: string,
  instruction: Instruction,
  targets: readonly Execution[] = addressed(ctx, id, instruction),
): void {
  if (ctx.mode.modifying?.ended) throw fail(instruction, 'The process instance has ended');
  const { activityInstanceId, transitionInstanceId } = instruction;
  if (targets.length === 0 && activityInstanceId !== undefined)
    throw notValid(instruction, `Activity instance '${activityInstanceId}' does not exist: activityInstance is null`);
  if (targets.length === 0 && transitionInstanceId !== undefined)
    throw notValid(
      instruction,
      `Transition instance '${transitionInstanceId}' does not exist: transitionInstance is null`,
    );
  for (const target of targets) {
    const current = ctx.store.get('execution', target.id);
    if (current) cancelUpwards(ctx, current);
  }
}

/** Cancels the topmost activity that holds nothing but the addressed one. */
function cancelUpwards(ctx: Context, target: Execution): void {
  if (target.kind === 'instance') {
    fromOutside(ctx, () => cancelTokens(ctx, target.id));
    return;
  }
  let token = tokenOf(ctx, target);
  for (;;) {
    const scope = ctx.execution(token.ownerId ?? '');
    const others = tokensOf(ctx, scope.id).filter((one) => one.id !== token.id);
    if (scope.kind === 'instance' || others.length > 0) break;
    token = tokenOf(ctx, scope);
  }
  const scope = ctx.execution(token.ownerId ?? '');
  if (scope.kind === 'instance' && tokensOf(ctx, scope.id).length === 1) {
    // The instance itself is cleared, which ends the activity it is at.
    if (scope.suspended && token.state !== 'hosting') refuseSuspended(scope);
    if (ctx.mode.modifying) ctx.mode.modifying.ended = false;
  }
  fromOutside(ctx, () => cancelToken(ctx, token.id));
  if (scope.activityId?.endsWith(BODY_SUFFIX) && localVariable(ctx, scope.id, 'nrOfActiveInstances')) {
    setLocal(ctx, scope.id, 'nrOfActiveInstances', Number(getLocal(ctx, scope.id, 'nrOfActiveInstances')) - 1);
  }
}

/** Instances called from what a client cancels count as terminated from outside. */
function fromOutside(ctx: Context, run: () => void): void {
  const before = ctx.mode.calledEndState;
  ctx.mode.calledEndState = 'EXTERNALLY_TERMINATED';
  run();
  ctx.mode.calledEndState = before;
}

/**
 * An instance that modification left without tokens ends, and the call activity that started it is cancelled. What is
 * kept for compensation keeps the instance, as in Camunda: it waits for a further modification or its deletion.
 */
export function endIfEmpty(ctx: Context, id: string): void {
  const instance = ctx.instance(id);
  const ended = ctx.mode.modifying?.ended ?? false;
  ctx.mode.modifying = undefined;
  if (!instance || tokensOf(ctx, id).length > 0) return;
  if (ended) {
    ctx.behaviours.instanceEmptied(ctx, id);
    return;
  }
  if (ctx.store.owned('execution', id).length > 0) {
    createToken(ctx, id, { isActive: false });
    return;
  }
  endWithCaller(ctx, instance, 'Cancellation instruction');
}

/** Ends an instance from outside; the call activity it belongs to is cancelled, and so on outwards. */
export function endWithCaller(
  ctx: Context,
  instance: Execution,
  reason: string | null,
  skipSubprocesses = false,
): void {
  const { options } = ctx.mode;
  // What the instance called may stay; what its caller called besides does not.
  ctx.mode.options = { ...options, skipSubprocesses };
  fromOutside(ctx, () => deleteInstance(ctx, instance.id, 'EXTERNALLY_TERMINATED', reason));
  ctx.mode.options = options;
  const caller = instance.superExecutionId === null ? undefined : ctx.findExecution(instance.superExecutionId);
  if (!caller) return;
  cancelUpwards(ctx, caller);
  endIfEmpty(ctx, caller.processInstanceId);
}
