import type { CommentDto } from '../dto/task.js';

export type CommentOwner = { readonly taskId: string } | { readonly processInstanceId: string };

/** Comments beyond those of one task. Unknown ids throw NotFoundError. */
export interface CommentService {
  /** Newest first, of a running or finished instance, those of its tasks included. */
  listOfProcessInstance(processInstanceId: string): Promise<CommentDto[]>;
  update(owner: CommentOwner, commentId: string, message: string): Promise<void>;
  /** One comment, or all of the owner. */
  delete(owner: CommentOwner, commentId?: string): Promise<void>;
}
