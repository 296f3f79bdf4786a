import type { Context } from '../state/context.js';
import { deleteExternalTask } from './external-tasks.js';
import { removeTask } from './tasks.js';
import { dataOf } from '../state/tree.js';

/** Removes what an execution waits for: tasks, external tasks and called process instances. */
export function removeWaits(ctx: Context, executionId: string, canceled: boolean): void {
  for (const task of ctx.store.owned('task', executionId)) {
    removeTask(ctx, task.id, canceled ? 'deleted' : 'completed');
  }
  for (const external of ctx.store.owned('externalTask', executionId)) deleteExternalTask(ctx, external, 'deleted');
  const execution = ctx.execution(executionId);
  const called = dataOf(execution).called;
  if (!canceled || called === undefined || !ctx.instance(called)) return;
  if (ctx.mode.options.skipSubprocesses) {
    setFree(ctx, called);
  } else {
    ctx.behaviours.cancelInstance(ctx, called, 'super process instance was canceled');
  }
}

/** A called instance goes on though its caller is gone: it is nobody's, in its history too. */
function setFree(ctx: Context, called: string): void {
  ctx.update('execution', called, { superExecutionId: null, superProcessInstanceId: null });
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicProcessInstance',
    id: called,
    columns: { superProcessInstanceId: null },
  });
}
