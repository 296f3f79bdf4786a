import type { VariableMap, VariableValueDto } from '@anliu/engine-protocol';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { VariableChange } from '../state/noticed.js';
import type { Variable } from '../tables/entities.js';
import { shownId } from '../state/projection.js';
import { outwards } from '../state/tree.js';
import { noteChange } from '../history/variable-details.js';
import { sameValue, storedFromDto, storedFromValue, valueOf } from './stored-value.js';
import type { StoredValue } from './stored-value.js';

/** A variable on exactly this execution (or task, by id). */
export const localVariable = (ctx: Context, ownerId: string, name: string): Variable | undefined =>
  ctx.store.owned('variable', ownerId).find((variable) => variable.name === name);

/** Where a name is visible from an execution: the nearest owner that has it. */
function holderOf(ctx: Context, executionId: string, name: string): string | undefined {
  for (const row of outwards(ctx, executionId)) {
    if (ctx.transient.has(row.id, name) || localVariable(ctx, row.id, name)) return row.id;
  }
  return undefined;
}

export function hasVariable(ctx: Context, executionId: string, name: string): boolean {
  return holderOf(ctx, executionId, name) !== undefined;
}

/** The value an execution sees under a name; undefined when there is none. */
export function getVariable(ctx: Context, executionId: string, name: string): unknown {
  const holder = holderOf(ctx, executionId, name);
  return holder === undefined ? undefined : getLocal(ctx, holder, name);
}

export function getLocal(ctx: Context, ownerId: string, name: string): unknown {
  if (ctx.transient.has(ownerId, name)) return ctx.transient.get(ownerId, name);
  const variable = localVariable(ctx, ownerId, name);
  return variable && valueOf(variable);
}

/** Every stored variable visible from an execution, inner ones first and hiding outer ones. */
export function visibleVariables(ctx: Context, executionId: string): Map<string, Variable> {
  const found = new Map<string, Variable>();
  for (const row of outwards(ctx, executionId)) {
    for (const variable of ctx.store.owned('variable', row.id)) {
      if (!found.has(variable.name)) found.set(variable.name, variable);
    }
  }
  return found;
}

/** Names an expression can see. */
export function* visibleNames(ctx: Context, executionId: string): Generator<string> {
  for (const row of outwards(ctx, executionId)) {
    for (const variable of ctx.store.owned('variable', row.id)) yield variable.name;
    for (const name of ctx.transient.names(row.id)) yield name;
  }
}

const note = (ctx: Context, ownerId: string, name: string, event: VariableChange['event']): void => {
  ctx.noticed.variableChanges.push({ ownerId, name, event });
};

/** Gives an existing variable a value; its revision grows once a command. */
function update(ctx: Context, existing: Variable, value: StoredValue, sourceId: string | null): void {
  if (sameValue(existing, value)) {
    noteChange(ctx, existing, sourceId, 'update');
    return;
  }
  const rev = existing.rev + (ctx.noticed.changedVariables.has(existing.id) ? 0 : 1);
  ctx.noticed.changedVariables.add(existing.id);
  const variable = ctx.store.put('variable', { ...existing, ...value, rev });
  ctx.outbox.history.push({ op: 'update', kind: 'historicVariable', id: existing.id, columns: value });
  noteChange(ctx, variable, sourceId, 'update');
}

/** Sets a stored value on exactly this execution; `sourceId` is the execution that does it. */
export function putLocal(
  ctx: Context,
  ownerId: string,
  name: string,
  stored: StoredValue,
  sourceId: string = ownerId,
): void {
  if (ctx.transient.has(ownerId, name)) {
    throw new ProcessEngineError(
      `Cannot set persistent variable with name ${name}. Variable already exists as transient.`,
    );
  }
  const existing = localVariable(ctx, ownerId, name);
  const { type, textValue, numberValue, bytesValue, valueInfo } = stored;
  const columns = { type, textValue, numberValue, bytesValue, valueInfo };
  if (existing) {
    update(ctx, existing, columns, sourceId);
    note(ctx, ownerId, name, 'update');
    return;
  }
  const execution = ctx.execution(ownerId);
  create(
    ctx,
    name,
    columns,
    {
      executionId: shownId(execution),
      ownerId,
      processInstanceId: execution.processInstanceId,
      processDefinitionId: execution.processDefinitionId,
      processDefinitionKey: execution.processDefinitionKey,
      taskId: null,
      activityInstanceId: execution.activityInstanceId,
      tenantId: execution.tenantId,
    },
    execution.rootProcessInstanceId,
    sourceId,
  );
  note(ctx, ownerId, name, 'create');
}

type Place = Pick<
  Variable,
  | 'executionId'
  | 'ownerId'
  | 'processInstanceId'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'taskId'
  | 'activityInstanceId'
  | 'tenantId'
