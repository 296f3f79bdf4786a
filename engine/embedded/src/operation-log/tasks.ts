import type { Context, Task } from '@anliu/engine-kernel';
import { inTask } from './contexts.js';
import { NO_PROPERTY, changed, logOperation } from './operation.js';
import type { PropertyChange } from './operation.js';

/** Camunda's names of the properties of a task. */
const PROPERTIES = {
  name: 'name',
  description: 'description',
  assignee: 'assignee',
  owner: 'owner',
  priority: 'priority',
  due: 'dueDate',
  followUp: 'followUpDate',
  delegationState: 'delegation',
  parentTaskId: 'parentTask',
  caseInstanceId: 'caseInstanceId',
} as const satisfies Partial<Record<keyof Task, string>>;

const DELETED = [changed('delete', false, true)];

type Tracked = Partial<Pick<Task, keyof typeof PROPERTIES>>;

const differences = (before: Tracked, after: Tracked): PropertyChange[] =>
  (Object.entries(PROPERTIES) as [keyof typeof PROPERTIES, string][]).flatMap(([column, property]) =>
    (before[column] ?? null) === (after[column] ?? null) ? [] : [changed(property, before[column], after[column])],
  );

const log = (ctx: Context, operationType: string, task: Task, changes: readonly PropertyChange[]): void =>
  logOperation(ctx, () => ({
    operationType,
    entityType: 'Task',
    category: 'TaskWorker',
    changes,
    ...inTask(ctx.environment.definitions, task),
  }));

/** A new task: what differs from an empty one with this priority. */
export function logTaskCreated(ctx: Context, task: Task, defaultPriority: number): void {
  if (ctx.actor.userId === null) return;
  const changes = differences({ priority: defaultPriority }, task);
  log(ctx, 'Create', task, changes.length > 0 ? changes : NO_PROPERTY);
}

/** A task that is gone by the operation, or will be. */
export const logTaskEnded = (ctx: Context, operationType: 'Complete' | 'Delete', task: Task): void =>
  log(ctx, operationType, task, DELETED);

/** What an operation made of a task; nothing when it changed nothing. */
export function logTaskChanged(ctx: Context, operationType: string, before: Task): void {
  const after = ctx.store.get('task', before.id);
  if (ctx.actor.userId === null || !after) return;
  log(ctx, operationType, before, differences(before, after));
}

/** A user or group linked with a task, or no longer. */
export function logTaskLink(
  ctx: Context,
  verb: 'Add' | 'Delete',
  task: Task,
  link: { readonly type: string; readonly userId: string | null; readonly groupId: string | null },
): void {
  const [who, id] = link.userId === null ? ['Group', link.groupId] : ['User', link.userId];
  logOperation(ctx, () => ({
    operationType: `${verb}${who}Link`,
    entityType: 'IdentityLink',
    category: 'TaskWorker',
    changes: [changed(link.type, null, id)],
    ...inTask(ctx.environment.definitions, task),
  }));
}
