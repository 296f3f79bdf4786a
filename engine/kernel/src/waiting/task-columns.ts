import type { Context } from '../state/context.js';
import type { Task } from '../tables/entities.js';
import { activityUpdated } from '../history/activities.js';

type Shown = Partial<Pick<Task, 'name' | 'description' | 'assignee' | 'owner' | 'priority' | 'due' | 'followUp'>>;

/** Changes columns of a task from within one of its listeners: history follows, no listener runs for it. */
export function setTaskColumns(ctx: Context, taskId: string, columns: Shown): void {
  const task = ctx.update('task', taskId, columns);
  ctx.outbox.history.push({ op: 'update', kind: 'historicTask', id: taskId, columns });
  if (columns.assignee !== undefined) {
    activityUpdated(ctx, task.activityInstanceId, { assignee: columns.assignee });
  }
}
