import type { EventDefinition, FlowNode } from '@anliu/engine-bpmn';
import type { CompiledExpression } from '@anliu/engine-expression';
import { nextOfCycle, startTimer } from '@anliu/engine-time';
import type { Context } from '../state/context.js';
import type { Execution, HistoricJobLog, Job } from '../tables/entities.js';
import type { Definition } from '../state/environment.js';
import { evaluate, evaluatePriority } from '../values/expressions.js';
import type { Element, Graph } from '../state/graph.js';
import { shownId } from '../state/projection.js';
import { whereOf } from '../history/where.js';
import { endIncidentsOf } from './incidents.js';
import { retryPlanOf } from '../time/retries.js';
import { DEFAULT_RETRIES } from '../limits.js';

export type TimerDefinition = Extract<EventDefinition, { kind: 'timer' }>;
export type TimerHandler =
  | 'timer-transition'
  | 'timer-intermediate-transition'
  | 'timer-start-event'
  | 'timer-start-event-subprocess'
  | 'timer-task-listener';

export interface JobDefinitionSeed {
  readonly activityId: string;
  readonly jobType: string;
  readonly jobConfiguration: string;
}

export const timerConfiguration = (timer: TimerDefinition): string =>
  `${timer.timer.toUpperCase()}: ${timer.expression.source}`;

/** How a timer on this node is handled; undefined when the node has no timer. */
export function timerHandlerOf(
  graph: Graph,
  node: FlowNode,
): { handler: TimerHandler; timer: TimerDefinition } | undefined {
  const event = 'event' in node ? node.event : undefined;
  if (event?.kind !== 'timer') return undefined;
  if (node.kind === 'boundaryEvent') return { handler: 'timer-transition', timer: event };
  if (node.kind === 'intermediateCatchEvent') return { handler: 'timer-intermediate-transition', timer: event };
  if (node.kind !== 'startEvent') return undefined;
  const handler = node.scopeId === graph.model.key ? 'timer-start-event' : 'timer-start-event-subprocess';
  return { handler, timer: event };
}

/** A task listener with a timer. */
export interface TimeoutListener {
  readonly id: string;
  readonly timer: TimerDefinition;
}

/** The `timeout` listeners of a user task; none of any other node. */
export const timeoutListenersOf = (node: FlowNode): TimeoutListener[] =>
  (node.kind === 'userTask' ? node.taskListeners : []).flatMap(({ event, id, timer }) =>
    event === 'timeout' && id !== undefined && timer ? [{ id, timer: { kind: 'timer', ...timer } }] : [],
  );

/** How Camunda writes down which listener of a task a timer is for. */
const timeoutConfiguration = (taskDefinitionKey: string, listenerId: string): string =>
  `${taskDefinitionKey}$taskListener~${listenerId}`;

/** The job definitions a deployed process has: one per place where a job can be cut. */
export function jobDefinitionsOf(graph: Graph): JobDefinitionSeed[] {
  const seeds: JobDefinitionSeed[] = [];
  for (const element of graph.elements.values()) {
    const base = { activityId: element.id, jobType: 'async-continuation' };
    if (element.asyncBefore) seeds.push({ ...base, jobConfiguration: 'async-before' });
    if (element.asyncAfter) seeds.push({ ...base, jobConfiguration: 'async-after' });
    const timer = element.role === 'body' ? undefined : timerHandlerOf(graph, element.node);
    if (timer) {
      seeds.push({ activityId: element.id, jobType: timer.handler, jobConfiguration: timerConfiguration(timer.timer) });
    }
    if (element.role === 'body') continue;
    for (const listener of timeoutListenersOf(element.node)) {
      const jobConfiguration = timerConfiguration(listener.timer);
      seeds.push({ activityId: element.id, jobType: 'timer-task-listener', jobConfiguration });
    }
  }
  return seeds;
}

/** Kinds of jobs an activity may have several of. */
const SEVERAL = new Set(['async-continuation', 'timer-task-listener']);

/** Key under which a definition finds its job definitions. */
export const jobDefinitionKey = (activityId: string, jobType: string, configuration: string): string =>
  `${activityId}|${jobType}|${SEVERAL.has(jobType) ? configuration : ''}`;

function logJob(
  ctx: Context,
  job: Job,
  state: HistoricJobLog['state'],
  error: string | null,
  details: string | null,
): void {
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicJobLog',
    row: {
      id: ctx.newId(),
      timestamp: ctx.now,
      jobId: job.id,
      jobDueDate: job.dueDate,
      jobRetries: job.retries,
      jobPriority: job.priority,
      jobExceptionMessage: error,
      exceptionStacktrace: details,
      jobDefinitionId: job.jobDefinitionId,
      jobDefinitionType: job.handlerType,
      jobDefinitionConfiguration: job.handlerConfiguration,
      activityId: job.activityId,
      failedActivityId: job.failedActivityId,
      executionId: job.executionId,
      processInstanceId: job.processInstanceId,
      processDefinitionId: job.processDefinitionId,
      processDefinitionKey: job.processDefinitionKey,
      deploymentId: job.deploymentId,
      state,
      tenantId: job.tenantId,
    },
  });
}

export { logJob };

