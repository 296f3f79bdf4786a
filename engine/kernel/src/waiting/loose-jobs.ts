import type { Context } from '../state/context.js';
import type { Incident, Job } from '../tables/entities.js';
import { incidentCreatedInHistory } from '../history/incidents.js';
import { deleteJob, logJob } from './jobs.js';
import { DEFAULT_RETRIES } from '../limits.js';

/** A job of the engine itself: it belongs to no process instance. What it does is the business of who made it. */
export interface LooseJob {
  readonly handlerType: string;
  readonly handlerConfiguration: string | null;
  readonly jobDefinitionId: string | null;
  readonly type?: 'timer' | 'message';
  readonly batchId?: string | null;
  /** Milliseconds since 1970; null: at once. */
  readonly dueDate?: number | null;
  readonly retries?: number;
  readonly priority?: number;
  readonly suspended?: boolean;
  readonly tenantId?: string | null;
}

export function createLooseJob(ctx: Context, spec: LooseJob): Job {
  const job: Job = {
    id: ctx.newId(),
    rev: 1,
    type: spec.type ?? 'message',
    handlerType: spec.handlerType,
    handlerConfiguration: spec.handlerConfiguration,
    jobDefinitionId: spec.jobDefinitionId,
    executionId: null,
    ownerId: null,
    processInstanceId: null,
    rootProcessInstanceId: null,
    processDefinitionId: null,
    processDefinitionKey: null,
    deploymentId: null,
    activityId: null,
    dueDate: spec.dueDate ?? null,
    repeat: null,
    repeatOffset: 0,
    retries: spec.retries ?? DEFAULT_RETRIES,
    exceptionMessage: null,
    exceptionStacktrace: null,
    failedActivityId: null,
    priority: spec.priority ?? 0,
    suspended: spec.suspended ?? false,
    exclusive: false,
    createTime: ctx.now,
    lockOwner: null,
    lockExpirationTime: null,
    batchId: spec.batchId ?? null,
    tenantId: spec.tenantId ?? null,
  };
  ctx.store.put('job', job);
  logJob(ctx, job, 'created', null, null);
  return job;
}

/** A job has done what it was for. */
export const finishLooseJob = (ctx: Context, job: Job): void => deleteJob(ctx, job, 'successful');

/** The incident of a job without an instance: a batch's, or the timer of a start event. */
export function raiseLooseIncident(ctx: Context, job: Job): void {
  const id = ctx.newId();
  const incident: Incident = {
    id,
    incidentType: 'failedJob',
    incidentTimestamp: ctx.now,
    incidentMessage: job.exceptionMessage,
    executionId: null,
    activityId: job.activityId,
    failedActivityId: job.failedActivityId,
    processInstanceId: null,
    processDefinitionId: job.processDefinitionId,
    processDefinitionKey: job.processDefinitionKey,
    causeIncidentId: id,
    rootCauseIncidentId: id,
    configuration: job.id,
    jobDefinitionId: job.jobDefinitionId,
    annotation: null,
    tenantId: job.tenantId,
  };
  ctx.store.put('incident', incident);
  incidentCreatedInHistory(ctx, incident, null);
  const { processDefinitionId, processDefinitionKey, activityId } = job;
  ctx.outbox.events.push({
    type: 'IncidentCreated',
    processInstanceId: null,
    rootProcessInstanceId: null,
    businessKey: null,
    processDefinitionId,
    processDefinitionKey,
    activityId,
    incident,
  });
}

/** A job that stays: it has run, and waits for its next time. */
export function rescheduleLooseJob(
  ctx: Context,
  job: Job,
  next: Pick<Job, 'dueDate' | 'handlerConfiguration' | 'suspended'>,
): void {
  logJob(ctx, job, 'successful', null, null);
  const fresh = { retries: DEFAULT_RETRIES, exceptionMessage: null, exceptionStacktrace: null, failedActivityId: null };
  ctx.store.put('job', { ...job, ...fresh, ...next, rev: job.rev + 1 });
}
