import type { ErrorMapping } from '@anliu/engine-bpmn';
import type { VariableMap } from '@anliu/engine-protocol';
import { BadUserRequestError, SuspendedEntityError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { ExternalTask } from '../tables/entities.js';
import { evaluate, evaluateText } from '../values/expressions.js';
import { deleteExternalTask, logExternalTask } from '../waiting/external-tasks.js';
import { createIncident, endIncidentsOf } from '../waiting/incidents.js';
import { leave } from '../flow/lifecycle.js';
import { MAX_MESSAGE_LENGTH } from '../limits.js';
import { throwError } from '../flow/throwing.js';
import { putDtos } from '../values/variables.js';
import { requireExternalTask } from './guards.js';

/** The task, when this worker holds it. @throws BadUserRequestError (400) otherwise */
function locked(ctx: Context, id: string, workerId: string, what: string): ExternalTask {
  const task = requireExternalTask(ctx, id);
  if (task.workerId !== workerId) {
    throw new BadUserRequestError(
      `${what} of External Task ${id} cannot be done by worker '${workerId}'. It is locked by worker '${task.workerId ?? 'null'}'.`,
    );
  }
  if (task.suspended) throw new SuspendedEntityError(`ExternalTask with id '${id}' is suspended.`);
  return task;
}

function mappings(ctx: Context, task: ExternalTask): readonly ErrorMapping[] {
  const { node } = ctx.elementOf(ctx.execution(task.tokenId));
  const implementation =
    'implementation' in node
      ? node.implementation
      : 'event' in node && node.event?.kind === 'message'
        ? node.event.implementation
        : undefined;
  return implementation?.kind === 'external' ? implementation.errorMappings : [];
}

/** `camunda:errorEventDefinition`: the first expression that is true turns the answer into a BPMN error. */
function mappedError(ctx: Context, task: ExternalTask, swallow: boolean): ErrorMapping | undefined {
  return mappings(ctx, task).find(({ expression }) => {
    const objects = { externalTask: { ...task } };
    try {
      return evaluate(ctx, task.tokenId, expression, { objects }) === true;
    } catch (error) {
      if (swallow) return false;
      throw error;
    }
  });
}

function raise(ctx: Context, task: ExternalTask, code: string | null, message: string | null): void {
  deleteExternalTask(ctx, task, 'deleted');
  ctx.agenda.schedule(task.tokenId, () => throwError(ctx, task.tokenId, code, message));
}

export interface WorkerAnswer {
  readonly workerId: string;
  readonly variables?: VariableMap | undefined;
  readonly localVariables?: VariableMap | undefined;
}

function take(ctx: Context, task: ExternalTask, answer: WorkerAnswer): void {
  putDtos(ctx, task.tokenId, answer.localVariables, true);
  putDtos(ctx, task.tokenId, answer.variables, false);
}

export function completeExternalTask(ctx: Context, id: string, answer: WorkerAnswer): void {
  const task = locked(ctx, id, answer.workerId, 'Completion');
  take(ctx, task, answer);
  const mapped = mappedError(ctx, task, false);
  if (mapped) {
    raise(ctx, task, mapped.code ?? null, evaluateText(ctx, task.tokenId, mapped.message));
    return;
  }
  ctx.agenda.schedule(task.tokenId, () => {
    if (!ctx.store.get('externalTask', id)) return;
    deleteExternalTask(ctx, task, 'successful');
    ctx.agenda.schedule(task.tokenId, () => leave(ctx, task.tokenId));
  });
}

export interface Failure extends WorkerAnswer {
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  readonly retries: number;
  readonly retryTimeout: number;
}

export function failExternalTask(ctx: Context, id: string, failure: Failure): void {
  if (failure.retries < 0)
    throw new BadUserRequestError(`The number of retries must be >= 0, but is ${failure.retries}`);
  const task = locked(ctx, id, failure.workerId, 'Failure');
  take(ctx, task, failure);
  const failed: ExternalTask = {
    ...task,
    errorMessage: failure.errorMessage?.slice(0, 666) ?? null,
    errorDetails: failure.errorDetails,
    retries: failure.retries,
    lockExpirationTime: ctx.now + failure.retryTimeout,
  };
  ctx.store.put('externalTask', failed);
  const mapped = mappedError(ctx, failed, true);
  if (mapped) {
    raise(ctx, failed, mapped.code ?? null, evaluateText(ctx, task.tokenId, mapped.message));
    return;
  }
  logExternalTask(ctx, failed, 'failed');
  changeIncident(ctx, task, failed);
}

function changeIncident(ctx: Context, before: ExternalTask, after: ExternalTask): void {
  if (after.retries === 0 && before.retries !== 0) {
    createIncident(ctx, ctx.execution(after.tokenId), {
      type: 'failedExternalTask',
      message: after.errorMessage?.slice(0, MAX_MESSAGE_LENGTH) ?? null,
      configuration: after.id,
      activityId: after.activityId,
      failedActivityId: after.activityId,
      jobDefinitionId: null,
    });
  } else if (before.retries === 0 && (after.retries ?? 0) > 0) {
    endIncidentsOf(ctx, after.id, 'resolved');
    ctx.outbox.topics.add(after.topicName);
  } else if ((after.lockExpirationTime ?? 0) <= ctx.now) ctx.outbox.topics.add(after.topicName);
}

export function throwExternalError(
  ctx: Context,
  id: string,
  answer: WorkerAnswer & { readonly code: string; readonly message: string | null },
): void {
  const task = locked(ctx, id, answer.workerId, 'Bpmn error');
  take(ctx, task, answer);
  raise(ctx, task, answer.code, answer.message);
}

export function lockExternalTask(ctx: Context, id: string, workerId: string, duration: number): void {
  if (duration <= 0) throw new BadUserRequestError('The lock duration has to be greater than 0');
  const task = requireExternalTask(ctx, id);
  if (task.workerId !== null && task.workerId !== workerId && (task.lockExpirationTime ?? 0) > ctx.now) {
    throw new BadUserRequestError(
      `Lock of External Task ${id} cannot be done by worker '${workerId}'. It is locked by worker '${task.workerId}'.`,
    );
  }
  ctx.store.put('externalTask', { ...task, workerId, lockExpirationTime: ctx.now + duration });
}

export function extendLock(ctx: Context, id: string, workerId: string, duration: number): void {
  if (duration <= 0) throw new BadUserRequestError('The new lock duration has to be greater than 0');
  const task = locked(ctx, id, workerId, 'Extend lock');
  if ((task.lockExpirationTime ?? 0) < ctx.now) {
    throw new BadUserRequestError(`Cannot extend a lock that expired: External Task ${id}`);
  }
  ctx.store.put('externalTask', { ...task, lockExpirationTime: ctx.now + duration });
}

export function unlockExternalTask(ctx: Context, id: string): void {
  const task = requireExternalTask(ctx, id);
  ctx.store.put('externalTask', { ...task, workerId: null, lockExpirationTime: null });
  ctx.outbox.topics.add(task.topicName);
}

export function setExternalTaskRetries(ctx: Context, ids: readonly string[], retries: number): void {
  if (retries < 0) throw new BadUserRequestError(`The number of retries must be >= 0, but is ${retries}`);
  for (const id of ids) {
    const task = requireExternalTask(ctx, id);
    const after = ctx.store.put('externalTask', { ...task, retries });
    changeIncident(ctx, task, after);
  }
}

export function setExternalTaskPriority(ctx: Context, id: string, priority: number): void {
  ctx.store.put('externalTask', { ...requireExternalTask(ctx, id), priority });
}
