import { NotFoundError } from '@anliu/engine-protocol';
import type { CommentOwner, CommentService } from '@anliu/engine-protocol';
import type { Comment } from '@anliu/engine-kernel';
import { currentUser } from '../authentication.js';
import { inHistory, inTask } from '../operation-log/contexts.js';
import { changed } from '../operation-log/operation.js';
import type { OperationContext, PropertyChange, UserOperation } from '../operation-log/operation.js';
import { toCommentDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

const owns = (owner: CommentOwner, comment: Comment): boolean =>
  'taskId' in owner ? comment.taskId === owner.taskId : comment.processInstanceId === owner.processInstanceId;

export function commentService({ rows, processor, definitions, now }: Core): CommentService {
  const contextOf = (owner: CommentOwner): OperationContext => {
    if ('taskId' in owner) {
      const task = rows.get('task', owner.taskId);
      return task ? inTask(definitions, task) : {};
    }
    const instance = rows.get('historicProcessInstance', owner.processInstanceId);
    return instance ? { ...inHistory(definitions, instance), executionId: instance.id } : {};
  };
  const operation = (operationType: string, owner: CommentOwner, change: PropertyChange): UserOperation => ({
    operationType,
    entityType: 'Comment',
    category: 'TaskWorker',
    changes: [change],
    ...contextOf(owner),
  });
  const requireOwner = (owner: CommentOwner): void => {
    if ('taskId' in owner) {
      if (!rows.get('task', owner.taskId)) throw new NotFoundError(`No task found for task id ${owner.taskId}`);
    } else if (!rows.get('historicProcessInstance', owner.processInstanceId))
      throw new NotFoundError(`No process instance found for id ${owner.processInstanceId}`);
  };
  const existing = (owner: CommentOwner, id: string): Comment => {
    const row = rows.get('comment', id);
    if (row && owns(owner, row)) return row;
    throw new NotFoundError(`Comment with id ${id} does not exist`);
  };
  return {
    async listOfProcessInstance(processInstanceId) {
      requireOwner({ processInstanceId });
      return rows
        .where('comment', 'process_instance_id = ? ORDER BY time DESC, id DESC', processInstanceId)
        .map(toCommentDto);
    },
    update(owner, commentId, message) {
      const userId = currentUser();
      return processor.executeSql((log) => {
        requireOwner(owner);
        const before = existing(owner, commentId);
        log(() => operation('UpdateComment', owner, changed('comment', before.message, message)));
        rows.put('comment', { ...before, message, userId, time: now() });
      });
    },
    delete: (owner, commentId) =>
      processor.executeSql((log) => {
        requireOwner(owner);
        const [column, id] =
          'taskId' in owner ? ['task_id', owner.taskId] : ['process_instance_id', owner.processInstanceId];
        const doomed =
          commentId === undefined ? rows.where('comment', `${column} = ?`, id) : [existing(owner, commentId)];
        for (const comment of doomed) rows.remove('comment', comment.id);
        log(() => operation('DeleteComment', owner, changed('comment', null, null)));
      }),
  };
}
