import type { VariableMap } from '@anliu/engine-protocol';
import { BadUserRequestError, NotAllowedError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { IdentityLink, Task } from '../tables/entities.js';
import { addIdentityLink, removeIdentityLink } from '../waiting/identity-links.js';
import { taskCreatedInHistory } from '../history/tasks.js';
import { leave } from '../flow/lifecycle.js';
import { changeTask, removeTask, runTaskListeners } from '../waiting/tasks.js';
import { throwError, throwEscalation } from '../flow/throwing.js';
import { noteFormFields } from '../history/variable-details.js';
import { putDtos, putTaskLocal } from '../values/variables.js';
import { storedFromDto } from '../values/stored-value.js';
import { requireActiveTask } from './guards.js';

function putTaskVariables(ctx: Context, task: Task, variables: VariableMap | undefined): void {
  if (task.tokenId !== null) putDtos(ctx, task.tokenId, variables, false);
  else for (const [name, dto] of Object.entries(variables ?? {})) putTaskLocal(ctx, task.id, name, storedFromDto(dto));
}

/** Completes a task and lets its token go on; with a form its variables are kept as form fields too. @throws when it is suspended or delegated and not resolved */
export function completeTask(ctx: Context, id: string, variables: VariableMap | undefined, isForm = false): void {
  const task = requireActiveTask(ctx, id);
  if (task.delegationState === 'PENDING') {
    throw new ProcessEngineError('A delegated task cannot be completed, but should be resolved instead.');
  }
  const { tokenId } = task;
  if (isForm && tokenId !== null) noteFormFields(ctx, ctx.execution(tokenId), task, variables);
  putTaskVariables(ctx, task, variables);
  if (tokenId === null) {
    removeTask(ctx, id, 'completed');
    return;
  }
  // A variable may trigger a condition that interrupts the activity before it is left.
  ctx.agenda.schedule(tokenId, () => {
    if (!ctx.store.get('task', id)) return;
    runTaskListeners(ctx, id, 'complete');
    removeTask(ctx, id, 'completed');
    ctx.agenda.schedule(tokenId, () => leave(ctx, tokenId));
  });
}

export function claimTask(ctx: Context, id: string, userId: string): void {
  const task = requireActiveTask(ctx, id);
  if (task.assignee !== null && task.assignee !== userId) {
    throw new ProcessEngineError(`ENGINE-03042 Task '${id}' is already claimed by someone else.`);
  }
  if (task.assignee !== userId) changeTask(ctx, task, { assignee: userId });
}

export function changeTaskById(ctx: Context, id: string, columns: Partial<Task>): void {
  changeTask(ctx, requireActiveTask(ctx, id), columns);
}

export function delegateTask(ctx: Context, id: string, userId: string | null): void {
  const task = requireActiveTask(ctx, id);
  changeTask(ctx, task, { delegationState: 'PENDING', owner: task.owner ?? task.assignee, assignee: userId });
}

export function resolveTask(ctx: Context, id: string, variables: VariableMap | undefined): void {
  const task = requireActiveTask(ctx, id);
  putTaskVariables(ctx, task, variables);
  changeTask(ctx, task, { delegationState: 'RESOLVED', assignee: task.owner });
}

export function throwTaskError(
  ctx: Context,
  id: string,
  code: string,
  message: string | null,
  variables: VariableMap | undefined,
): void {
  const task = requireActiveTask(ctx, id);
  const { tokenId } = task;
  if (tokenId === null) throw new BadUserRequestError('Task is not part of a process');
  putDtos(ctx, tokenId, variables, false);
  ctx.agenda.schedule(tokenId, () => throwError(ctx, tokenId, code, message));
}

export function throwTaskEscalation(ctx: Context, id: string, code: string, variables: VariableMap | undefined): void {
  const task = requireActiveTask(ctx, id);
  const { tokenId } = task;
  if (tokenId === null) throw new BadUserRequestError('Task is not part of a process');
  putDtos(ctx, tokenId, variables, false);
  if (!throwEscalation(ctx, tokenId, code)) {
    throw new ProcessEngineError(
      `Execution with id '${tokenId}' throws an escalation event with escalationCode '${code}', but no escalation handler was defined.`,
    );
  }
}

export type NewTask = Partial<Task> & { readonly id: string };

/** A task of its own, outside any process. */
export function createTask(ctx: Context, input: NewTask): Task {
  if (ctx.find('task', input.id)) throw new BadUserRequestError(`The task with id ${input.id} already exists`);
  const task: Task = {
    rev: 1,
    executionId: null,
    tokenId: null,
    processInstanceId: null,
    rootProcessInstanceId: null,
    processDefinitionId: null,
    processDefinitionKey: null,
    activityInstanceId: null,
    taskDefinitionKey: null,
    name: null,
    description: null,
    assignee: null,
    owner: null,
    delegationState: null,
    priority: 50,
    created: ctx.now,
    lastUpdated: null,
    due: null,
    followUp: null,
    parentTaskId: null,
    formKey: null,
    formRef: null,
    suspended: false,
    caseExecutionId: null,
    caseInstanceId: null,
    caseDefinitionId: null,
    tenantId: null,
    ...input,
  };
  ctx.store.put('task', task);
  taskCreatedInHistory(ctx, task);
  return task;
}

export function deleteTask(ctx: Context, id: string): void {
  const task = requireActiveTask(ctx, id);
  if (task.tokenId !== null) {
    throw new NotAllowedError('The task cannot be deleted because is part of a running process');
  }
  removeTask(ctx, id, 'deleted');
}

export function linkTask(ctx: Context, id: string, link: Pick<IdentityLink, 'type' | 'userId' | 'groupId'>): void {
  const task = requireActiveTask(ctx, id);
  if (link.type === 'assignee') changeTask(ctx, task, { assignee: link.userId });
  else if (link.type === 'owner') changeTask(ctx, task, { owner: link.userId });
  else {
    addIdentityLink(ctx, id, link);
    changeTask(ctx, task, {});
  }
}

export function unlinkTask(ctx: Context, id: string, link: Pick<IdentityLink, 'type' | 'userId' | 'groupId'>): void {
  const task = requireActiveTask(ctx, id);
  if (link.type === 'assignee') changeTask(ctx, task, { assignee: null });
  else if (link.type === 'owner') changeTask(ctx, task, { owner: null });
  else {
    for (const one of ctx.store.owned('identityLink', id)) {
      if (one.type === link.type && one.userId === link.userId && one.groupId === link.groupId)
        removeIdentityLink(ctx, one);
    }
    changeTask(ctx, task, {});
  }
}
