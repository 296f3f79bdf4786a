import { NotFoundError } from '@anliu/engine-protocol';
import type { CommentOwner, CommentService } from '@anliu/engine-protocol';
import type { Comment } from '@anliu/engine-kernel';
import { toCommentDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

const owns = (owner: CommentOwner, comment: Comment): boolean =>
  'taskId' in owner ? comment.taskId === owner.taskId : comment.processInstanceId === owner.processInstanceId;

export function commentService({ rows, processor }: Core): CommentService {
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
    update: (owner, commentId, message) =>
      processor.executeSql(() => {
        requireOwner(owner);
        rows.put('comment', { ...existing(owner, commentId), message });
      }),
    delete: (owner, commentId) =>
      processor.executeSql(() => {
        requireOwner(owner);
        const [column, id] =
          'taskId' in owner ? ['task_id', owner.taskId] : ['process_instance_id', owner.processInstanceId];
        const doomed =
          commentId === undefined ? rows.where('comment', `${column} = ?`, id) : [existing(owner, commentId)];
        for (const comment of doomed) rows.remove('comment', comment.id);
      }),
  };
}
