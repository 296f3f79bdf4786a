import type { FlowNode } from '@anliu/engine-bpmn';
import type { VariableMap } from '@anliu/engine-protocol';
import { LimitError, ProcessEngineError } from '@anliu/engine-protocol';
import { passOutputs } from '../values/call-variables.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Definition } from '../state/environment.js';
import type { Element } from '../state/graph.js';
import { entryOf } from '../state/graph.js';
import { instanceEnded, instanceStarted } from '../history/instances.js';
import type { EndState } from '../history/instances.js';
import { arrive, attempt, begin, cancelTokens, destroyScope, leave, runListeners } from './lifecycle.js';
import { keepInitialVariables } from '../values/initial-variables.js';
import { MAX_CALL_DEPTH } from '../limits.js';
import { createSubscriptions } from '../waiting/subscriptions.js';
import { createToken, tokenCount } from '../state/tree.js';
import { endIncident } from '../waiting/incidents.js';
import { noteFormFields } from '../history/variable-details.js';
import { putDtos, putLocal, setVariable } from '../values/variables.js';
import type { StoredValue } from '../values/stored-value.js';

export interface StartRequest {
  readonly definition: Definition;
  readonly businessKey: string | null;
  readonly variables?: VariableMap | undefined;
  readonly stored?: ReadonlyMap<string, StoredValue>;
  /** The start event; undefined: the none start event; null: none, instructions follow. */
  readonly startNodeId?: string | undefined | null;
  /** What history names as the start when instructions follow. */
  readonly startActivityId?: string | undefined;
  readonly superExecutionId?: string | null;
  readonly tenantId?: string | null;
  /** The variables are the values of a submitted form. */
  readonly isForm?: boolean | undefined;
  /** Variables of the triggering event, on the instance. */
  readonly triggerVariables?: VariableMap | undefined;
  /** Start even a suspended definition (a called one is refused too). */
  readonly caseInstanceId?: string | null;
}

function callDepth(ctx: Context, superExecutionId: string | null): number {
  let depth = 0;
  for (let id = superExecutionId; id !== null; depth++) {
    const caller = ctx.execution(id);
    id = ctx.execution(caller.processInstanceId).superExecutionId;
  }
  return depth;
}

/** Creates an instance and lets its first token go. @throws ProcessEngineError when the definition is suspended or has no such start */
export function startInstance(ctx: Context, request: StartRequest): Execution {
  const { definition, businessKey } = request;
  const { row, graph } = definition;
  if (row.suspended) {
    throw new ProcessEngineError(
      `ENGINE-03057 Cannot start process instance. Process definition (id=${row.id}) is suspended`,
    );
  }
  const superExecutionId = request.superExecutionId ?? null;
  if (callDepth(ctx, superExecutionId) > MAX_CALL_DEPTH) {
    throw new LimitError('MAX_CALL_DEPTH', `调用活动嵌套超过 ${MAX_CALL_DEPTH} 层，请检查流程是否循环调用自身`);
  }
  const start = startElement(definition, request.startNodeId);
  const caller = superExecutionId === null ? undefined : ctx.execution(superExecutionId);
  const id = ctx.newId();
  ctx.store.put('execution', {
    id,
    kind: 'instance',
    ownerId: null,
    isVisible: true,
    parentId: null,
    processInstanceId: id,
    rootProcessInstanceId: caller?.rootProcessInstanceId ?? id,
    superExecutionId,
    superProcessInstanceId: caller?.processInstanceId ?? null,
    processDefinitionId: row.id,
    processDefinitionKey: row.key,
    businessKey,
    activityId: null,
    activityInstanceId: id,
    parentActivityInstanceId: null,
    isActive: true,
    isScope: true,
    isConcurrent: false,
    isEventScope: false,
    suspended: false,
    state: 'active',
    flowId: null,
    data: null,
    enteredAt: ctx.now,
    sequenceCounter: 1,
    startUserId: ctx.actor.userId,
    caseInstanceId: request.caseInstanceId ?? null,
    tenantId: request.tenantId ?? row.tenantId,
  });
  ctx.mode.starting = id;
  instanceStarted(ctx, ctx.execution(id), start?.id ?? request.startActivityId ?? null);
  if (start?.node.kind === 'startEvent' && start.node.initiatorVariable !== undefined) {
    setVariable(ctx, id, start.node.initiatorVariable, ctx.actor.userId);
  }
  for (const [name, value] of request.stored ?? []) putLocal(ctx, id, name, value);
  if (request.isForm) noteFormFields(ctx, ctx.execution(id), undefined, request.variables);
  putDtos(ctx, id, request.variables, false);
  putDtos(ctx, id, request.triggerVariables, true);
  keepInitialVariables(ctx, id);
  const token = start ? createToken(ctx, id, { activityId: start.id }) : undefined;
  attempt(ctx, token?.id ?? id, () => {
    createSubscriptions(ctx, id, undefined, { looksAtConditions: start !== undefined });
    runListeners(ctx, id, graph.model.listeners, 'start');
  });
  if (start && token) {
    // An instantiating receive task that is named as the start has received its message.
    const received = start.node.kind === 'receiveTask' && request.startNodeId !== undefined;
    ctx.agenda.defer(token.id, () =>
      attempt(ctx, token.id, () =>
        received ? void begin(ctx, token.id, start, 'leave') : arrive(ctx, token.id, start),
      ),
    );
  }
  return ctx.execution(id);
}

