import { NotFoundError, SuspendedEntityError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { Execution, ExternalTask, Job, Task } from '../tables/entities.js';

/** Camunda answers 500 to a command on a task that is not there, 404 elsewhere. */
export function requireTask(ctx: Context, id: string): Task {
  const task = ctx.find('task', id);
  if (!task)
    throw new NotFoundError(`Cannot find task with id ${id}: task is null`, { status: 500, type: 'RestException' });
  return task;
}

export function requireActiveTask(ctx: Context, id: string): Task {
  const task = requireTask(ctx, id);
  if (task.suspended) throw new SuspendedEntityError(`ENGINE-03039 Task with id '${id}' is suspended.`);
  return task;
}

export function requireExternalTask(ctx: Context, id: string): ExternalTask {
  const task = ctx.find('externalTask', id);
  if (!task) {
    throw new NotFoundError(
      `External task with id ${id} does not exist: Cannot find external task with id ${id}: externalTask is null`,
      {
        type: 'RestException',
      },
    );
  }
  return task;
}

export function requireJob(ctx: Context, id: string): Job {
  const found = ctx.find('job', id);
  if (found) return found;
  const loose = ctx.environment.reader.looseJob(id);
  if (!loose) throw new NotFoundError(`No job found with id '${id}': job is null`, { type: 'InvalidRequestException' });
  ctx.store.load('job', loose);
  return loose;
}

export function requireInstance(ctx: Context, id: string): Execution {
  const instance = ctx.instance(id);
  if (!instance)
    throw new NotFoundError(
      `Process instance with id ${id} does not exist: No process instance found for id '${id}': processInstance is null`,
    );
  return instance;
}

export function requireExecution(ctx: Context, id: string, status = 500): Execution {
  const execution = ctx.findExecution(id);
  if (!execution) {
    throw new NotFoundError(`execution ${id} doesn't exist: execution is null`, {
      status,
      type: status === 500 ? 'RestException' : 'InvalidRequestException',
    });
  }
  return execution;
}

export { refuseSuspended } from '../waiting/suspension.js';
