import type { ExecutionListener, SequenceFlow } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { BpmnError } from './bpmn-error.js';
import { endsCompensation, keepForCompensation, subscribeForCompensation } from './compensation-scopes.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluateCondition, runAction } from '../values/expressions.js';
import { ioStoredOf } from '../values/io-values.js';
import type { Element } from '../state/graph.js';
import { BODY_SUFFIX } from '../state/graph.js';
import { activityEnded, activityStarted } from '../history/activities.js';
import { createContinuation, removeJobsOf } from '../waiting/jobs.js';
import { refuseSuspended } from '../waiting/suspension.js';
import { createSubscriptions, removeSubscriptions } from '../waiting/subscriptions.js';
import { removeWaits } from '../waiting/remove-waits.js';
import {
  createScope,
  createToken,
  dataOf,
  hostedScope,
  removeExecution,
  removeToken,
  tokenCount,
  tokensOf,
} from '../state/tree.js';
import { putLocal, putVariable } from '../values/variables.js';

/** Runs a step of an execution; a BPMN error thrown in it takes the error path instead of failing the command. */
export function attempt(ctx: Context, executionId: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!BpmnError.isInstance(error)) throw error;
    ctx.behaviours.errorThrown(ctx, executionId, error);
  }
}

const runListeners = (
  ctx: Context,
  executionId: string,
  listeners: readonly ExecutionListener[],
  event: ExecutionListener['event'],
): void => {
  if (ctx.mode.options.skipCustomListeners) return;
  for (const { event: on, action } of listeners) {
    if (on === event) runAction(ctx, executionId, action, { eventName: event });
  }
};

export { runListeners };

/** A token reaches an element: an asynchronous element waits for its job, any other begins. */
export function arrive(ctx: Context, tokenId: string, element: Element, skipAsync = false): void {
  if (element.inAdHoc && !skipAsync && !ctx.behaviours.adHoc.mayBegin(ctx, tokenId, element)) return;
  if (element.asyncBefore && !skipAsync) {
    ctx.update('execution', tokenId, {
      activityId: element.id,
      activityInstanceId: null,
      state: 'asyncBefore',
      isActive: true,
    });
    createContinuation(ctx, tokenId, element, 'before');
    return;
  }
  begin(ctx, tokenId, element);
}

/**
 * What follows the start of an activity instance: its behaviour; nothing, because modification will put tokens into it;
 * leaving at once, because the event it stands for has already occurred (behind an event-based gateway); or its behaviour
 * as a compensation handler, whose own scope listens to timers only.
 */
type Then = 'execute' | 'hold' | 'leave' | 'compensate';

/** Creates the scope, maps inputs, opens subscriptions, starts the activity instance. Returns its execution. */
export function begin(ctx: Context, tokenId: string, element: Element, then: Then = 'execute'): string {
  const id = `${element.id}:${ctx.newId()}`;
  const token = ctx.execution(tokenId);
  refuseSuspended(token);
  const entered = { activityInstanceId: id, enteredAt: ctx.now };
  const counted = { sequenceCounter: token.sequenceCounter + 1 };
  ctx.update('execution', tokenId, { ...entered, activityId: element.id, state: 'active', isActive: true, data: null });
  for (const variable of ctx.store.owned('variable', tokenId)) {
    ctx.store.put('variable', { ...variable, activityInstanceId: id });
  }
  const executionId = element.isScope ? createScope(ctx, tokenId, element.id).id : tokenId;
  ctx.update('execution', executionId, { ...entered, ...counted });
  attempt(ctx, executionId, () => {
    if (element.role !== 'body') mapInputs(ctx, executionId, tokenId, element);
    if (then !== 'leave') {
      createSubscriptions(ctx, executionId, element, {
        timersOnly: then === 'compensate',
        looksAtConditions: then !== 'hold',
      });
    }
    activityStarted(ctx, ctx.execution(executionId), element, id);
    if (element.role !== 'body') runListeners(ctx, executionId, element.node.listeners, 'start');
    if (then === 'hold') return;
    ctx.agenda.schedule(executionId, () => {
      // A condition that held on entering may have taken the scope over.
      if (ctx.noticed.interrupted.has(executionId)) return;
      attempt(ctx, executionId, () =>
        then === 'leave' ? leave(ctx, executionId) : ctx.behaviourOf(element).execute(ctx, executionId, element),
      );
    });
  });
  return executionId;
}

/** Inputs are computed outside and set inside, so that inputs of one activity do not see each other. */
function mapInputs(ctx: Context, executionId: string, outerId: string, element: Element): void {
  if (ctx.mode.options.skipIoMappings) return;
  for (const { name, value } of element.node.io?.inputs ?? []) {
    putLocal(ctx, executionId, name, ioStoredOf(ctx, outerId, value));
  }
}

