import { startTimer } from '@anliu/engine-time';
import type { EventSubscription, Job } from '../tables/entities.js';
import { evaluate, evaluateText } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import {
  createTimer,
  deleteJob,
  jobDefinitionKey,
  timeoutListenersOf,
  timerConfiguration,
  timerHandlerConfiguration,
} from '../waiting/jobs.js';
import type { TimerDefinition } from '../waiting/jobs.js';
import { listeningOf, subscribe } from '../waiting/subscriptions.js';
import type { Listening } from '../waiting/subscriptions.js';
import type { Mapping } from './plan.js';
import { definitionColumns } from './run.js';
import type { Run } from './run.js';

/** The columns of a job that stay true in the target definition. */
export const jobColumns = (run: Run, targetId: string, handlerType: string, configuration = ''): Partial<Job> => ({
  ...definitionColumns(run),
  activityId: targetId,
  deploymentId: run.target.row.deploymentId,
  jobDefinitionId: run.target.jobDefinitions.get(jobDefinitionKey(targetId, handlerType, configuration))?.id ?? null,
});

/**
 * What a scope listens to becomes what its target listens to: mapped triggers stay (with a new name or due date when
 * their instruction says so), others go, and what only the target has is added. The scope is already at its target.
 * Conditions of added events are first looked at when a variable changes.
 */
export function moveTriggers(
  run: Run,
  scopeId: string,
  source: Element | undefined,
  target: Element | undefined,
): void {
  const { ctx, plan } = run;
  const scope = ctx.execution(scopeId);
  const places = new Map(listeningOf(ctx, scope, target).map((place) => [timerHandlerConfiguration(place), place]));
  const taken = new Set<string>();
  const placeOf = (activityId: string | null, ofTask = ''): { mapping: Mapping; place: Listening } | undefined => {
    const mapping = plan.of(activityId ?? '');
    const place = mapping && places.get(mapping.target.id + ofTask);
    if (!mapping || !place) return undefined;
    taken.add(timerHandlerConfiguration(place));
    return { mapping, place };
  };
  for (const subscription of ctx.store.owned('eventSubscription', scopeId)) {
    if (subscription.eventType === 'compensate') continue;
    const found = placeOf(subscription.activityId);
    if (found) moveSubscription(run, subscription, found.mapping, found.place);
    else ctx.store.remove('eventSubscription', subscription.id);
  }
  for (const job of ctx.store.owned('job', scopeId)) {
    // A timeout of a task stays when the target task has a listener of the same id.
    const ofTask = job.handlerType === 'timer-task-listener' ? job.handlerConfiguration : null;
    const found = placeOf(job.activityId, ofTask?.slice((job.activityId ?? '').length));
    if (found) moveTimer(run, scopeId, job, found.mapping, found.place);
    else deleteJob(ctx, job, 'deleted');
  }
  for (const place of places.values()) {
    if (!taken.has(timerHandlerConfiguration(place)) && !hasFired(run, source, place)) open(run, scopeId, place);
  }
}

function moveSubscription(
  run: Run,
  subscription: EventSubscription,
  mapping: Mapping,
  { node, event }: Listening,
): void {
  const { ctx } = run;
  const renamed = mapping.updateEventTrigger && (event.kind === 'message' || event.kind === 'signal');
  ctx.store.put('eventSubscription', {
    ...subscription,
    ...definitionColumns(run),
    activityId: node.id,
    ...(renamed ? { eventName: event.name ? evaluateText(ctx, subscription.ownerId ?? '', event.name) : null } : {}),
  });
}

function moveTimer(run: Run, scopeId: string, job: Job, mapping: Mapping, place: Listening): void {
  const { node, event } = place;
  const anew = mapping.updateEventTrigger && event.kind === 'timer' ? timing(run, scopeId, event, place.repeats) : {};
  run.ctx.store.put('job', {
    ...job,
    ...jobColumns(run, node.id, job.handlerType, event.kind === 'timer' ? timerConfiguration(event) : ''),
    handlerConfiguration: timerHandlerConfiguration(place),
    ...anew,
    rev: job.rev + 1,
  });
}

function timing({ ctx }: Run, scopeId: string, timer: TimerDefinition, repeats: boolean): Partial<Job> {
  const value = evaluate(ctx, scopeId, timer.expression);
  const { due, repeat } = startTimer(timer.timer, value, ctx.now, ctx.environment.timeZone);
  return { dueDate: due, repeat: repeats ? repeat : null };
}

/** A non-interrupting boundary timer or a timeout of the source that has no job any more is over, and stays so. */
function hasFired({ plan }: Run, source: Element | undefined, place: Listening): boolean {
  if (place.listenerId !== undefined) {
    return source !== undefined && timeoutListenersOf(source.node).some(({ id }) => id === place.listenerId);
  }
  if (place.event.kind !== 'timer' || place.handler !== 'timer-transition' || !place.repeats) return false;
  return (source?.boundaries ?? []).some(
    ({ id, event }) => event.kind === 'timer' && plan.of(id)?.target.id === place.node.id,
  );
}

function open({ ctx }: Run, scopeId: string, place: Listening): void {
  const { node, event } = place;
  const scope = ctx.execution(scopeId);
  switch (event.kind) {
    case 'timer':
      createTimer(ctx, scopeId, place, event);
      break;
    case 'message':
    case 'signal':
      subscribe(ctx, scope, event.kind, event.name ? evaluateText(ctx, scopeId, event.name) : null, node.id, null);
      break;
    case 'conditional':
      subscribe(ctx, scope, 'conditional', null, node.id, null);
      break;
    default:
  }
}
