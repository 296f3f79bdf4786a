import type { ModificationInstruction } from '@anliu/engine-protocol';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../context.js';
import type { Execution } from '../entities.js';
import { BODY_SUFFIX } from '../graph.js';
import { deleteInstance } from '../instances.js';
import { cancelToken, cancelTokens } from '../lifecycle.js';
import { createToken, tokenOf, tokensOf } from '../tree.js';
import { refuseSuspended } from './guards.js';
import { getLocal, localVariable, setLocal } from '../variables.js';

type Instruction = ModificationInstruction;

export const fail = (id: string, instruction: Instruction, reason: string): ProcessEngineError =>
  new ProcessEngineError(`Cannot perform instruction: ${describe(instruction)}; ${reason} (process instance ${id})`);

export const describe = ({ type, activityId, transitionId, activityInstanceId }: Instruction): string =>
  `${type} '${activityId ?? transitionId ?? activityInstanceId ?? ''}'`;

/** What a cancel instruction addresses: executions at an activity, or one activity or transition instance. */
function addressed(ctx: Context, id: string, instruction: Instruction): Execution[] {
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

/** Carries out a cancel instruction. */
export function cancel(ctx: Context, id: string, instruction: Instruction): void {
  if (ctx.modifying?.ended) throw fail(id, instruction, 'The process instance has ended');
  const targets = addressed(ctx, id, instruction);
  if (targets.length === 0 && instruction.activityId === undefined) {
    throw fail(id, instruction, 'Cancellation of a non-existing activity instance');
  }
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
    if (ctx.modifying) ctx.modifying.ended = false;
  }
  fromOutside(ctx, () => cancelToken(ctx, token.id));
  if (scope.activityId?.endsWith(BODY_SUFFIX) && localVariable(ctx, scope.id, 'nrOfActiveInstances')) {
    setLocal(ctx, scope.id, 'nrOfActiveInstances', Number(getLocal(ctx, scope.id, 'nrOfActiveInstances')) - 1);
  }
}

/** Instances called from what a client cancels count as terminated from outside. */
function fromOutside(ctx: Context, run: () => void): void {
  const before = ctx.calledEndState;
  ctx.calledEndState = 'EXTERNALLY_TERMINATED';
  run();
  ctx.calledEndState = before;
}

/**
 * An instance that modification left without tokens ends, and the call activity that started it is cancelled. What is
 * kept for compensation keeps the instance, as in Camunda: it waits for a further modification or its deletion.
 */
export function endIfEmpty(ctx: Context, id: string): void {
  const instance = ctx.instance(id);
  const ended = ctx.modifying?.ended ?? false;
  ctx.modifying = undefined;
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
export function endWithCaller(ctx: Context, instance: Execution, reason: string | null): void {
  fromOutside(ctx, () => deleteInstance(ctx, instance.id, 'EXTERNALLY_TERMINATED', reason));
  const caller = instance.superExecutionId === null ? undefined : ctx.findExecution(instance.superExecutionId);
  if (!caller) return;
  cancelUpwards(ctx, caller);
  endIfEmpty(ctx, caller.processInstanceId);
}
