import { ProcessEngineError, SuspendedEntityError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { entryOf } from '../state/graph.js';
import { begin, cancelToken } from '../flow/lifecycle.js';
import { interruptScope } from '../flow/start-behaviours.js';
import { createToken, tokenOf, tokensOf } from '../state/tree.js';
import { getLocal, putDtos, setLocal } from '../values/variables.js';
import { notValid } from './instruction.js';
import type { Instruction } from './instruction.js';

/** Scope executions of an element, in creation order. */
const scopesOf = (ctx: Context, id: string, elementId: string): Execution[] =>
  ctx.store.ofInstance('execution', id).filter((row) => row.kind === 'scope' && row.activityId === elementId);

/** What the instruction names as the activity instance to start in: a scope, or the process instance. */
function ancestorOf(ctx: Context, id: string, instruction: Instruction): Execution | undefined {
  const wanted = instruction.ancestorActivityInstanceId;
  if (wanted === undefined) return undefined;
  const at = ctx.store
    .ofInstance('execution', id)
    .filter((row) => row.activityInstanceId === wanted && row.kind !== 'eventScope');
  const ancestor = at.find((row) => row.kind !== 'token') ?? at[0];
  if (!ancestor)
    throw notValid(instruction, `Ancestor activity instance '${wanted}' does not exist: ancestorInstance is null`);
  return ancestor;
}

/** The innermost existing scope around an element (or the one the instruction names), and the scopes still missing. */
function surroundings(
  ctx: Context,
  id: string,
  target: Element,
  instruction: Instruction,
): { scope: Execution; missing: Element[] } {
  const instance = ctx.execution(id);
  const { graph } = ctx.definitionOf(instance);
  const ancestor = ancestorOf(ctx, id, instruction);
  const missing: Element[] = [];
  for (let parent = graph.elements.get(target.parentId); parent; parent = graph.elements.get(parent.parentId)) {
    const existing = scopesOf(ctx, id, parent.id);
    if (ancestor === undefined) {
      if (existing.length > 1)
        throw new ProcessEngineError(
          `Ancestor activity execution is ambiguous for activity Activity(${target.parentId})`,
        );
      if (existing[0]) return { scope: existing[0], missing };
    } else if (existing.some((row) => row.id === ancestor.id)) return { scope: ancestor, missing };
    missing.unshift(parent);
  }
  if (ancestor === undefined || ancestor.id === id) return { scope: instance, missing };
  throw notValid(
    instruction,
    `Scope execution for '${instruction.ancestorActivityInstanceId ?? ''}' cannot be found in parent hierarchy of flow element '${target.id}'`,
  );
}

/** A new token where the element belongs; scopes in between are created without being executed. */
export function place(ctx: Context, id: string, target: Element, instruction: Instruction): string {
  const { scope, missing } = surroundings(ctx, id, target, instruction);
  const top = missing[0] ?? target;
  if (ctx.execution(id).suspended && !(top === target && target.asyncBefore)) {
    throw new SuspendedEntityError(`ENGINE-03040 Execution with id '${id}' is suspended.`, { status: 400 });
  }
  // Behind an element nothing is interrupted: its event is not what starts.
  if (instruction.type === 'startBeforeActivity')
    makeRoom(ctx, scope, top, top === target ? undefined : (missing[1] ?? target));
  let tokenId = enterScope(ctx, scope, top);
  for (const [name, { local, ...value }] of Object.entries(instruction.variables ?? {})) {
    putDtos(ctx, tokenId, { [name]: value }, local === true);
  }
  for (const [index, element] of missing.entries()) {
    const executionId = begin(ctx, tokenId, element, 'hold');
    const inner = missing[index + 1] ?? target;
    if (element.role === 'body') prepareBody(ctx, executionId, element);
    tokenId = enterScope(ctx, ctx.execution(executionId), inner);
  }
  return tokenId;
}

const ambiguous = (elementId: string): ProcessEngineError =>
  new ProcessEngineError(`Executions for activity Activity(${elementId}) ambiguous`);

/**
 * Starting an interrupting event by hand interrupts as the event would: an interrupting boundary event, an interrupting
 * event sub-process or its start event. Another element inside an event sub-process interrupts nothing.
 */
function makeRoom(ctx: Context, scope: Execution, top: Element, inside: Element | undefined): void {
  const { node } = top;
  const { graph } = ctx.definitionOf(scope);
  if (node.kind === 'boundaryEvent' && node.interrupting) {
    const host = entryOf(graph, node.attachedToId)?.id ?? node.attachedToId;
    const hosts = scopesOf(ctx, scope.processInstanceId, host);
    if (hosts.length > 1) throw ambiguous(host);
    if (hosts[0] && tokenOf(ctx, hosts[0]).ownerId === scope.id) cancelToken(ctx, tokenOf(ctx, hosts[0]).id);
    return;
  }
  if (node.kind !== 'subProcess' || node.variant !== 'event') return;
  const start = graph.eventSubProcesses.get(node.scopeId)?.find((one) => one.element.id === node.id)?.start;
  if (!start?.interrupting || start.event?.kind === 'compensate') return;
  if (inside !== undefined && inside.id !== start.id) return;
  if (scope.kind === 'scope' && scopesOf(ctx, scope.processInstanceId, scope.activityId ?? '').length > 1)
    throw ambiguous(scope.activityId ?? '');
  interruptScope(ctx, scope.id, '');
  // What ends in it then does not count as the regular end of the instance.
  if (ctx.mode.modifying?.id === scope.id) ctx.mode.modifying.interrupted = true;
}

/** A new token in a scope; in a multi-instance body it is a further instance. */
function enterScope(ctx: Context, scope: Execution, element: Element): string {
  const body = scope.kind === 'scope' ? ctx.elementOf(scope) : undefined;
  if (body?.role !== 'body') return createToken(ctx, scope.id, { activityId: element.id }).id;
  const loop = 'multiInstance' in body.node ? body.node.multiInstance : undefined;
  if (!loop) return enterLoop(ctx, scope, element);
  const count = Number(getLocal(ctx, scope.id, 'nrOfInstances') ?? 0);
  const active = Number(getLocal(ctx, scope.id, 'nrOfActiveInstances') ?? 0);
  if (loop.sequential) refuseBeside(ctx, scope);
  const token = createToken(ctx, scope.id, { activityId: element.id });
  setLocal(ctx, scope.id, 'nrOfInstances', count + 1);
  setLocal(ctx, scope.id, 'nrOfActiveInstances', active + 1);
  setLocal(
    ctx,
    loop.sequential ? scope.id : token.id,
    'loopCounter',
    loop.sequential ? Number(getLocal(ctx, scope.id, 'loopCounter') ?? 0) : count,
  );
  return token.id;
}

/** One run after the other. */
function refuseBeside(ctx: Context, scope: Execution): void {
  if (tokensOf(ctx, scope.id).length === 0) return;
  throw new ProcessEngineError('Concurrent instantiation not possible for activities in scope ' + scope.activityId);
}

/** A run of a standard loop counts as its first when nothing has run before. */
function enterLoop(ctx: Context, scope: Execution, element: Element): string {
  refuseBeside(ctx, scope);
  if (getLocal(ctx, scope.id, 'loopCounter') === undefined) setLocal(ctx, scope.id, 'loopCounter', 0);
  return createToken(ctx, scope.id, { activityId: element.id }).id;
}

function prepareBody(ctx: Context, bodyId: string, element: Element): void {
  const loop = 'multiInstance' in element.node ? element.node.multiInstance : undefined;
  if (!loop) return;
  setLocal(ctx, bodyId, 'nrOfInstances', 0);
  setLocal(ctx, bodyId, 'nrOfCompletedInstances', 0);
  setLocal(ctx, bodyId, 'nrOfActiveInstances', 0);
  if (!loop.sequential) ctx.update('execution', bodyId, { data: { alwaysConcurrent: true } });
}
