import type { VariableMap } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { Entity, Execution, Task, Variable } from '../tables/entities.js';
import { shownId } from '../state/projection.js';
import { onlyToken } from '../state/tree.js';

type Detail = Entity<'historicDetail'>;

/** The activity instance an execution is at: that of a scope is the one of its only token, as long as it shows as its scope. */
function activityInstanceOf(ctx: Context, sourceId: string): string | null {
  const execution = ctx.store.get('execution', sourceId);
  if (!execution || execution.kind === 'token') return execution?.activityInstanceId ?? null;
  const only = onlyToken(ctx, execution.id);
  const shown = only && !only.isVisible && only.state !== 'hosting' ? only : execution;
  return shown.activityInstanceId ?? execution.activityInstanceId;
}

const EMPTY = { textValue: null, numberValue: null, bytesValue: null, valueInfo: null };

/**
 * Notes one change of a variable, as it is afterwards, made by an execution. A removed variable is noted without its value.
 * What does not change the value is noted too, as Camunda does.
 */
export function noteChange(
  ctx: Context,
  variable: Variable,
  sourceId: string | null,
  change: 'create' | 'update' | 'delete',
): void {
  if (!ctx.detailed) return;
  const { type, textValue, numberValue, bytesValue, valueInfo } = variable;
  const row: Detail = {
    id: ctx.newId(),
    type: 'variableUpdate',
    processInstanceId: variable.processInstanceId,
    executionId: variable.executionId,
    activityInstanceId: sourceId === null ? null : activityInstanceOf(ctx, sourceId),
    taskId: variable.taskId,
    time: ctx.now,
    operationId: ctx.actor.operationId,
    tenantId: variable.tenantId,
    variableInstanceId: variable.id,
    name: variable.name,
    revision: variable.rev - (ctx.noticed.changedVariables.has(variable.id) ? 1 : 0),
    initial: change === 'create' && ctx.mode.starting !== null && ctx.mode.starting === variable.processInstanceId,
    variableType: type,
    ...(change === 'delete' ? EMPTY : { textValue, numberValue, bytesValue, valueInfo }),
  };
  ctx.outbox.history.push({ op: 'insert', kind: 'historicDetail', row });
}

const isText = (dto: VariableMap[string] | undefined): dto is VariableMap[string] & { readonly value: string } =>
  typeof dto?.value === 'string' &&
  (dto.type === undefined || dto.type === null || dto.type.toLowerCase() === 'string');

/** Notes the values of a submitted form: only texts, as Camunda does. */
export function noteFormFields(
  ctx: Context,
  execution: Execution,
  task: Task | undefined,
  values: VariableMap | undefined,
): void {
  for (const [name, dto] of Object.entries(values ?? {})) {
    if (!isText(dto)) continue;
    ctx.outbox.history.push({
      op: 'insert',
      kind: 'historicDetail',
      row: {
        id: ctx.newId(),
        type: 'formField',
        processInstanceId: execution.processInstanceId,
        executionId: shownId(execution),
        activityInstanceId: execution.activityInstanceId,
        taskId: task?.id ?? null,
        time: ctx.now,
        operationId: ctx.actor.operationId,
        tenantId: execution.tenantId,
        variableInstanceId: null,
        name,
        revision: 0,
        initial: false,
        variableType: null,
        ...EMPTY,
        textValue: dto.value,
      },
    });
  }
}
