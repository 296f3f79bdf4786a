import type { VariableMap } from '@anliu/engine-protocol';
import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { EventSubscription } from '../tables/entities.js';
import { startInstance } from '../flow/instances.js';
import { createJob } from './jobs.js';
import { fire } from '../flow/start-behaviours.js';
import type { StoredValue } from '../values/stored-value.js';
import { putDtos, putVariable } from '../values/variables.js';

export interface Broadcast {
  readonly values?: ReadonlyMap<string, StoredValue>;
  readonly variables?: VariableMap | undefined;
  readonly businessKey?: string | null;
  /** One job per receiver instead of reaching them now. */
  readonly async?: boolean;
  /** Reaches this tenant and those without one; undefined: everybody. */
  readonly tenantId?: string | null | undefined;
  /** From outside: reaches exactly the tenant given. */
  readonly exactTenant?: boolean;
  readonly executionId?: string | undefined;
  /** Told who waits before anybody is reached; by throwing it refuses the signal. */
  readonly before?: (waiting: readonly EventSubscription[]) => void;
}

/** Reaches every catching execution, then every start event, that waits for the signal. Nobody waiting is fine. */
export function broadcast(ctx: Context, name: string, signal: Broadcast): void {
  const { tenantId } = signal;
  if (signal.executionId !== undefined && tenantId !== undefined)
    throw new BadUserRequestError(
      'ENGINE-13027 Cannot specify a tenant-id when deliver a signal to a single execution.',
    );
  const waiting = ctx.environment.reader
    .subscriptions('signal', name)
    .filter(
      (one) =>
        (tenantId === undefined || one.tenantId === tenantId || (one.tenantId === null && !signal.exactTenant)) &&
        (signal.executionId === undefined ? !isSuspended(ctx, one) : one.executionId === signal.executionId),
    );
  if (signal.executionId !== undefined && waiting.length === 0)
    throw new NotFoundError(
      `Execution '${signal.executionId}' has not subscribed to a signal event with name '${name}'.`,
      { status: 500, type: 'RestException' },
    );
  signal.before?.(waiting);
  // Thrown from inside a process all receivers are triggered at once; from outside one after the other comes to rest.
  const each = (run: () => void): void =>
    ctx.agenda.running ? ctx.agenda.schedule(undefined, run) : ctx.agenda.afterwards(run);
  for (const one of waiting) if (one.processInstanceId !== null) each(() => reach(ctx, one, signal));
  if (signal.executionId !== undefined) return;
  for (const one of waiting) if (one.processInstanceId === null) each(() => startBySignal(ctx, one, signal));
}

/** A suspended execution hears no broadcast; a signal sent to it alone is refused. */
const isSuspended = (ctx: Context, { ownerId, processInstanceId }: EventSubscription): boolean =>
  processInstanceId !== null && ctx.findExecution(ownerId ?? '')?.suspended === true;

function reach(ctx: Context, subscription: EventSubscription, signal: Broadcast): void {
  // Somebody earlier in the same broadcast may have ended it.
  const current = ctx.find('eventSubscription', subscription.id);
  if (!current) return;
  const scopeId = current.ownerId ?? '';
  const scope = ctx.execution(scopeId);
  if (signal.async) {
    createJob(ctx, scope, {
      type: 'message',
      handlerType: 'event',
      handlerConfiguration: current.id,
      activityId: current.activityId,
      dueDate: null,
      repeat: null,
      exclusive: true,
      configuration: 'event',
    });
    return;
  }
  putDtos(ctx, scopeId, signal.variables, false);
  for (const [key, value] of signal.values ?? []) putVariable(ctx, scopeId, key, value);
  fire(ctx, scopeId, current.activityId);
}

function startBySignal(ctx: Context, subscription: EventSubscription, signal: Broadcast): void {
  const definition = ctx.environment.definitions.byId(
    subscription.configuration ?? subscription.processDefinitionId ?? '',
  );
  if (!definition || definition.row.suspended) return;
  startInstance(ctx, {
    definition,
    businessKey: signal.businessKey ?? null,
    variables: signal.variables,
    ...(signal.values ? { stored: signal.values } : {}),
    startNodeId: subscription.activityId,
  });
}
