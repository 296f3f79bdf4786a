import { NotFoundError } from '@anliu/engine-protocol';
import type { FormDto, IdentityLinkDto, TaskService, VariableMap } from '@anliu/engine-protocol';
import { ATTACHMENT, COMMENT, IDENTITY_LINK, PROCESS_DEFINITION, decodeRow } from '@anliu/engine-kernel';
import type { Task } from '@anliu/engine-kernel';
import type { UserTask } from '@anliu/engine-bpmn';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { toAttachmentDto, toCommentDto, toIdentityLinkDto, toTaskDto } from '../mappers/runtime.js';
import { TASKS } from '../select/task.js';
import { all, countRows, readableRow, rowById, selectRows } from '../sql/select.js';
import { formFieldValues } from './repository.js';
import { readVariable, readVariableData, readVariables } from './variables.js';

export type TaskReads = Pick<
  TaskService,
  | 'list'
  | 'count'
  | 'countByCandidateGroup'
  | 'get'
  | 'getForm'
  | 'getFormVariables'
  | 'getVariables'
  | 'getVariable'
  | 'getVariableData'
  | 'listIdentityLinks'
  | 'listComments'
  | 'getComment'
  | 'listAttachments'
  | 'getAttachment'
  | 'getAttachmentData'
>;

export function taskReads(context: ReadContext): TaskReads {
  const { db } = context;
  const taskOf = (id: string): Task => {
    const row = readableRow(db, TASKS, id);
    if (row) return row;
    throw new NotFoundError(`No matching task with id ${id}`);
  };
  const attachment = (id: string, attachmentId: string) => {
    const row = rowById(db, ATTACHMENT, attachmentId);
    return found(row?.taskId === id ? row : undefined, 'Task attachment', attachmentId);
  };
  return {
    list: async (query = {}) => selectRows(db, TASKS, query).map(toTaskDto),
    count: async (query = {}) => countRows(db, TASKS, query),
    countByCandidateGroup: async () =>
      all(
        db,
        `SELECT l.group_id AS name, count(DISTINCT t.id) AS n FROM task t
           LEFT JOIN identity_link l ON l.task_id = t.id AND l.type = 'candidate' AND l.group_id IS NOT NULL
         WHERE t.assignee IS NULL
         GROUP BY l.group_id ORDER BY l.group_id`,
        [],
      ).map((row) => ({ groupName: row['name'] as string | null, taskCount: Number(row['n']) })),
    get: async (id) => toTaskDto(taskOf(id)),
    getForm: async (id) => taskForm(context, taskOf(id)),
    getFormVariables: async (id) => taskFormVariables(context, taskOf(id)),
    getVariables: async (taskId, options) => readVariables(context, { taskId }, options),
    getVariable: async (taskId, name, options) => readVariable(context, { taskId }, name, options),
    getVariableData: async (taskId, name, options) => readVariableData(context, { taskId }, name, options),
    listIdentityLinks: async (id, type) => {
      const links = identityLinks(context, taskOf(id));
      return type === undefined ? links : links.filter((link) => link.type === type);
    },
    listComments: async (id) =>
      all(db, 'SELECT * FROM comment WHERE task_id = ? ORDER BY time DESC, id DESC', [id]).map((row) =>
        toCommentDto(decodeRow(COMMENT, row)),
      ),
    getComment: async (id, commentId) => {
      const row = rowById(db, COMMENT, commentId);
      return toCommentDto(found(row?.taskId === id ? row : undefined, 'Task comment', commentId));
    },
    listAttachments: async (id) =>
      all(db, 'SELECT * FROM attachment WHERE task_id = ? ORDER BY create_time, id', [id]).map((row) =>
        toAttachmentDto(decodeRow(ATTACHMENT, row)),
      ),
    getAttachment: async (id, attachmentId) => toAttachmentDto(attachment(id, attachmentId)),
    getAttachmentData: async (id, attachmentId) => attachment(id, attachmentId).content ?? new Uint8Array(),
  };
}

/** Assignee and owner are identity links too, besides the stored candidates. */
function identityLinks({ db }: ReadContext, task: Task): IdentityLinkDto[] {
  const stored = all(db, 'SELECT * FROM identity_link WHERE task_id = ? ORDER BY id', [task.id])
    .map((row) => toIdentityLinkDto(decodeRow(IDENTITY_LINK, row)))
    .filter(({ type }) => type !== 'assignee' && type !== 'owner');
  const assignee = task.assignee === null ? [] : [{ userId: task.assignee, groupId: null, type: 'assignee' }];
  const owner = task.owner === null ? [] : [{ userId: task.owner, groupId: null, type: 'owner' }];
  return [...assignee, ...owner, ...stored];
}

const nodeOf = (context: ReadContext, task: Task): UserTask | undefined => {
  const node = context.graph(task.processDefinitionId ?? '')?.elements.get(task.taskDefinitionKey ?? '')?.node;
  return node?.kind === 'userTask' ? node : undefined;
};

function taskForm(context: ReadContext, task: Task): FormDto {
  const definition = rowById(context.db, PROCESS_DEFINITION, task.processDefinitionId ?? '');
  const dto = toTaskDto(task);
  return {
    key: dto.formKey,
    formRef: dto.formRef,
    contextPath:
      definition && dto.formKey?.startsWith('embedded:deployment:') ? `deployment/${definition.deploymentId}` : null,
    isGenerated: !dto.formKey && (nodeOf(context, task)?.form?.fields ?? []).length > 0,
  };
}

/** The declared form fields with their present values, and every variable the task sees. */
function taskFormVariables(context: ReadContext, task: Task): VariableMap {
  const declared = formFieldValues(nodeOf(context, task)?.form?.fields ?? []);
  return { ...declared, ...readVariables(context, { taskId: task.id }) };
}
