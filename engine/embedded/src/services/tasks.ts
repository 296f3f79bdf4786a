import { NotFoundError } from '@anliu/engine-protocol';
import type { TaskCreateInput, TaskService, TaskUpdateInput } from '@anliu/engine-protocol';
import { atRest, commands, DEFAULT_TASK_PRIORITY } from '@anliu/engine-kernel';
import type { Task } from '@anliu/engine-kernel';
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
  const write = <R>(run: () => R): Promise<R> => processor.executeSql(run);
  return {
    ...reads.tasks,

    async create(input: TaskCreateInput) {
      const task = await processor.execute((ctx) =>
        commands.createTask(ctx, { ...columnsOf(input), id: input.id ?? newId() }),
      );
      return toTaskDto(task);
    },
    update: (id, input) => processor.execute((ctx) => commands.changeTaskById(ctx, id, columnsOf(input))),
    delete: (id) => processor.execute((ctx) => commands.deleteTask(ctx, id)),
    claim: (id, userId) => processor.execute((ctx) => commands.claimTask(ctx, id, userId), userId),
    unclaim: (id) => processor.execute((ctx) => commands.changeTaskById(ctx, id, { assignee: null })),
    setAssignee: (id, assignee) => processor.execute((ctx) => commands.changeTaskById(ctx, id, { assignee })),
    delegate: (id, userId) => processor.execute((ctx) => commands.delegateTask(ctx, id, userId)),
    resolve: (id, variables) => processor.execute((ctx) => commands.resolveTask(ctx, id, variables)),
    async complete(id, input = {}) {
      const instanceId = await processor.execute((ctx) => {
        const { processInstanceId } = ctx.find('task', id) ?? { processInstanceId: null };
        commands.completeTask(ctx, id, input.variables, input.isForm ?? false);
        return atRest(() => processInstanceId);
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
      processor.execute((ctx) =>
        commands.changeTaskVariables(ctx, id, { modifications: { [name]: value } }, options.local ?? false),
      ),
    deleteVariable: (id, name, options = {}) =>
      processor.execute((ctx) => commands.changeTaskVariables(ctx, id, { deletions: [name] }, options.local ?? false)),
    modifyVariables: (id, changes, options = {}) =>
      processor.execute((ctx) => commands.changeTaskVariables(ctx, id, changes, options.local ?? false)),

    addIdentityLink: (id, link) => processor.execute((ctx) => commands.linkTask(ctx, id, link)),
    deleteIdentityLink: (id, link) => processor.execute((ctx) => commands.unlinkTask(ctx, id, link)),

    async addComment(id, message, processInstanceId) {
      const commentId = newId();
      await write(() => {
        const task = requireRow(id);
        rows.put('comment', {
          id: commentId,
          taskId: id,
          processInstanceId: processInstanceId ?? task.processInstanceId,
          userId: null,
          time: now(),
          message,
        });
      });
      return reads.tasks.getComment(id, commentId);
    },
    deleteComment: (id, commentId) =>
      write(() => {
        const comments = rows.where('comment', 'task_id = ?', id);
        for (const one of comments) if (commentId === undefined || one.id === commentId) rows.remove('comment', one.id);
      }),
    async addAttachment(id, input) {
      const attachmentId = newId();
      await write(() => {
        const task = requireRow(id);
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
      write(() => {
        const row = rows.get('attachment', attachmentId);
        if (row?.taskId !== id)
          throw new NotFoundError(
            `Deletion is not possible. No attachment exists for task id '${id}' and attachment id '${attachmentId}'.`,
          );
        rows.remove('attachment', attachmentId);
      }),
  };
}
