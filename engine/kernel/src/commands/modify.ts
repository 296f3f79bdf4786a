import type { ModificationInstruction, VariableValueDto } from '@anliu/engine-protocol';
import { BadUserRequestError, ProcessEngineError, SuspendedEntityError } from '@anliu/engine-protocol';
import type { Context } from '../context.js';
import type { Execution } from '../entities.js';
import type { Element } from '../graph.js';
import { entryOf } from '../graph.js';
import { arrive, begin, cancelToken, takeFlows } from '../lifecycle.js';
import { interruptScope } from '../start-behaviours.js';
import { createToken, tokenOf, tokensOf } from '../tree.js';
import { getLocal, putDtos, setLocal } from '../variables.js';
import { cancel, describe, endIfEmpty, fail } from './cancel.js';
import { requireInstance } from './guards.js';

type Instruction = ModificationInstruction;

/**
 * Moves tokens by hand: cancels activity instances and starts others, creating the scopes around them. When nothing is
 * left, the instance ends.
 */
export function modifyInstance(
  ctx: Context,
  id: string,
  instructions: readonly Instruction[],
  options: { readonly skipCustomListeners?: boolean; readonly skipIoMappings?: boolean } = {},
): void {
  requireInstance(ctx, id);
  ctx.options = options;
  ctx.modifying = { id, ended: false, interrupted: false };
  const next = (index: number): void => {
    const instruction = instructions[index];
    if (!instruction) {
      endIfEmpty(ctx, id);
      return;
    }
    // The next instruction sees what this one led to.
    apply(ctx, id, instruction);
    ctx.afterwards(() => next(index + 1));
  };
  next(0);
}

function apply(ctx: Context, id: string, instruction: Instruction): void {
  const instance = ctx.execution(id);
  const { graph } = ctx.definitionOf(instance);
  if (instruction.type === 'cancel') {
    cancel(ctx, id, instruction);
    return;
  }
  if (instruction.type === 'startTransition') {
    const flow = graph.flows.get(instruction.transitionId ?? '');
    const source = flow && graph.elements.get(flow.sourceId);
    if (!flow || !source)
      throw fail(id, instruction, `Element '${instruction.transitionId ?? ''}' does not exist in process`);
    const outer = entryOf(graph, source.node.id) ?? source;
    const tokenId = place(ctx, id, outer, instruction);
    ctx.schedule(tokenId, () => takeFlows(ctx, tokenId, [flow]));
    return;
  }
  const element = graph.elements.get(instruction.activityId ?? '');
  if (!element)
    throw new BadUserRequestError(
      `Cannot perform instruction: ${describe(instruction)}; Element '${instruction.activityId ?? ''}' does not exist in process '${graph.model.key}'`,
    );
  if (instruction.type === 'startAfterActivity') {
    if (element.outgoing.length !== 1) {
      throw fail(
        id,
        instruction,
        `activity '${element.id}' has ${element.outgoing.length === 0 ? 'no' : 'more than one'} outgoing sequence flow`,
      );
    }
    const tokenId = place(ctx, id, element, instruction);
    ctx.schedule(tokenId, () => takeFlows(ctx, tokenId, element.outgoing));
    return;
  }
  const tokenId = place(ctx, id, element, instruction);
  ctx.schedule(tokenId, () => {
    // Behind an event-based gateway an event has occurred when it starts.
    if (element.afterEventGateway) begin(ctx, tokenId, element, 'leave');
    else arrive(ctx, tokenId, element);
  });
}

/** Scope executions of an element, in creation order. */
const scopesOf = (ctx: Context, id: string, elementId: string): Execution[] =>
  ctx.store.ofInstance('execution', id).filter((row) => row.kind === 'scope' && row.activityId === elementId);

/** A new token where the element belongs; scopes in between are created without being executed. */
function place(ctx: Context, id: string, target: Element, instruction: Instruction): string {
  const { graph } = ctx.definitionOf(ctx.execution(id));
  const missing: Element[] = [];
  let scope: Execution | undefined;
  let parentId = target.parentId;
  for (;;) {
    const parent = graph.elements.get(parentId);
    if (!parent) {
      scope = ctx.execution(id);
      break;
    }
    const candidates = withinAncestor(ctx, scopesOf(ctx, id, parent.id), instruction.ancestorActivityInstanceId);
    if (candidates.length > 1)
      throw fail(id, instruction, `Ancestor activity execution is ambiguous for activity '${target.id}'`);
    if (candidates[0]) {
      scope = candidates[0];
      break;
    }
    missing.unshift(parent);
    parentId = parent.parentId;
  }
  const top = missing[0] ?? target;
  if (ctx.execution(id).suspended && !(top === target && target.asyncBefore)) {
    throw new SuspendedEntityError(`ENGINE-03040 Execution with id '${id}' is suspended.`, { status: 400 });
  }
  makeRoom(ctx, scope, top);
  let tokenId = enterScope(ctx, scope, top);
  putInstructionVariables(ctx, missing.length === 0 ? tokenId : undefined, id, instruction);
  for (const [index, element] of missing.entries()) {
    const executionId = begin(ctx, tokenId, element, 'hold');
    const inner = missing[index + 1] ?? target;
    if (element.role === 'body') prepareBody(ctx, executionId, element);
    tokenId = enterScope(ctx, ctx.execution(executionId), inner);
  }
  return tokenId;
}