function mapOutputs(ctx: Context, executionId: string, outerId: string, element: Element): void {
  if (ctx.mode.options.skipIoMappings) return;
  for (const { name, value } of element.node.io?.outputs ?? []) {
    putVariable(ctx, outerId, name, ioStoredOf(ctx, executionId, value));
  }
}

/** The flows an activity leaves by: all whose condition holds, else the default one. */
export function openFlows(ctx: Context, executionId: string, element: Element): SequenceFlow[] {
  const open = element.outgoing.filter(
    (flow) =>
      flow !== element.defaultFlow &&
      (flow.condition === undefined || evaluateCondition(ctx, executionId, flow.condition)),
  );
  if (open.length > 0) return open;
  if (element.defaultFlow) return [element.defaultFlow];
  if (element.outgoing.length > 0) throw noFlow(element);
  return [];
}

export const noFlow = (element: Element): ProcessEngineError =>
  new ProcessEngineError(
    `ENGINE-02004 No outgoing sequence flow for the element with id '${element.id}' could be selected for continuing the process.`,
  );

/** Leaves an activity through its open flows (or those given). */
export function leave(ctx: Context, executionId: string, flows?: readonly SequenceFlow[]): void {
  const execution = ctx.execution(executionId);
  refuseSuspended(execution);
  const element = ctx.elementOf(execution);
  attempt(ctx, executionId, () => {
    const chosen = flows ?? openFlows(ctx, executionId, element);
    subscribeForCompensation(ctx, executionId, element);
    const tokenId = endActivity(ctx, executionId, false);
    passOn(ctx, tokenId, element, chosen);
  });
}

/** An activity has ended: an asynchronous one waits for its job, any other goes on along the flows. */
export function passOn(ctx: Context, tokenId: string, element: Element, flows: readonly SequenceFlow[]): void {
  if (!element.asyncAfter) {
    proceed(ctx, tokenId, element, flows);
    return;
  }
  const branches = flows.length > 1 ? branch(ctx, tokenId, flows) : [{ flow: flows[0], id: tokenId }];
  for (const { flow, id } of branches) {
    const data = { flowIds: flow ? [flow.id] : [] };
    ctx.update('execution', id, { state: 'asyncAfter', activityId: element.id, data });
    createContinuation(ctx, id, element, 'after');
  }
}

/** After the activity (and its async-after job, if any): on along the flows. */
export function proceed(ctx: Context, tokenId: string, element: Element, flows: readonly SequenceFlow[]): void {
  if (isInstance(ctx, tokenId, element)) ctx.behaviours.innerEnded(ctx, tokenId);
  else if (element.inAdHoc) ctx.behaviours.adHoc.left(ctx, tokenId, element, flows);
  else takeFlows(ctx, tokenId, flows);
}

/** Whether it is one of the instances in a body. A compensation handler that modification started in it counts among them. */
function isInstance(ctx: Context, tokenId: string, element: Element): boolean {
  if (!element.parentId.endsWith(BODY_SUFFIX)) return false;
  const owner = ctx.execution(ctx.execution(tokenId).ownerId ?? '');
  return owner.activityId === element.parentId && !dataOf(owner).compensating;
}

/** Ends the activity instance of an execution and destroys its scope. Returns the token that was in it. */
export function endActivity(ctx: Context, executionId: string, canceled: boolean): string {
  const execution = ctx.execution(executionId);
  const element = ctx.elementOf(execution);
  const tokenId = execution.kind === 'scope' ? (execution.ownerId ?? '') : executionId;
  const ends = !canceled && endsCompensation(ctx, tokenId);
  removeWaits(ctx, executionId, canceled);
  if (element.role !== 'body') {
    runListeners(ctx, executionId, element.node.listeners, 'end');
    mapOutputs(ctx, executionId, tokenId, element);
  }
  const ended = ctx.execution(executionId);
  activityEnded(ctx, ended, element, canceled);
  if (execution.kind === 'scope') {
    if (!canceled) keepForCompensation(ctx, executionId, element);
    destroyScope(ctx, ended);
  }
  const token = ctx.execution(tokenId);
  ctx.update('execution', tokenId, {
    state: 'active',
    isActive: true,
    activityInstanceId: null,
    sequenceCounter: Math.max(token.sequenceCounter, ended.sequenceCounter + (ends ? 0 : 1)),
  });
  return tokenId;
}

