import type { VariableMap } from '@anliu/engine-protocol';
import { BadUserRequestError, MismatchingMessageCorrelationError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { EventSubscription, Execution } from '../tables/entities.js';
import { startInstance } from '../flow/instances.js';
import { fire } from '../flow/start-behaviours.js';
import { sameValue, storedFromDto } from '../values/stored-value.js';
import { localVariable, putDtos } from '../values/variables.js';
import { refuseSuspended, requireExecution } from './guards.js';

export interface Correlation {
  readonly messageName: string;
  readonly businessKey?: string | null | undefined;
  readonly processInstanceId?: string | null | undefined;
  readonly processDefinitionId?: string | null | undefined;
  readonly tenantId?: string | null | undefined;
  readonly correlationKeys?: VariableMap | undefined;
  readonly localCorrelationKeys?: VariableMap | undefined;
  readonly processVariables?: VariableMap | undefined;
  readonly processVariablesLocal?: VariableMap | undefined;
  readonly processVariablesToTriggeredScope?: VariableMap | undefined;
  readonly all?: boolean | undefined;
  /** Starts nothing. */
  readonly executionsOnly?: boolean | undefined;
}

export type Correlated =
  | { readonly resultType: 'Execution'; readonly executionId: string; readonly processInstanceId: string }
  | { readonly resultType: 'ProcessDefinition'; readonly instance: Execution };

const holds = (ctx: Context, ownerId: string, keys: VariableMap | undefined): boolean =>
  Object.entries(keys ?? {}).every(([name, dto]) => {
    const variable = localVariable(ctx, ownerId, name);
    return variable !== undefined && sameValue(variable, storedFromDto(dto));
  });

function matchesInstance(ctx: Context, subscription: EventSubscription, query: Correlation): boolean {
  const instance = ctx.instance(subscription.processInstanceId ?? '');
  const owner = ctx.findExecution(subscription.ownerId ?? '');
  if (!instance || !owner || owner.suspended) return false;
  return (
    (query.businessKey === undefined || query.businessKey === null || instance.businessKey === query.businessKey) &&
    (query.processInstanceId === undefined ||
      query.processInstanceId === null ||
      instance.id === query.processInstanceId) &&
    (query.tenantId === undefined || instance.tenantId === query.tenantId) &&
    holds(ctx, instance.id, query.correlationKeys) &&
    holds(ctx, owner.id, query.localCorrelationKeys)
  );
}

const mismatch = (query: Correlation, reason: string): MismatchingMessageCorrelationError =>
  new MismatchingMessageCorrelationError(`Cannot correlate message '${query.messageName}': ${reason}`);

/** Camunda's correlation: the one waiting execution, else the one start event. With `all`, every one of both. */
export function correlateMessage(ctx: Context, query: Correlation): Correlated[] {
  if (query.processInstanceId && query.tenantId !== undefined)
    throw new BadUserRequestError(
      'ENGINE-13028 Cannot specify a tenant-id when correlate a message to a single process instance.',
    );
  const found = ctx.environment.reader.subscriptions('message', query.messageName, {
    processInstanceId: query.processInstanceId ?? undefined,
    businessKey: query.businessKey ?? undefined,
  });
  const waiting = found.filter((one) => one.processInstanceId !== null && matchesInstance(ctx, one, query));
  const starts = found.filter(
    (one) =>
      one.processInstanceId === null &&
      !query.executionsOnly &&
      (query.tenantId === undefined || one.tenantId === query.tenantId) &&
      (query.processDefinitionId === undefined ||
        query.processDefinitionId === null ||
        one.processDefinitionId === query.processDefinitionId) &&
      ctx.environment.definitions.byId(one.processDefinitionId ?? '')?.row.suspended === false,
  );
  if (query.all)
    return [...waiting.map((one) => deliver(ctx, one, query)), ...starts.map((one) => start(ctx, one, query))];
  if (waiting.length > 1) throw mismatch(query, `${waiting.length} executions match the correlation keys`);
  if (waiting[0]) return [deliver(ctx, waiting[0], query)];
  const startable =
    query.processInstanceId || query.correlationKeys || query.localCorrelationKeys
      ? starts.filter(() => !query.processInstanceId)
      : starts;
  if (startable.length > 1) throw mismatch(query, `${startable.length} process definitions match`);
  if (startable[0]) return [start(ctx, startable[0], query)];
  throw mismatch(query, 'No process definition or execution matches the parameters');
}

function deliver(ctx: Context, subscription: EventSubscription, query: Correlation): Correlated {
  const scopeId = subscription.ownerId ?? '';
  const processInstanceId = subscription.processInstanceId ?? '';
  putDtos(ctx, processInstanceId, query.processVariables, false);
  putDtos(ctx, scopeId, query.processVariablesLocal, true);
  ctx.agenda.afterwards(() => {
    if (!ctx.store.get('eventSubscription', subscription.id)) return;
    fire(ctx, scopeId, subscription.activityId, { localVariables: query.processVariablesToTriggeredScope });
  });
  return { resultType: 'Execution', executionId: subscription.executionId ?? scopeId, processInstanceId };
}

function start(ctx: Context, subscription: EventSubscription, query: Correlation): Correlated {
  const definition = ctx.definition(subscription.processDefinitionId ?? '');
  const instance = startInstance(ctx, {
    definition,
    businessKey: query.businessKey ?? null,
    variables: query.processVariables,
    triggerVariables: {
      ...query.correlationKeys,
      ...query.processVariablesLocal,
      ...query.processVariablesToTriggeredScope,
    },
    startNodeId: subscription.activityId,
  });
  return { resultType: 'ProcessDefinition', instance };
}

/** Triggers the message subscription of exactly this execution. */
export function triggerMessage(
  ctx: Context,
  executionId: string,
  messageName: string,
  variables: VariableMap | undefined,
): void {
  refuseSuspended(requireExecution(ctx, executionId));
  const subscription = ctx.store
    .ofInstance('eventSubscription', ctx.execution(executionId).processInstanceId)
    .find((one) => one.eventType === 'message' && one.eventName === messageName && one.executionId === executionId);
  if (!subscription) {
    throw new ProcessEngineError(
      `Execution with id '${executionId}' does not have a subscription to a message event with name '${messageName}': eventSubscriptions is empty`,
    );
  }
  const scopeId = subscription.ownerId ?? '';
  putDtos(ctx, scopeId, variables, false);
  ctx.agenda.schedule(scopeId, () => fire(ctx, scopeId, subscription.activityId));
}