function withinAncestor(
  ctx: Context,
  scopes: Execution[],
  ancestorActivityInstanceId: string | undefined,
): Execution[] {
  if (ancestorActivityInstanceId === undefined) return scopes;
  const ancestor = scopes.find((scope) => scope.activityInstanceId === ancestorActivityInstanceId);
  if (ancestor) return [ancestor];
  return scopes.filter((scope) => {
    for (
      let row: Execution | undefined = scope;
      row;
      row = row.ownerId === null ? undefined : ctx.store.get('execution', row.ownerId)
    ) {
      if (row.activityInstanceId === ancestorActivityInstanceId) return true;
    }
    return false;
  });
}

/** Starting an interrupting event by hand interrupts as the event would. */
function makeRoom(ctx: Context, scope: Execution, element: Element): void {
  const { node } = element;
  const { graph } = ctx.definitionOf(scope);
  if (node.kind === 'boundaryEvent' && node.interrupting) {
    const host = entryOf(graph, node.attachedToId);
    const hosts = scopesOf(ctx, scope.processInstanceId, host?.id ?? '').filter(
      (row) => tokenOf(ctx, row).ownerId === scope.id,
    );
    if (hosts.length === 1 && hosts[0]) cancelToken(ctx, tokenOf(ctx, hosts[0]).id);
    return;
  }
  if (node.kind === 'subProcess' && node.variant === 'event') {
    const start = graph.eventSubProcesses.get(node.scopeId)?.find((one) => one.element.id === node.id)?.start;
    if (!start?.interrupting || start.event?.kind === 'compensate') return;
    interruptScope(ctx, scope.id, '');
    // What ends in it then does not count as the regular end of the instance.
    if (ctx.modifying?.id === scope.id) ctx.modifying.interrupted = true;
  }
}

/** A new token in a scope; in a multi-instance body it is a further instance. */
function enterScope(ctx: Context, scope: Execution, element: Element): string {
  if (element.role !== 'inner') return createToken(ctx, scope.id, { activityId: element.id }).id;
  const loop = 'multiInstance' in element.node ? element.node.multiInstance : undefined;
  const count = Number(getLocal(ctx, scope.id, 'nrOfInstances') ?? 0);
  const active = Number(getLocal(ctx, scope.id, 'nrOfActiveInstances') ?? 0);
  if (loop?.sequential && tokensOf(ctx, scope.id).length > 0) {
    throw new ProcessEngineError('Concurrent instantiation not possible for activities in scope ' + scope.activityId);
  }
  const token = createToken(ctx, scope.id, { activityId: element.id });
  setLocal(ctx, scope.id, 'nrOfInstances', count + 1);
  setLocal(ctx, scope.id, 'nrOfActiveInstances', active + 1);
  setLocal(
    ctx,
    loop?.sequential ? scope.id : token.id,
    'loopCounter',
    loop?.sequential ? Number(getLocal(ctx, scope.id, 'loopCounter') ?? 0) : count,
  );
  return token.id;
}

function prepareBody(ctx: Context, bodyId: string, element: Element): void {
  const loop = 'multiInstance' in element.node ? element.node.multiInstance : undefined;
  setLocal(ctx, bodyId, 'nrOfInstances', 0);
  setLocal(ctx, bodyId, 'nrOfCompletedInstances', 0);
  setLocal(ctx, bodyId, 'nrOfActiveInstances', 0);
  if (!loop?.sequential) ctx.update('execution', bodyId, { data: { alwaysConcurrent: true } });
}

function putInstructionVariables(
  ctx: Context,
  tokenId: string | undefined,
  id: string,
  instruction: Instruction,
): void {
  for (const [name, { local, ...dto }] of Object.entries(instruction.variables ?? {})) {
    const value: VariableValueDto = dto;
    putDtos(ctx, local && tokenId !== undefined ? tokenId : id, { [name]: value }, local === true);
  }
}
