import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { whereOf } from './where.js';

export function instanceStarted(ctx: Context, instance: Execution, startActivityId: string | null): void {
  const { row } = ctx.definitionOf(instance);
  ctx.outbox.history.push({
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
      startUserId: ctx.actor.userId,
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
  ctx.outbox.events.push({
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
  ctx.outbox.history.push({
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
  ctx.outbox.events.push({
    ...whereOf(ctx, instance),
    activityId: endActivityId,
    type: 'ProcessEnded',
    state,
    deleteReason,
  });
}
