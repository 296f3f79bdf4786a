import type { CompiledExpression } from '@anliu/engine-expression';
import type { SequenceFlow } from '@anliu/engine-bpmn';
import type { Behaviour } from '../state/context.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { leave, openFlows } from '../flow/lifecycle.js';
import { dataOf } from '../state/tree.js';
import { putTransientLocal } from '../values/variables.js';
import { join, waitingAt } from './joining.js';
import { mayArriveBy } from './reachability.js';

/*
 * The complex gateway (BPMN 2.0.2, 13.4.5). It waits until its activation condition holds, takes one token of every
 * flow that has one and lets one go on along the open flows. Then it waits to be reset: when every other flow has a token
 * too or none can come any more, it takes those tokens. At the reset only outgoing flows with a condition are asked again.
 * Conditions see `activationCount` (incoming flows with a token), `activationCounts` (tokens by flow) and
 * `waitingForStart`. Without an activation condition every token passes.
 */

export const complexGateway: Behaviour<'complexGateway'> = {
  execute(ctx, id, element) {
    if (conditionOf(element) === undefined) leave(ctx, id);
    else {
      const token = ctx.update('execution', id, { state: 'joining', isActive: false });
      tryComplexJoin(ctx, token.ownerId ?? '', element, id);
    }
  },
};

const conditionOf = ({ node }: Element): CompiledExpression | undefined =>
  node.kind === 'complexGateway' ? node.activationCondition : undefined;

/** Activates or resets the gateway when it is time. */
export function tryComplexJoin(ctx: Context, scopeId: string, element: Element, lastId: string): void {
  const awaited = dataOf(ctx.execution(scopeId)).awaitingReset?.[element.id];
  if (awaited === undefined) activate(ctx, scopeId, element, lastId);
  else if (!awaited.some((flowId) => isComing(ctx, scopeId, element, flowId))) {
    reset(ctx, scopeId, element, awaited, lastId);
  }
}

/** Whether no token has come by this flow, but one still may. */
const isComing = (ctx: Context, scopeId: string, element: Element, flowId: string): boolean =>
  !firstByFlow(ctx, scopeId, element).has(flowId) && mayArriveBy(ctx, scopeId, element, flowId);

function reset(ctx: Context, scopeId: string, element: Element, awaited: readonly string[], lastId: string): void {
  setAwaited(ctx, scopeId, element, undefined);
  const arrived = firstByFlow(ctx, scopeId, element);
  const late = awaited.flatMap((flowId) => arrived.get(flowId) ?? []);
  const last = oneOf(late, lastId);
  if (!last) {
    activate(ctx, scopeId, element, lastId);
    return;
  }
  const asked = seeing(ctx, last.id, countsOf(ctx, scopeId, element), false, () =>
    element.outgoing.filter((flow) => flow.condition && evaluateCondition(ctx, last.id, flow.condition)),
  );
  goOn(ctx, scopeId, last, late, asked);
}

function activate(ctx: Context, scopeId: string, element: Element, lastId: string): void {
  const condition = conditionOf(element);
  const arrived = firstByFlow(ctx, scopeId, element);
  const taken = [...arrived.values()];
  const last = oneOf(taken, lastId);
  if (!condition || !last) return;
  const counts = countsOf(ctx, scopeId, element);
  const flows = seeing(ctx, last.id, counts, true, () =>
    evaluateCondition(ctx, last.id, condition) ? openFlows(ctx, last.id, element) : undefined,
  );
  if (!flows) return;
  setAwaited(
    ctx,
    scopeId,
    element,
    element.node.incoming.filter((flowId) => !arrived.has(flowId)),
  );
  goOn(ctx, scopeId, last, taken, flows);
}

/** The token that came last, when it is among them, else the newest. */
const oneOf = (tokens: readonly Execution[], lastId: string): Execution | undefined =>
  tokens.find(({ id }) => id === lastId) ?? tokens.at(-1);

function goOn(
  ctx: Context,
  scopeId: string,
  last: Execution,
  taken: readonly Execution[],
  flows: readonly SequenceFlow[],
): void {
  join(ctx, last.id, taken);
  leave(ctx, last.id, flows);
  // Tokens of the next round may be waiting already.
  ctx.noticed.thinned.add(scopeId);
}

/** The token of each flow that came first. One that was started at the gateway came by none and counts for none. */
function firstByFlow(ctx: Context, scopeId: string, element: Element): Map<string, Execution> {
  const found = new Map<string, Execution>();
  for (const token of waitingAt(ctx, scopeId, element))
    if (token.flowId !== null && !found.has(token.flowId)) found.set(token.flowId, token);
  return found;
}

/** How many tokens wait, by flow. */
function countsOf(ctx: Context, scopeId: string, element: Element): Record<string, number> {
  const waiting = waitingAt(ctx, scopeId, element);
  return Object.fromEntries(
    element.node.incoming.map((id) => [id, waiting.filter(({ flowId }) => flowId === id).length]),
  );
}

/** Lets conditions see the gateway's own attributes. */
function seeing<T>(
  ctx: Context,
  tokenId: string,
  activationCounts: Readonly<Record<string, number>>,
  waitingForStart: boolean,
  ask: () => T,
): T {
  const activationCount = Object.values(activationCounts).filter((count) => count > 0).length;
  const values = { activationCount, activationCounts, waitingForStart };
  for (const [name, value] of Object.entries(values)) putTransientLocal(ctx, tokenId, name, value);
  try {
    return ask();
  } finally {
    for (const name of Object.keys(values)) ctx.transient.remove(tokenId, name);
  }
}

function setAwaited(ctx: Context, scopeId: string, { id }: Element, flowIds: readonly string[] | undefined): void {
  const data = dataOf(ctx.execution(scopeId));
  ctx.update('execution', scopeId, { data: { ...data, awaitingReset: { ...data.awaitingReset, [id]: flowIds } } });
}
