import type { TaskListener, UserTask } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { dueDateOf } from '@anliu/engine-time';
import type { Context } from '../state/context.js';
import type { Task } from '../tables/entities.js';
import { evaluate, evaluateText, runAction } from '../values/expressions.js';
import { activityUpdated } from '../history/activities.js';
import { shownId } from '../state/projection.js';
import { taskCreatedInHistory } from '../history/tasks.js';
import { whereOf } from '../history/where.js';
import { addIdentityLink, removeIdentityLink } from './identity-links.js';
import { DEFAULT_TASK_PRIORITY } from '../limits.js';
import { removeLocal } from '../values/variables.js';

/** Runs the task listeners of an event. A listener may change the task, so read it again afterwards. */
export function runTaskListeners(
  ctx: Context,
  taskId: string,
  event: TaskListener['event'],
  listenerId?: string,
): void {
  const task = ctx.store.get('task', taskId);
  if (!task || task.tokenId === null || ctx.mode.options.skipCustomListeners) return;
  const { node } = ctx.elementOf(ctx.execution(task.tokenId));
  if (node.kind !== 'userTask') return;
  for (const listener of node.taskListeners) {
    if (listener.event !== event || (listenerId !== undefined && listener.id !== listenerId)) continue;
    runAction(ctx, task.tokenId, listener.action, { taskId, eventName: event });
    if (!ctx.store.get('task', taskId)) return;
  }
}

const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : value === null ? [] : [value])
    .map((item) => String(item as string).trim())
    .filter((item) => item !== '');

const dateOf = (ctx: Context, value: unknown): number | null =>
  value === null || value === undefined || value === '' ? null : dueDateOf(value, ctx.now, ctx.environment.timeZone);

/** Creates the task of a user task activity, with links, listeners, history and event. */
export function createUserTask(ctx: Context, executionId: string, node: UserTask): void {
  const execution = ctx.execution(executionId);
  const text = (expression: UserTask['assignee']) => evaluateText(ctx, executionId, expression);
  const value = (expression: UserTask['dueDate']) => (expression ? evaluate(ctx, executionId, expression) : null);
  const priority = node.priority ? Number(evaluate(ctx, executionId, node.priority)) : DEFAULT_TASK_PRIORITY;
  if (!Number.isInteger(priority)) throw new ProcessEngineError('Priority does not resolve to a number');
  const assignee = text(node.assignee);
  const id = ctx.newId();
  ctx.store.put('task', {
    id,
    rev: 1,
    executionId: shownId(execution),
    tokenId: executionId,
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    activityInstanceId: execution.activityInstanceId,
    taskDefinitionKey: node.id,
    name: node.nameExpression ? text(node.nameExpression) : (node.name ?? null),
    description: node.descriptionExpression ? text(node.descriptionExpression) : (node.documentation ?? null),
    assignee: assignee === '' ? null : assignee,
    owner: null,
    delegationState: null,
    priority,
    created: ctx.now,
    lastUpdated: null,
    due: dateOf(ctx, value(node.dueDate)),
    followUp: dateOf(ctx, value(node.followUpDate)),
    parentTaskId: null,
    formKey: node.form?.formKeyExpression ? text(node.form.formKeyExpression) : (node.form?.formKey ?? null),
    formRef: node.form?.formRef
      ? {
          key: text(node.form.formRef.key),
          binding: node.form.formRef.binding,
          version: node.form.formRef.version ? Number(text(node.form.formRef.version)) : null,
        }
      : null,
    suspended: execution.suspended,
    caseExecutionId: null,
    caseInstanceId: null,
    caseDefinitionId: null,
    tenantId: execution.tenantId,
  });
  for (const user of node.candidateUsers.flatMap((one) => list(value(one)))) {
    addIdentityLink(ctx, id, { type: 'candidate', userId: user, groupId: null }, false);
  }
  for (const group of node.candidateGroups.flatMap((one) => list(value(one)))) {
    addIdentityLink(ctx, id, { type: 'candidate', userId: null, groupId: group }, false);
  }
  taskCreatedInHistory(ctx, ctx.update('task', id, {}));
  activityUpdated(ctx, execution.activityInstanceId, { taskId: id, assignee });
  runTaskListeners(ctx, id, 'create');
  const created = ctx.store.get('task', id);
  if (!created) return;
  if (created.assignee !== null) runTaskListeners(ctx, id, 'assignment');
  const task = ctx.store.get('task', id);
  if (task) ctx.outbox.events.push({ ...whereOf(ctx, execution), type: 'TaskCreated', task });
}

const TRACKED = ['name', 'description', 'assignee', 'owner', 'due', 'followUp', 'priority', 'parentTaskId'] as const;

/** Changes a task by hand: listeners (`update`, `assignment`), history and event follow. */
export function changeTask(ctx: Context, task: Task, columns: Partial<Task>): Task {
  const before = task;
  ctx.store.put('task', { ...task, ...columns, rev: task.rev + 1, lastUpdated: ctx.now });
  runTaskListeners(ctx, task.id, 'update');
  if (columns.assignee !== undefined && columns.assignee !== before.assignee)
    runTaskListeners(ctx, task.id, 'assignment');
  const after = ctx.store.get('task', task.id);
  if (!after) return before;
  const changed: Record<string, unknown> = {};
  for (const name of TRACKED) if (after[name] !== before[name]) changed[name] = after[name];
  if (Object.keys(changed).length > 0) {
    ctx.outbox.history.push({
      op: 'update',
      kind: 'historicTask',
      id: task.id,
      columns: { ...changed, taskState: 'Updated' },
    });
  }
  if ('assignee' in changed) activityUpdated(ctx, task.activityInstanceId, { assignee: after.assignee });
  emitTask(ctx, after, { type: 'TaskUpdated', task: after });
  return after;
}

function emitTask(
  ctx: Context,
  task: Task,
  event: { type: 'TaskUpdated'; task: Task } | { type: 'TaskEnded'; task: Task; reason: 'completed' | 'deleted' },
): void {
  const execution = task.tokenId === null ? undefined : ctx.store.get('execution', task.tokenId);
  const where = execution
    ? whereOf(ctx, execution)
    : {
        processInstanceId: task.processInstanceId,
        rootProcessInstanceId: task.rootProcessInstanceId,
        businessKey: null,
        processDefinitionId: task.processDefinitionId,
        processDefinitionKey: task.processDefinitionKey,
        activityId: task.taskDefinitionKey,
      };
  ctx.outbox.events.push({ ...where, ...event });
}

/** Removes a task with its links and local variables. */
export function removeTask(ctx: Context, taskId: string, reason: 'completed' | 'deleted'): void {
  if (reason === 'deleted') runTaskListeners(ctx, taskId, 'delete');
  const task = ctx.store.get('task', taskId);
  if (!task) return;
  for (const link of ctx.store.owned('identityLink', taskId)) removeIdentityLink(ctx, link, false);
  for (const variable of ctx.store.owned('variable', taskId)) removeLocal(ctx, taskId, variable.name);
  ctx.store.remove('task', taskId);
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicTask',
    id: taskId,
    columns: {
      endTime: ctx.now,
      duration: Math.max(0, ctx.now - task.created),
      deleteReason: reason,
      taskState: reason === 'completed' ? 'Completed' : 'Deleted',
    },
  });
  emitTask(ctx, task, { type: 'TaskEnded', task, reason });
}