/** Removes a scope whose tokens are gone: its subscriptions, jobs, variables and what it kept for compensation. */
export function destroyScope(ctx: Context, scope: Execution): void {
  for (const kept of ctx.store.owned('execution', scope.id)) destroyScope(ctx, kept);
  removeSubscriptions(ctx, scope.id);
  removeJobsOf(ctx, scope.id);
  removeExecution(ctx, scope);
}

/** One token per flow: the first keeps the token, every further one gets a new one. */
function branch(ctx: Context, tokenId: string, flows: readonly SequenceFlow[]): { flow: SequenceFlow; id: string }[] {
  const { ownerId, activityId } = ctx.execution(tokenId);
  const branches = flows.map((flow, index) => ({
    flow,
    id: index === 0 ? tokenId : createToken(ctx, ownerId ?? '', { activityId }).id,
  }));
  // Where each token is bound for matters to inclusive joins before it has moved.
  for (const { flow, id } of branches) ctx.update('execution', id, { flowId: flow.id });
  return branches;
}

/** Branches run one after the other in the order of the flows. */
export function takeFlows(ctx: Context, tokenId: string, flows: readonly SequenceFlow[]): void {
  if (flows.length === 0) {
    endToken(ctx, tokenId);
    return;
  }
  for (const { flow, id } of branch(ctx, tokenId, flows).reverse()) {
    ctx.agenda.defer(id, () => attempt(ctx, id, () => takeFlow(ctx, id, flow)));
  }
}

function takeFlow(ctx: Context, tokenId: string, flow: SequenceFlow): void {
  ctx.mode.starting = null;
  const token = ctx.execution(tokenId);
  runListeners(ctx, tokenId, flow.listeners, 'take');
  const target = ctx.entryAt(token, flow.targetId);
  if (interruptsFlowScope(target)) ctx.behaviours.interruptScope(ctx, token.ownerId ?? '', tokenId);
  arrive(ctx, tokenId, target);
}

/** Before a terminate or cancel end event starts, everything else in its flow scope has ended. */
const interruptsFlowScope = ({ node }: Element): boolean =>
  node.kind === 'endEvent' && (node.event?.kind === 'terminate' || node.event?.kind === 'cancel');

/** A token is used up; its scope completes when it was the last. */
export function endToken(ctx: Context, tokenId: string): void {
  const token = ctx.execution(tokenId);
  const scopeId = token.ownerId ?? '';
  const scope = ctx.execution(scopeId);
  removeToken(ctx, token);
  ctx.noticed.thinned.add(scopeId);
  if (tokenCount(ctx, scopeId) > 0) return;
  if (scope.kind === 'instance') ctx.agenda.schedule(scopeId, () => ctx.behaviours.instanceEmptied(ctx, scopeId));
  else ctx.agenda.schedule(scopeId, () => attempt(ctx, scopeId, () => emptied(ctx, scopeId)));
}

function emptied(ctx: Context, scopeId: string): void {
  // A condition that a listener of the last token met may have started something new.
  if (tokenCount(ctx, scopeId) > 0) return;
  const scope = ctx.execution(scopeId);
  if (dataOf(scope).compensating) {
    const { id: hostId } = ctx.update('execution', scope.ownerId ?? '', { sequenceCounter: scope.sequenceCounter });
    destroyScope(ctx, scope);
    endToken(ctx, hostId);
    return;
  }
  const element = ctx.elementOf(scope);
  ctx.behaviourOf(element).emptied?.(ctx, scopeId, element);
}

/**
 * Removes a token with everything inside, leaf to root, as canceled. Its scope does not complete by this.
 * @returns the token's last sequence count
 */
export function cancelToken(ctx: Context, tokenId: string): number {
  const hosted = hostedScope(ctx, tokenId);
  if (hosted) cancelScope(ctx, hosted.id);
  else if (ctx.execution(tokenId).activityInstanceId !== null) endActivity(ctx, tokenId, true);
  removeJobsOf(ctx, tokenId);
  const rest = ctx.execution(tokenId);
  removeToken(ctx, rest);
  ctx.noticed.thinned.add(rest.ownerId ?? '');
  return rest.sequenceCounter;
}

export function cancelTokens(ctx: Context, scopeId: string): void {
  for (const token of tokensOf(ctx, scopeId)) cancelToken(ctx, token.id);
}

/** Cancels a scope activity; its token stays. */
function cancelScope(ctx: Context, scopeId: string): void {
  cancelTokens(ctx, scopeId);
  const scope = ctx.execution(scopeId);
  // A scope re-opened for compensation ended its activity long ago.
  if (dataOf(scope).compensating) destroyScope(ctx, scope);
  else endActivity(ctx, scopeId, true);
}
