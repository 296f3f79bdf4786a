import type { Context } from '@anliu/engine-kernel';
import { inInstance, inTask } from './contexts.js';
import { NO_PROPERTY, logOperation } from './operation.js';

type VariableOperation = 'SetVariable' | 'ModifyVariable' | 'RemoveVariable';
const VARIABLE = { entityType: 'Variable', changes: NO_PROPERTY } as const;

/** Variables changed by hand, at an execution. */
export function logVariables(ctx: Context, operationType: VariableOperation, executionId: string): void {
  const execution = ctx.findExecution(executionId);
  if (!execution) return;
  logOperation(ctx, () => ({
    operationType,
    ...VARIABLE,
    category: 'Operator',
    ...inInstance(ctx.environment.definitions, execution),
  }));
}

/** Variables changed by hand, at a task. */
export function logTaskVariables(ctx: Context, operationType: VariableOperation, taskId: string): void {
  const task = ctx.find('task', taskId);
  if (!task) return;
  logOperation(ctx, () => ({
    operationType,
    ...VARIABLE,
    category: 'TaskWorker',
    ...inTask(ctx.environment.definitions, task),
  }));
}
