import type { FormDto } from '../dto/repository.js';
import type {
  AttachmentDto,
  AttachmentInput,
  CommentDto,
  CompleteTaskInput,
  IdentityLinkDto,
  TaskCountByCandidateGroupDto,
  TaskCreateInput,
  TaskDto,
  TaskUpdateInput,
} from '../dto/task.js';
import type { TaskQuery } from '../query/task.js';
import type { VariableData, VariableMap, VariableModifications, VariableValueDto } from '../variables.js';
import type { VariableReadOptions, VariableScopeOptions } from './runtime.js';

/** User tasks. Unknown ids throw NotFoundError; suspended tasks refuse every change with SuspendedEntityError. */
export interface TaskService {
  list(query?: TaskQuery): Promise<TaskDto[]>;
  count(query?: TaskQuery): Promise<number>;
  /** Open tasks per candidate group; tasks without one count under null. */
  countByCandidateGroup(): Promise<TaskCountByCandidateGroupDto[]>;
  get(id: string): Promise<TaskDto>;
  /** Creates a task that belongs to no process. */
  create(input: TaskCreateInput): Promise<TaskDto>;
  update(id: string, input: TaskUpdateInput): Promise<void>;
  /** Only tasks that belong to no process. */
  delete(id: string): Promise<void>;
  /** Refuses when someone else is the assignee already. */
  claim(id: string, userId: string): Promise<void>;
  unclaim(id: string): Promise<void>;
  /** Sets the assignee without any check. */
  setAssignee(id: string, userId: string | null): Promise<void>;
  delegate(id: string, userId: string | null): Promise<void>;
  resolve(id: string, variables?: VariableMap): Promise<void>;
  /** The variables of the instance after completion when `withVariablesInReturn`, else undefined. */
  complete(id: string, input?: CompleteTaskInput): Promise<VariableMap | undefined>;
  handleBpmnError(
    id: string,
    input: { readonly errorCode: string; readonly errorMessage?: string | null; readonly variables?: VariableMap },
  ): Promise<void>;
  handleEscalation(
    id: string,
    input: { readonly escalationCode: string; readonly variables?: VariableMap },
  ): Promise<void>;

  getForm(id: string): Promise<FormDto>;
  getFormVariables(id: string): Promise<VariableMap>;

  getVariables(id: string, options?: VariableReadOptions): Promise<Record<string, VariableValueDto>>;
  getVariable(id: string, name: string, options?: VariableReadOptions): Promise<VariableValueDto>;
  getVariableData(id: string, name: string, options?: VariableReadOptions): Promise<VariableData>;
  setVariable(id: string, name: string, value: VariableValueDto, options?: VariableScopeOptions): Promise<void>;
  deleteVariable(id: string, name: string, options?: VariableScopeOptions): Promise<void>;
  modifyVariables(id: string, changes: VariableModifications, options?: VariableScopeOptions): Promise<void>;

  listIdentityLinks(id: string, type?: string): Promise<IdentityLinkDto[]>;
  addIdentityLink(id: string, link: IdentityLinkDto): Promise<void>;
  deleteIdentityLink(id: string, link: IdentityLinkDto): Promise<void>;

  listComments(id: string): Promise<CommentDto[]>;
  getComment(id: string, commentId: string): Promise<CommentDto>;
  addComment(id: string, message: string, processInstanceId?: string | null): Promise<CommentDto>;
  listAttachments(id: string): Promise<AttachmentDto[]>;
  getAttachment(id: string, attachmentId: string): Promise<AttachmentDto>;
  getAttachmentData(id: string, attachmentId: string): Promise<Uint8Array>;
  addAttachment(id: string, input: AttachmentInput): Promise<AttachmentDto>;
  deleteAttachment(id: string, attachmentId: string): Promise<void>;
}
