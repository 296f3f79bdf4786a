import type { Context } from '../state/context.js';
import type { Element } from '../state/graph.js';
import { shownId } from '../state/projection.js';
import type { Execution, HistoricActivityInstance } from '../tables/entities.js';
import { whereOf } from './where.js';

/** A link is a flow drawn in two pieces: history knows its ends no more than it knows flows. */
const UNRECORDED = 'intermediateLinkCatch';

/** Opens the historic activity instance an execution just entered. */
export function activityStarted(ctx: Context, execution: Execution, element: Element, id: string): void {
  if (element.activityType === UNRECORDED) return;
  const { row } = ctx.definitionOf(execution);
  ctx.outbox.history.push({
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
  ctx.outbox.events.push({
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
  ctx.outbox.history.push({ op: 'update', kind: 'historicActivityInstance', id: activityInstanceId, columns });
}

/** Closes the activity instance of an execution. */
export function activityEnded(ctx: Context, execution: Execution, element: Element, canceled: boolean): void {
  const id = execution.activityInstanceId;
  if (id === null || element.activityType === UNRECORDED) return;
  ctx.outbox.history.push({
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
  ctx.outbox.events.push({
    ...whereOf(ctx, execution),
    type: 'ActivityEnded',
    activityId: element.id,
    activityInstanceId: id,
    activityType: element.activityType,
    canceled,
  });
}