>;

function create(
  ctx: Context,
  name: string,
  value: StoredValue,
  place: Place,
  rootProcessInstanceId: string | null,
  sourceId: string | null,
): void {
  const id = ctx.newId();
  const createTime = ctx.now;
  ctx.noticed.changedVariables.add(id);
  const variable = { id, rev: 1, name, ...value, ...place, createTime, concurrentLocal: false };
  ctx.store.put('variable', variable);
  const { ownerId: _, ...shown } = place;
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicVariable',
    row: { id, name, ...value, ...shown, rootProcessInstanceId, createTime, state: 'CREATED', removalTime: null },
  });
  noteChange(ctx, variable, sourceId, 'create');
}

/** Sets where the name already is, else on the process instance. */
export function putVariable(ctx: Context, executionId: string, name: string, stored: StoredValue): void {
  const holder = holderOf(ctx, executionId, name);
  putLocal(ctx, holder ?? ctx.execution(executionId).processInstanceId, name, stored, executionId);
}

/** Sets a JavaScript value computed by an expression. */
export function setVariable(ctx: Context, executionId: string, name: string, value: unknown): void {
  putVariable(ctx, executionId, name, storedFromValue(value));
}

export function setLocal(ctx: Context, ownerId: string, name: string, value: unknown): void {
  putLocal(ctx, ownerId, name, storedFromValue(value));
}

/** Applies typed values from outside; `local` keeps them on this execution. */
export function putDtos(ctx: Context, executionId: string, values: VariableMap | undefined, local: boolean): void {
  for (const [name, dto] of Object.entries(values ?? {})) {
    const stored = storedFromDto(dto);
    if (isTransientDto(dto))
      putTransient(ctx, local ? executionId : ctx.execution(executionId).processInstanceId, name, stored);
    else if (local) putLocal(ctx, executionId, name, stored);
    else putVariable(ctx, executionId, name, stored);
  }
}

const isTransientDto = (dto: VariableValueDto): boolean => dto.valueInfo?.transient === true;

function putTransient(ctx: Context, ownerId: string, name: string, stored: StoredValue): void {
  if (localVariable(ctx, ownerId, name)) {
    throw new ProcessEngineError(
      `Cannot set transient variable with name ${name}. Persistent variable already exists.`,
    );
  }
  putTransientLocal(ctx, ownerId, name, valueOf(stored));
  note(ctx, ownerId, name, 'create');
}

/** Keeps a value at an execution until the command ends; it is never stored. */
export function putTransientLocal(ctx: Context, ownerId: string, name: string, value: unknown): void {
  ctx.transient.set(ownerId, name, value);
}

/** Removes a variable; false when it was not there. `sourceId` is the execution that does it. */
export function removeLocal(ctx: Context, ownerId: string, name: string, sourceId: string = ownerId): boolean {
  const variable = localVariable(ctx, ownerId, name);
  if (!variable) return false;
  ctx.store.remove('variable', variable.id);
  ctx.outbox.history.push({ op: 'update', kind: 'historicVariable', id: variable.id, columns: { state: 'DELETED' } });
  noteChange(ctx, variable, variable.taskId === null ? sourceId : taskToken(ctx, variable.taskId), 'delete');
  if (ctx.store.get('execution', ownerId)) note(ctx, ownerId, name, 'delete');
  return true;
}

export function removeVariable(ctx: Context, executionId: string, name: string): void {
  const holder = holderOf(ctx, executionId, name);
  if (holder !== undefined) removeLocal(ctx, holder, name, executionId);
}

const taskToken = (ctx: Context, taskId: string): string | null => ctx.store.get('task', taskId)?.tokenId ?? null;

/** Variables local to a task. */
export function putTaskLocal(ctx: Context, taskId: string, name: string, stored: StoredValue): void {
  const existing = localVariable(ctx, taskId, name);
  const { type, textValue, numberValue, bytesValue, valueInfo } = stored;
  const columns = { type, textValue, numberValue, bytesValue, valueInfo };
  if (existing) {
    update(ctx, existing, columns, taskToken(ctx, taskId));
    return;
  }
  const task = ctx.store.get('task', taskId);
  create(
    ctx,
    name,
    columns,
    {
      executionId: task?.executionId ?? null,
      ownerId: taskId,
      processInstanceId: task?.processInstanceId ?? null,
      processDefinitionId: task?.processDefinitionId ?? null,
      processDefinitionKey: task?.processDefinitionKey ?? null,
      taskId,
      activityInstanceId: task?.activityInstanceId ?? null,
      tenantId: task?.tenantId ?? null,
    },
    task?.rootProcessInstanceId ?? null,
    task?.tokenId ?? null,
  );
}
