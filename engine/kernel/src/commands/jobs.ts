import { BadUserRequestError, ProcessEngineError } from '@anliu/engine-protocol';
import { addDuration, startTimer } from '@anliu/engine-time';
import type { Context } from '../state/context.js';
import type { Job } from '../tables/entities.js';
import { evaluate } from '../values/expressions.js';
import { createIncident, endIncidentsOf } from '../waiting/incidents.js';
import { startInstance } from '../flow/instances.js';
import { createFollowUp, deleteJob, logJob, timeoutListenersOf, timerHandlerOf } from '../waiting/jobs.js';
import { arrive, attempt, proceed } from '../flow/lifecycle.js';
import { raiseLooseIncident } from '../waiting/loose-jobs.js';
import { MAX_MESSAGE_LENGTH } from '../limits.js';
import { retryPlanOf } from '../time/retries.js';
import { fire } from '../flow/start-behaviours.js';
import { runTaskListeners } from '../waiting/tasks.js';
import { dataOf } from '../state/tree.js';
import { requireJob } from './guards.js';

export { requireJob };

/** Carries a job out. A repeating timer gets its follow-up first. */
export function executeJob(ctx: Context, id: string): void {
  const job = requireJob(ctx, id);
  createFollowUp(ctx, job);
  deleteJob(ctx, job, 'successful');
  if (job.handlerType === 'timer-start-event') {
    startByTimer(ctx, job);
    return;
  }
  const ownerId = job.ownerId ?? '';
  switch (job.handlerType) {
    case 'async-continuation':
      continueToken(ctx, ownerId);
      return;
    case 'timer-task-listener':
      runTimeout(ctx, ownerId, job);
      return;
    case 'event': {
      const subscription = ctx.find('eventSubscription', job.handlerConfiguration ?? '');
      if (subscription) fire(ctx, subscription.ownerId ?? '', subscription.activityId);
      return;
    }
    default:
      fire(ctx, ownerId, job.activityId ?? '');
  }
}

/** Camunda's configuration of such a job: the task's key, then the listener's id. */
const listenerIdOf = (job: Job): string => (job.handlerConfiguration ?? '').split('$taskListener~')[1] ?? '';

function runTimeout(ctx: Context, executionId: string, job: Job): void {
  const listenerId = listenerIdOf(job);
  const task = ctx.store.owned('task', executionId).find((one) => one.taskDefinitionKey === job.activityId);
  if (!task) {
    throw new ProcessEngineError(
      `Error while triggering timeout task listener '${listenerId}': cannot find task for activity id '${job.activityId ?? ''}'.`,
    );
  }
  attempt(ctx, executionId, () => runTaskListeners(ctx, task.id, 'timeout', listenerId));
}

function startByTimer(ctx: Context, job: Job): void {
  const definition = ctx.definition(job.processDefinitionId ?? '');
  startInstance(ctx, { definition, businessKey: null, startNodeId: job.activityId });
}

function continueToken(ctx: Context, tokenId: string): void {
  const token = ctx.execution(tokenId);
  const element = ctx.elementOf(token);
  attempt(ctx, tokenId, () => {
    if (token.state === 'asyncBefore') {
      arrive(ctx, tokenId, element, true);
      return;
    }
    const { flows } = ctx.definitionOf(token).graph;
    const taken = (dataOf(token).flowIds ?? []).map((id) => flows.get(id)).filter((flow) => flow !== undefined);
    ctx.update('execution', tokenId, { state: 'active', data: null });
    proceed(ctx, tokenId, element, taken);
  });
}

