import type { Context } from '../state/context.js';
import type { Execution, Incident } from '../tables/entities.js';
import { incidentCreatedInHistory } from '../history/incidents.js';
import { shownId } from '../state/projection.js';
import { whereOf } from '../history/where.js';

interface Cause {
  readonly type: string;
  readonly message: string | null;
  /** Job or external task id, or what the caller gave. */
  readonly configuration: string | null;
  readonly activityId: string | null;
  readonly failedActivityId: string | null;
  readonly jobDefinitionId: string | null;
}

/** Creates an incident and, recursively, one at every calling instance. */
export function createIncident(ctx: Context, execution: Execution, cause: Cause): Incident {
  const first = put(ctx, execution, cause, null, null);
  let current = first;
  let at = ctx.execution(execution.processInstanceId);
  while (at.superExecutionId !== null) {
    const caller = ctx.execution(at.superExecutionId);
    const activity = { activityId: caller.activityId, failedActivityId: caller.activityId };
    current = put(ctx, caller, { ...cause, configuration: null, message: null, ...activity }, current.id, first.id);
    at = ctx.execution(caller.processInstanceId);
  }
  return first;
}

function put(
  ctx: Context,
  execution: Execution,
  cause: Cause,
  causeId: string | null,
  rootId: string | null,
): Incident {
  const id = ctx.newId();
  const incident: Incident = {
    id,
    incidentType: cause.type,
    incidentTimestamp: ctx.now,
    incidentMessage: cause.message,
    executionId: shownId(execution),
    activityId: cause.activityId,
    failedActivityId: cause.failedActivityId,
    processInstanceId: execution.processInstanceId,
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    causeIncidentId: causeId ?? id,
    rootCauseIncidentId: rootId ?? id,
    configuration: cause.configuration,
    jobDefinitionId: cause.jobDefinitionId,
    annotation: null,
    tenantId: execution.tenantId,
  };
  ctx.store.put('incident', incident);
  incidentCreatedInHistory(ctx, incident, execution.rootProcessInstanceId);
  ctx.outbox.events.push({ ...whereOf(ctx, execution), type: 'IncidentCreated', incident });
  return incident;
}

/** Ends an incident and those it caused in calling instances. */
export function endIncident(ctx: Context, incident: Incident, how: 'resolved' | 'deleted'): void {
  ctx.store.remove('incident', incident.id);
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicIncident',
    id: incident.id,
    columns: { endTime: ctx.now, open: false, resolved: how === 'resolved', deleted: how === 'deleted' },
  });
  const execution = incident.processInstanceId === null ? undefined : ctx.findExecution(incident.processInstanceId);
  if (!execution) return;
  ctx.outbox.events.push({
    ...whereOf(ctx, execution),
    activityId: incident.activityId,
    type: 'IncidentResolved',
    incident,
  });
  if (execution.superExecutionId === null) return;
  const caller = ctx.findExecution(execution.superExecutionId);
  if (!caller) return;
  for (const caused of ctx.store.ofInstance('incident', caller.processInstanceId)) {
    if (caused.causeIncidentId === incident.id && caused.id !== incident.id) endIncident(ctx, caused, how);
  }
}

/** Ends the incidents of a job or external task. */
export function endIncidentsOf(ctx: Context, configuration: string, how: 'resolved' | 'deleted'): void {
  for (const incident of ctx.store.owned('incident', configuration)) endIncident(ctx, incident, how);
}
