import type { VariableMap } from '@anliu/engine-protocol';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { settleVariableChanges } from '../waiting/conditions.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { createIncident, endIncident } from '../waiting/incidents.js';
import type { Incident } from '../tables/entities.js';
import { tokensOf } from '../state/tree.js';
import { localVariable, putDtos, putTaskLocal, removeLocal, removeVariable } from '../values/variables.js';
import { storedFromDto } from '../values/stored-value.js';
import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import { endWithCaller } from './cancel.js';
import { refuseSuspended, requireExecution, requireInstance, requireTask } from './guards.js';

/** The execution an id from outside means: a scope whose sole token waits stands for that token. */
function waitingAt(ctx: Context, execution: Execution): Execution {
  if (execution.kind === 'token') return execution;
  const tokens = tokensOf(ctx, execution.id);
  const only = tokens[0];
  if (tokens.length === 1 && only && !only.isVisible && only.state !== 'hosting') return only;
  return execution;
}

/** Continues a waiting execution by hand. */
export function signalExecution(ctx: Context, executionId: string, variables: VariableMap | undefined): void {
  const execution = requireExecution(ctx, executionId);
  refuseSuspended(execution);
  putDtos(ctx, executionId, variables, false);
  const target = waitingAt(ctx, execution);
  const element = target.kind === 'instance' || target.activityId === null ? undefined : ctx.elementOf(target);
  const behaviour = element && ctx.behaviourOf(element);
  if (!element || !behaviour?.signal || target.activityInstanceId === null) {
    throw new ProcessEngineError(`cannot signal execution ${executionId}: it has no current activity`);
  }
  ctx.agenda.schedule(target.id, () => behaviour.signal?.(ctx, target.id, element));
}

export interface VariableChanges {
  readonly modifications?: VariableMap | undefined;
  readonly deletions?: readonly string[] | undefined;
}

export function changeVariables(ctx: Context, executionId: string, changes: VariableChanges, local: boolean): void {
  requireExecution(ctx, executionId);
  putDtos(ctx, executionId, changes.modifications, local);
  for (const name of changes.deletions ?? []) {
    if (local) removeLocal(ctx, executionId, name);
    else removeVariable(ctx, executionId, name);
  }
  settleVariableChanges(ctx);
}

export function changeTaskVariables(ctx: Context, taskId: string, changes: VariableChanges, local: boolean): void {
  const task = requireTask(ctx, taskId);
  if (local || task.tokenId === null) {
    for (const [name, dto] of Object.entries(changes.modifications ?? {}))
      putTaskLocal(ctx, taskId, name, storedFromDto(dto));
    for (const name of changes.deletions ?? []) removeLocal(ctx, taskId, name);
    return;
  }
  const { tokenId } = task;
  for (const [name, dto] of Object.entries(changes.modifications ?? {})) {
    if (localVariable(ctx, taskId, name)) putTaskLocal(ctx, taskId, name, storedFromDto(dto));
    else putDtos(ctx, tokenId, { [name]: dto }, false);
  }
  for (const name of changes.deletions ?? []) {
    if (!removeLocal(ctx, taskId, name)) removeVariable(ctx, tokenId, name);
  }
  settleVariableChanges(ctx);
}

export interface Deletion {
  readonly reason: string | null;
  readonly skipCustomListeners?: boolean | undefined;
  readonly skipIoMappings?: boolean | undefined;
  readonly skipSubprocesses?: boolean | undefined;
}

/** Deletes an instance, unless told otherwise with everything it called; the call activity it belongs to is cancelled. */
export function removeInstance(ctx: Context, id: string, deletion: Deletion): void {
  const instance = requireInstance(ctx, id);
  ctx.mode.options = {
    skipCustomListeners: deletion.skipCustomListeners ?? false,
    skipIoMappings: deletion.skipIoMappings ?? false,
  };
  endWithCaller(ctx, instance, deletion.reason, deletion.skipSubprocesses);
}

/** Suspends or activates an instance with its tasks, jobs and external tasks. Instances it called are not touched, as in Camunda. */
export function suspendInstance(ctx: Context, id: string, suspended: boolean): void {
  requireInstance(ctx, id);
  for (const row of ctx.store.ofInstance('execution', id)) {
    ctx.store.put('execution', { ...row, suspended });
  }
  for (const row of ctx.store.ofInstance('task', id)) ctx.store.put('task', { ...row, suspended });
  for (const row of ctx.store.ofInstance('externalTask', id)) {
    ctx.store.put('externalTask', { ...row, suspended });
    if (!suspended) ctx.outbox.topics.add(row.topicName);
  }
  for (const row of ctx.store.ofInstance('job', id)) ctx.store.put('job', { ...row, suspended });
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicProcessInstance',
    id,
    columns: { state: suspended ? 'SUSPENDED' : 'ACTIVE' },
  });
}

const ENGINE_INCIDENTS = new Set(['failedJob', 'failedExternalTask']);

export function createCustomIncident(
  ctx: Context,
  executionId: string,
  input: { readonly type: string; readonly configuration: string | null; readonly message: string | null },
): Incident {
  const execution = waitingAt(ctx, requireExecution(ctx, executionId, 400));
  return createIncident(ctx, execution, {
    ...input,
    activityId: execution.activityId,
    failedActivityId: execution.activityId,
    jobDefinitionId: null,
  });
}

export function resolveIncident(ctx: Context, id: string): void {
  const incident = ctx.find('incident', id);
  if (!incident) throw new NotFoundError(`Cannot find an incident with id '${id}'`);
  if (ENGINE_INCIDENTS.has(incident.incidentType)) {
    throw new BadUserRequestError(`Cannot resolve an incident of type '${incident.incidentType}'`);
  }
  endIncident(ctx, incident, 'resolved');
}

export function annotateIncident(ctx: Context, id: string, annotation: string | null): void {
  const incident = ctx.find('incident', id);
  if (!incident) throw new NotFoundError(`Cannot find an incident with id '${id}'`);
  ctx.store.put('incident', { ...incident, annotation });
  ctx.outbox.history.push({ op: 'update', kind: 'historicIncident', id, columns: { annotation } });
}