/** Books a failed attempt in a transaction of its own: one retry less, back-off, an incident at none. */
export function failJob(
  ctx: Context,
  id: string,
  message: string,
  details: string,
  failedActivityId: string | null,
): void {
  const job = requireJob(ctx, id);
  const owner = job.ownerId === null ? undefined : ctx.findExecution(job.ownerId);
  const plan = owner && job.activityId !== null ? retryPlanOf(ctx, owner, job.activityId) : undefined;
  const before = job.retries;
  const retries = Math.max(0, before - 1);
  let { dueDate } = job;
  if (plan && retries > 0) {
    const index = Math.max(0, Math.min(plan.intervals.length - 1, plan.intervals.length - (before - 1)));
    dueDate = addDuration(ctx.now, plan.intervals[index] ?? 'PT0S', ctx.environment.timeZone);
  }
  const failed: Job = {
    ...job,
    rev: job.rev + 1,
    retries,
    dueDate,
    exceptionMessage: message.slice(0, MAX_MESSAGE_LENGTH),
    exceptionStacktrace: details,
    failedActivityId: failedActivityId ?? job.activityId,
    lockOwner: null,
    lockExpirationTime: null,
  };
  ctx.store.put('job', failed);
  logJob(ctx, { ...failed, retries: before }, 'failed', failed.exceptionMessage, details);
  if (retries === 0) raiseIncident(ctx, failed);
}

function raiseIncident(ctx: Context, job: Job): void {
  if (ctx.store.owned('incident', job.id).length > 0) return;
  if (job.ownerId === null) {
    raiseLooseIncident(ctx, job);
    return;
  }
  const owner = ctx.findExecution(job.ownerId);
  if (!owner) return;
  createIncident(ctx, owner, {
    type: 'failedJob',
    message: job.exceptionMessage,
    configuration: job.id,
    activityId: job.activityId,
    failedActivityId: job.failedActivityId,
    jobDefinitionId: job.jobDefinitionId,
  });
}

export function setJobRetries(ctx: Context, id: string, retries: number, dueDate?: number | null): void {
  if (retries < 0)
    throw new BadUserRequestError(
      `The number of job retries must be a non-negative Integer, but '${retries}' has been provided.`,
    );
  const job = requireJob(ctx, id);
  const after = ctx.store.put('job', {
    ...job,
    rev: job.rev + 1,
    retries,
    ...(dueDate === undefined ? {} : { dueDate }),
  });
  if (job.retries === 0 && retries > 0) endIncidentsOf(ctx, id, 'resolved');
  if (job.retries > 0 && retries === 0) raiseIncident(ctx, after);
}

/** Moves a job; `cascade` shifts later repetitions of a cycle by the same distance. */
export function setJobDueDate(ctx: Context, id: string, dueDate: number | null, cascade = false): void {
  const job = requireJob(ctx, id);
  const shift = cascade && job.repeat !== null && dueDate !== null && job.dueDate !== null ? dueDate - job.dueDate : 0;
  ctx.store.put('job', { ...job, rev: job.rev + 1, dueDate, repeatOffset: job.repeatOffset + shift });
}

/** Evaluates the timer's expression again, from now or from when the job was created. */
export function recalculateJob(ctx: Context, id: string, creationDateBased: boolean): void {
  const job = requireJob(ctx, id);
  const definition = job.processDefinitionId === null ? undefined : ctx.definition(job.processDefinitionId);
  const node = definition?.graph.elements.get(job.activityId ?? '')?.node;
  const timer =
    definition && node
      ? (timerHandlerOf(definition.graph, node)?.timer ??
        timeoutListenersOf(node).find(({ id }) => id === listenerIdOf(job))?.timer)
      : undefined;
  if (!timer || job.ownerId === null)
    throw new ProcessEngineError(`No timer to recalculate: job '${id}' is not a timer`);
  const from = creationDateBased ? job.createTime : ctx.now;
  const value = evaluate(ctx, job.ownerId, timer.expression);
  const dueDate = startTimer(timer.timer, value, from, ctx.environment.timeZone).due;
  ctx.store.put('job', { ...job, rev: job.rev + 1, dueDate });
}

export function setJobPriority(ctx: Context, id: string, priority: number): void {
  ctx.store.put('job', { ...requireJob(ctx, id), priority });
}

export function setJobSuspended(ctx: Context, id: string, suspended: boolean): void {
  ctx.store.put('job', { ...requireJob(ctx, id), suspended });
}

export function removeJob(ctx: Context, id: string): void {
  deleteJob(ctx, requireJob(ctx, id), 'deleted');
}
