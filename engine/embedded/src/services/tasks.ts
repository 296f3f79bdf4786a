import { NotFoundError } from '@anliu/engine-protocol';
import type { TaskCreateInput, TaskService, TaskUpdateInput, VariableModifications } from '@anliu/engine-protocol';
import { atRest, commands, DEFAULT_TASK_PRIORITY } from '@anliu/engine-kernel';
import type { Context, Task } from '@anliu/engine-kernel';
import { currentUser } from '../authentication.js';
import { inTask } from '../operation-log/contexts.js';
import { changed } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import { logTaskChanged, logTaskCreated, logTaskEnded, logTaskLink } from '../operation-log/tasks.js';
import { logTaskVariables } from '../operation-log/variables.js';
import type { Core } from '../runtime-core.js';
import { instant } from '../runtime-core.js';
import { instanceVariables, toTaskDto } from '../queries/index.js';

/** Every writable column of a task; what the input leaves out is emptied, as Camunda's PUT does. */
const columnsOf = (input: TaskUpdateInput): Partial<Task> => ({
  name: input.name ?? null,
  description: input.description ?? null,
  assignee: input.assignee ?? null,
  owner: input.owner ?? null,
  due: instant(input.due),
  followUp: instant(input.followUp),
  priority: input.priority ?? DEFAULT_TASK_PRIORITY,
  delegationState: input.delegationState ?? null,
  parentTaskId: input.parentTaskId ?? null,
  caseInstanceId: input.caseInstanceId ?? null,
  ...(input.tenantId === undefined ? {} : { tenantId: input.tenantId }),
});

export function taskService(core: Core): TaskService {
  const { processor, reads, rows, newId, now } = core;
  const requireRow = (id: string): Task => {
    const row = rows.get('task', id);
    if (!row) throw new NotFoundError(`No task found for id '${id}'`);
    return row;
  };
  const changing = (operationType: string, id: string, change: (ctx: Context) => void): Promise<void> =>
    processor.execute((ctx) => {
      const before = ctx.find('task', id);
      change(ctx);
      if (before) logTaskChanged(ctx, operationType, before);
    });
  const changingVariables = (
    operationType: Parameters<typeof logTaskVariables>[1],
    id: string,
    changes: VariableModifications,
    local = false,
  ): Promise<void> =>
    processor.execute((ctx) => {
      logTaskVariables(ctx, operationType, id);
      commands.changeTaskVariables(ctx, id, changes, local);
    });
  const attachmentOperation = (operationType: string, task: Task, name: string | null): UserOperation => ({
    operationType,
    entityType: 'Attachment',
    category: 'TaskWorker',
    changes: [changed('name', null, name)],
    ...inTask(core.definitions, task),
  });
  return {
    ...reads.tasks,

    async create(input: TaskCreateInput) {
      const task = await processor.execute((ctx) => {
        const created = commands.createTask(ctx, { ...columnsOf(input), id: input.id ?? newId() });
        logTaskCreated(ctx, created, DEFAULT_TASK_PRIORITY);
        return created;
      });
      return toTaskDto(task);
    },
    update: (id, input) => changing('Update', id, (ctx) => commands.changeTaskById(ctx, id, columnsOf(input))),
    delete: (id) =>
      processor.execute((ctx) => {
        const task = ctx.find('task', id);
        commands.deleteTask(ctx, id);
        if (task) logTaskEnded(ctx, 'Delete', task);
      }),
    claim: (id, userId) => changing('Claim', id, (ctx) => commands.claimTask(ctx, id, userId)),
    unclaim: (id) => changing('Assign', id, (ctx) => commands.changeTaskById(ctx, id, { assignee: null })),
    setAssignee: (id, assignee) => changing('Assign', id, (ctx) => commands.changeTaskById(ctx, id, { assignee })),
    delegate: (id, userId) => changing('Delegate', id, (ctx) => commands.delegateTask(ctx, id, userId)),
    resolve: (id, variables) => changing('Resolve', id, (ctx) => commands.resolveTask(ctx, id, variables)),
    async complete(id, input = {}) {
      const instanceId = await processor.execute((ctx) => {
        const task = ctx.find('task', id);
        commands.completeTask(ctx, id, input.variables, input.isForm ?? false);
        if (task) logTaskEnded(ctx, 'Complete', task);
        return atRest(() => task?.processInstanceId ?? null);
      });
      if (!input.withVariablesInReturn) return undefined;
      return instanceId === null ? {} : instanceVariables(core.readContext, instanceId);
    },
    handleBpmnError: (id, input) =>
      processor.execute((ctx) =>
        commands.throwTaskError(ctx, id, input.errorCode, input.errorMessage ?? null, input.variables),
      ),
    handleEscalation: (id, input) =>
      processor.execute((ctx) => commands.throwTaskEscalation(ctx, id, input.escalationCode, input.variables)),

    setVariable: (id, name, value, options = {}) =>
      changingVariables('SetVariable', id, { modifications: { [name]: value } }, options.local),
    deleteVariable: (id, name, options = {}) =>
      changingVariables('RemoveVariable', id, { deletions: [name] }, options.local),
    modifyVariables: (id, changes, options = {}) => changingVariables('ModifyVariable', id, changes, options.local),

    addIdentityLink: (id, link) =>
      processor.execute((ctx) => {
        commands.linkTask(ctx, id, link);
        const task = ctx.store.get('task', id);
        if (task) logTaskLink(ctx, 'Add', task, link);
      }),
    deleteIdentityLink: (id, link) =>
      processor.execute((ctx) => {
        commands.unlinkTask(ctx, id, link);
        const task = ctx.store.get('task', id);
        if (task) logTaskLink(ctx, 'Delete', task, link);
      }),

    async addComment(id, message, processInstanceId) {
      const commentId = newId();
      const userId = currentUser();
      await processor.executeSql(() => {
        const task = requireRow(id);
        rows.put('comment', {
          id: commentId,
          taskId: id,
          processInstanceId: processInstanceId ?? task.processInstanceId,
          userId,
          time: now(),
          message,
        });
      });
      return reads.tasks.getComment(id, commentId);
    },
    async addAttachment(id, input) {
      const attachmentId = newId();
      await processor.executeSql((log) => {
        const task = requireRow(id);
        log(() => attachmentOperation('AddAttachment', task, input.name ?? null));
        rows.put('attachment', {
          id: attachmentId,
          name: input.name ?? null,
          description: input.description ?? null,
          type: input.type ?? null,
          url: input.url ?? null,
          content: input.content ?? null,
          taskId: id,
          processInstanceId: task.processInstanceId,
          createTime: now(),
        });
      });
      return reads.tasks.getAttachment(id, attachmentId);
    },
    deleteAttachment: (id, attachmentId) =>
      processor.executeSql((log) => {
        const row = rows.get('attachment', attachmentId);
        if (row?.taskId !== id)
          throw new NotFoundError(
            `Deletion is not possible. No attachment exists for task id '${id}' and attachment id '${attachmentId}'.`,
          );
        rows.remove('attachment', attachmentId);
        const task = rows.get('task', id);
        if (task) log(() => attachmentOperation('DeleteAttachment', task, row.name));
      }),
  };
}
