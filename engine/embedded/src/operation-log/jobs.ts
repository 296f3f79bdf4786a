import type { Context, Job } from '@anliu/engine-kernel';
import { inExternalTask, inJob } from './contexts.js';
import { NO_PROPERTY, logOperation } from './operation.js';
import type { OperationContext, PropertyChange, UserOperation } from './operation.js';

export const onJobs = (
  operationType: string,
  changes: readonly PropertyChange[],
  context: OperationContext = {},
): UserOperation => ({ operationType, entityType: 'Job', category: 'Operator', changes, ...context });

export const onJobDefinitions = (
  operationType: string,
  changes: readonly PropertyChange[],
  context: OperationContext,
): UserOperation => ({ operationType, entityType: 'JobDefinition', category: 'Operator', changes, ...context });

export const onExternalTasks = (operationType: string, changes: readonly PropertyChange[]): UserOperation => ({
  operationType,
  entityType: 'ExternalTask',
  category: 'Operator',
  changes,
});

export const logJob = (
  ctx: Context,
  operationType: string,
  job: Job,
  changes: readonly PropertyChange[] = NO_PROPERTY,
): void => logOperation(ctx, () => onJobs(operationType, changes, inJob(job)));

/** On one external task, when there is such a task. */
export function logExternalTask(
  ctx: Context,
  operationType: string,
  id: string,
  changes: readonly PropertyChange[] = NO_PROPERTY,
): void {
  const task = ctx.find('externalTask', id);
  if (!task) return;
  logOperation(ctx, () => ({
    ...onExternalTasks(operationType, changes),
    ...inExternalTask(ctx.environment.definitions, task),
  }));
}
