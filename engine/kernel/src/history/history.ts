import type { Context } from '../state/context.js';
import type { KernelEvent } from '../state/effects.js';
import type { Execution, HistoricActivityInstance, Incident, Task } from '../tables/entities.js';
import type { Element } from '../state/graph.js';

type Where = Pick<
  KernelEvent,
  | 'processInstanceId'
  | 'rootProcessInstanceId'
  | 'businessKey'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'activityId'
>;

/** Where an event of the feed happened. */
export function whereOf(ctx: Context, execution: Execution): Where {
  const instance = ctx.store.get('execution', execution.processInstanceId);
  return {
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    businessKey: instance?.businessKey ?? null,
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    activityId: execution.activityId,
  };
}

/** Camunda's execution id of a row: a sole token shows as its scope. */
export const shownId = (execution: Execution): string =>
  execution.kind === 'token' && !execution.isVisible ? (execution.ownerId ?? execution.id) : execution.id;

/** A link is a flow drawn in two pieces: history knows its ends no more than it knows flows. */
const UNRECORDED = 'intermediateLinkCatch';

/** Opens the historic activity instance an execution just entered. */
export function activityStarted(ctx: Context, execution: Execution, element: Element, id: string): void {
  if (element.activityType === UNRECORDED) return;
  const { row } = ctx.definitionOf(execution);
  ctx.history.push({
    op: 'insert',
    kind: 'historicActivityInstance',
    row: {
      id,
      parentActivityInstanceId: execution.parentActivityInstanceId,
      activityId: element.id,
      activityName: element.node.name ?? null,
      activityType: element.activityType,
      processDefinitionId: row.id,
      processDefinitionKey: row.key,
      processInstanceId: execution.processInstanceId,
      rootProcessInstanceId: execution.rootProcessInstanceId,
      executionId: shownId(execution),
      taskId: null,
      assignee: null,
      calledProcessInstanceId: null,
      startTime: ctx.now,
      endTime: null,
      durationInMillis: null,
      canceled: false,
      completeScope: false,
      sequenceCounter: execution.sequenceCounter,
      position: ctx.environment.nextSequence(),
      removalTime: null,
      tenantId: execution.tenantId,
    },
  });
  ctx.events.push({
    ...whereOf(ctx, execution),
    type: 'ActivityStarted',
    activityId: element.id,
    activityInstanceId: id,
    activityType: element.activityType,
  });
}

/** Adds what became known about an open activity instance. */
export function activityUpdated(
  ctx: Context,
  activityInstanceId: string | null,
  columns: Partial<Pick<HistoricActivityInstance, 'taskId' | 'assignee' | 'calledProcessInstanceId' | 'executionId'>>,
): void {
  if (activityInstanceId === null) return;
  ctx.history.push({ op: 'update', kind: 'historicActivityInstance', id: activityInstanceId, columns });
}

/** Closes the activity instance of an execution. */
export function activityEnded(ctx: Context, execution: Execution, element: Element, canceled: boolean): void {
  const id = execution.activityInstanceId;
  if (id === null || element.activityType === UNRECORDED) return;
  ctx.history.push({
    op: 'update',
    kind: 'historicActivityInstance',
    id,
    columns: {
      endTime: ctx.now,
      durationInMillis: Math.max(0, ctx.now - execution.enteredAt),
      canceled,
      completeScope: !canceled && element.outgoing.length === 0 && element.role !== 'inner',
    },
  });
  ctx.events.push({
    ...whereOf(ctx, execution),
    type: 'ActivityEnded',
    activityId: element.id,
    activityInstanceId: id,
    activityType: element.activityType,
    canceled,
  });
}

export function instanceStarted(ctx: Context, instance: Execution, startActivityId: string | null): void {
  const { row } = ctx.definitionOf(instance);
  ctx.history.push({
    op: 'insert',
    kind: 'historicProcessInstance',
    row: {
      id: instance.id,
      processDefinitionId: row.id,
      processDefinitionKey: row.key,
      processDefinitionName: row.name,
      processDefinitionVersion: row.version,
      businessKey: instance.businessKey,
      startTime: ctx.now,
      endTime: null,
      durationInMillis: null,
      startUserId: ctx.userId,
      startActivityId,
      endActivityId: null,
      deleteReason: null,
      rootProcessInstanceId: instance.rootProcessInstanceId,
      superProcessInstanceId: instance.superProcessInstanceId,
      caseInstanceId: instance.caseInstanceId,
      state: 'ACTIVE',
      initialVariables: null,
      removalTime: null,
      tenantId: instance.tenantId,
    },
  });
  ctx.events.push({
    ...whereOf(ctx, instance),
    type: 'ProcessStarted',
    superProcessInstanceId: instance.superProcessInstanceId,
  });
}

export type EndState = 'COMPLETED' | 'EXTERNALLY_TERMINATED' | 'INTERNALLY_TERMINATED';

export function instanceEnded(
  ctx: Context,
  instance: Execution,
  state: EndState,
  endActivityId: string | null,
  deleteReason: string | null,
): void {
  ctx.history.push({
    op: 'update',
    kind: 'historicProcessInstance',
    id: instance.id,
    columns: {
      endTime: ctx.now,
      durationInMillis: Math.max(0, ctx.now - instance.enteredAt),
      state,
      endActivityId,
      deleteReason,
    },
  });
  ctx.events.push({ ...whereOf(ctx, instance), activityId: endActivityId, type: 'ProcessEnded', state, deleteReason });
}

export function taskCreatedInHistory(ctx: Context, task: Task): void {
  ctx.history.push({
    op: 'insert',
    kind: 'historicTask',
    row: {
      id: task.id,
      processDefinitionId: task.processDefinitionId,
      processDefinitionKey: task.processDefinitionKey,
      processInstanceId: task.processInstanceId,
      rootProcessInstanceId: task.rootProcessInstanceId,
      executionId: task.executionId,
      activityInstanceId: task.activityInstanceId,
      taskDefinitionKey: task.taskDefinitionKey,
      name: task.name,
      description: task.description,
      deleteReason: null,
      owner: task.owner,
      assignee: task.assignee,
      startTime: task.created,
      endTime: null,
      duration: null,
      due: task.due,
      followUp: task.followUp,
      priority: task.priority,
      parentTaskId: task.parentTaskId,
      taskState: 'Created',
      caseDefinitionKey: null,
      caseDefinitionId: task.caseDefinitionId,
      caseInstanceId: task.caseInstanceId,
      caseExecutionId: task.caseExecutionId,
      removalTime: null,
      tenantId: task.tenantId,
    },
  });
}

export function incidentCreatedInHistory(ctx: Context, incident: Incident, rootProcessInstanceId: string | null): void {
  const { incidentTimestamp, ...shared } = incident;
  ctx.history.push({
    op: 'insert',
    kind: 'historicIncident',
    row: {
      ...shared,
      createTime: incidentTimestamp,
      endTime: null,
      rootProcessInstanceId,
      open: true,
      deleted: false,
      resolved: false,
    },
  });
}