function startElement({ graph, row }: Definition, startNodeId: string | null | undefined): Element | undefined {
  if (startNodeId === null) return undefined;
  const id = startNodeId ?? initialNode(graph)?.id;
  const element = id === undefined ? undefined : entryOf(graph, id);
  if (!element) {
    throw new ProcessEngineError(
      `Process definition ${row.key} is not interactively startable: cannot start process instance, initial activity where the process instance should start is null.`,
    );
  }
  return element;
}

/** The none or timer start event, else the only start event; without any, an instantiating receive task (BPMN 2.0.2, 10.3.3). */
function initialNode(graph: Definition['graph']): FlowNode | undefined {
  const { startEvents, model } = graph;
  const plain = startEvents.find(({ event }) => event === undefined || event.kind === 'timer');
  if (plain) return plain;
  if (startEvents.length > 0) return startEvents.length === 1 ? startEvents[0] : undefined;
  return model.nodes.find((node) => node.kind === 'receiveTask' && node.instantiate);
}

/** The last token of an instance is gone: the instance completes and its caller goes on. */
export function instanceEmptied(ctx: Context, id: string): void {
  const instance = ctx.execution(id);
  // A condition that a listener of the last token met may have started something new.
  if (tokenCount(ctx, id) > 0) return;
  if (ctx.mode.modifying?.id === id) {
    ctx.mode.modifying.ended = !ctx.mode.modifying.interrupted;
    return;
  }
  const callerId = instance.superExecutionId;
  attempt(ctx, id, () => {
    if (callerId !== null) passOutputs(ctx, callerId, id);
    finish(ctx, instance, 'COMPLETED', instance.activityId, null);
  });
  if (callerId !== null) ctx.agenda.schedule(callerId, () => leave(ctx, callerId));
}

function finish(
  ctx: Context,
  instance: Execution,
  state: EndState,
  endActivityId: string | null,
  reason: string | null,
): void {
  runListeners(ctx, instance.id, ctx.definitionOf(instance).graph.model.listeners, 'end');
  instanceEnded(ctx, instance, state, endActivityId, reason);
  for (const incident of ctx.store.ofInstance('incident', instance.id)) endIncident(ctx, incident, 'deleted');
  destroyScope(ctx, ctx.execution(instance.id));
}

/** Ends an instance with everything in it, called instances included. The caller does not go on. */
export function deleteInstance(ctx: Context, id: string, state: EndState, reason: string | null): void {
  const instance = ctx.execution(id);
  cancelTokens(ctx, id);
  finish(ctx, instance, state, null, reason);
}

export const cancelInstance = (ctx: Context, id: string, reason: string): void =>
  deleteInstance(ctx, id, ctx.mode.calledEndState, reason);