interface NewJob {
  readonly type: 'timer' | 'message';
  readonly handlerType: string;
  readonly handlerConfiguration: string | null;
  readonly activityId: string;
  readonly dueDate: number | null;
  readonly repeat: string | null;
  readonly exclusive: boolean;
  readonly configuration: string;
}

function priorityOf(
  ctx: Context,
  execution: Execution,
  definition: Definition,
  expression: CompiledExpression | undefined,
  fallback: number | null,
): number {
  if (fallback !== null) return fallback;
  const chosen = expression ?? definition.graph.model.jobPriority;
  return chosen ? evaluatePriority(ctx, execution.id, chosen) : 0;
}

/** Creates a job owned by a token or scope. */
export function createJob(ctx: Context, execution: Execution, spec: NewJob, priority?: CompiledExpression): Job {
  const definition = ctx.definitionOf(execution);
  const place = definition.jobDefinitions.get(jobDefinitionKey(spec.activityId, spec.handlerType, spec.configuration));
  const { configuration: _, ...columns } = spec;
  const job: Job = {
    id: ctx.newId(),
    rev: 1,
    ...columns,
    jobDefinitionId: place?.id ?? null,
    executionId: shownId(execution),
    ownerId: execution.id,
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    processDefinitionId: definition.row.id,
    processDefinitionKey: definition.row.key,
    deploymentId: definition.row.deploymentId,
    repeatOffset: 0,
    retries: retryPlanOf(ctx, execution, spec.activityId)?.retries ?? DEFAULT_RETRIES,
    exceptionMessage: null,
    exceptionStacktrace: null,
    failedActivityId: null,
    priority: priorityOf(ctx, execution, definition, priority, place?.priority ?? null),
    suspended: execution.suspended || (place?.suspended ?? false),
    createTime: ctx.now,
    lockOwner: null,
    lockExpirationTime: null,
    batchId: null,
    tenantId: execution.tenantId,
  };
  ctx.store.put('job', job);
  logJob(ctx, job, 'created', null, null);
  ctx.outbox.events.push({ ...whereOf(ctx, execution), type: 'JobCreated', activityId: spec.activityId, job });
  return job;
}

/** Cuts the transaction before or after an element. */
export function createContinuation(
  ctx: Context,
  tokenId: string,
  element: Element,
  position: 'before' | 'after',
): void {
  createJob(
    ctx,
    ctx.execution(tokenId),
    {
      type: 'message',
      handlerType: 'async-continuation',
      handlerConfiguration: position === 'before' ? 'transition-create-scope' : 'transition-notify-listener-take',
      activityId: element.id,
      dueDate: null,
      repeat: null,
      exclusive: element.exclusive,
      configuration: `async-${position}`,
    },
    element.node.jobPriority,
  );
}

/** Where a timer belongs and what it is for. */
export interface TimerPlace {
  readonly node: FlowNode;
  readonly handler: TimerHandler;
  /** A cycle goes on; only those of non-interrupting events and of listeners do. */
  readonly repeats: boolean;
  readonly listenerId?: string | undefined;
}

/** What the job of a timer says of its place. */
export const timerHandlerConfiguration = ({ node, listenerId }: TimerPlace): string =>
  listenerId === undefined ? node.id : timeoutConfiguration(node.id, listenerId);

/** Sets a timer on a scope. */
export function createTimer(ctx: Context, scopeId: string, place: TimerPlace, timer: TimerDefinition): Job {
  const { node, handler, repeats } = place;
  const value = evaluate(ctx, scopeId, timer.expression);
  const { due, repeat } = startTimer(timer.timer, value, ctx.now, ctx.environment.timeZone);
  return createJob(
    ctx,
    ctx.execution(scopeId),
    {
      type: 'timer',
      handlerType: handler,
      handlerConfiguration: timerHandlerConfiguration(place),
      activityId: node.id,
      dueDate: due,
      repeat: repeats ? repeat : null,
      exclusive: node.exclusive,
      configuration: timerConfiguration(timer),
    },
    node.jobPriority,
  );
}

/** The follow-up of a repeating timer, created before its handler runs; nothing when the cycle is over. */
export function createFollowUp(ctx: Context, job: Job): void {
  if (job.repeat === null) return;
  const due = nextOfCycle(job.repeat, ctx.now, ctx.environment.timeZone);
  if (due === undefined) return;
  const next: Job = {
    ...job,
    id: ctx.newId(),
    rev: 1,
    dueDate: due + job.repeatOffset,
    retries: DEFAULT_RETRIES,
    exceptionMessage: null,
    exceptionStacktrace: null,
    failedActivityId: null,
    createTime: ctx.now,
  };
  ctx.store.put('job', next);
  logJob(ctx, next, 'created', null, null);
}

export function deleteJob(ctx: Context, job: Job, state: 'deleted' | 'successful'): void {
  endIncidentsOf(ctx, job.id, state === 'successful' ? 'resolved' : 'deleted');
  ctx.store.remove('job', job.id);
  logJob(ctx, job, state, null, null);
}

export function removeJobsOf(ctx: Context, ownerId: string): void {
  for (const job of ctx.store.owned('job', ownerId)) deleteJob(ctx, job, 'deleted');
}
