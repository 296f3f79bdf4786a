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

export const complexGateway: Behaviour = {
  execute(ctx, id, element) {
    if (conditionOf(element) === undefined) {
      leave(ctx, id, openFlows(ctx, id, element));
      return;
    }
    const token = ctx.update('execution', id, { state: 'joining', isActive: false });
    tryComplexJoin(ctx, token.ownerId ?? '', element, id);
  },
};

const conditionOf = ({ node }: Element): CompiledExpression | undefined =>
  node.kind === 'complexGateway' ? node.activationCondition : undefined;

/** Activates or resets the gateway when it is time. */
export function tryComplexJoin(ctx: Context, scopeId: string, element: Element, lastId: string): boolean {
  const awaited = dataOf(ctx.execution(scopeId)).awaitingReset?.[element.id];
  if (awaited === undefined) return activate(ctx, scopeId, element, lastId);
  const flows = incomingOf(ctx, element, scopeId).filter(({ id }) => awaited.includes(id));
  const arrived = firstByFlow(waitingAt(ctx, scopeId, element));
  if (flows.some((flow) => !arrived.has(flow.id) && mayArriveBy(ctx, scopeId, element, flow))) return false;
  setAwaited(ctx, scopeId, element, undefined);
  const late = flows.flatMap(({ id }) => arrived.get(id) ?? []);
  const last = late.find(({ id }) => id === lastId) ?? late.at(-1);
  if (!last) return activate(ctx, scopeId, element, lastId);
  const asked = seeing(ctx, last.id, countsOf(ctx, scopeId, element), false, () =>
    element.outgoing.filter((flow) => flow.condition && evaluateCondition(ctx, last.id, flow.condition)),
  );
  join(ctx, last.id, late);
  leave(ctx, last.id, asked);
  // Tokens of the next round may be waiting already.
  ctx.noticed.thinned.add(scopeId);
  return true;
}

function activate(ctx: Context, scopeId: string, element: Element, lastId: string): boolean {
  const condition = conditionOf(element);
  const arrived = firstByFlow(waitingAt(ctx, scopeId, element));
  const taken = [...arrived.values()];
  const last = taken.find(({ id }) => id === lastId) ?? taken.at(-1);
  if (!condition || !last) return false;
  const counts = countsOf(ctx, scopeId, element);
  const flows = seeing(ctx, last.id, counts, true, () =>
    evaluateCondition(ctx, last.id, condition) ? openFlows(ctx, last.id, element) : undefined,
  );
  if (!flows) return false;
  const awaited = incomingOf(ctx, element, scopeId).filter(({ id }) => !arrived.has(id));
  if (awaited.length > 0) setAwaited(ctx, scopeId, element, awaited);
  join(ctx, last.id, taken);
  leave(ctx, last.id, flows);
  // A second token of a flow may be waiting for the next round.
  ctx.noticed.thinned.add(scopeId);
  return true;
}

function incomingOf(ctx: Context, element: Element, scopeId: string): SequenceFlow[] {
  const { flows } = ctx.definitionOf(ctx.execution(scopeId)).graph;
  return element.node.incoming.map((id) => flows.get(id)).filter((flow) => flow !== undefined);
}

/** The token of each flow that came first. */
function firstByFlow(tokens: readonly Execution[]): Map<string, Execution> {
  const found = new Map<string, Execution>();
  for (const token of tokens) if (token.flowId !== null && !found.has(token.flowId)) found.set(token.flowId, token);
  return found;
}

function countsOf(ctx: Context, scopeId: string, element: Element): Record<string, number> {
  const counts = Object.fromEntries(element.node.incoming.map((id) => [id, 0]));
  for (const { flowId } of waitingAt(ctx, scopeId, element))
    if (flowId !== null) counts[flowId] = (counts[flowId] ?? 0) + 1;
  return counts;
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

function setAwaited(ctx: Context, scopeId: string, { id }: Element, flows: readonly SequenceFlow[] | undefined): void {
  const data = dataOf(ctx.execution(scopeId));
  const { [id]: _, ...others } = data.awaitingReset ?? {};
  const awaitingReset = flows ? { ...others, [id]: flows.map((flow) => flow.id) } : others;
  ctx.update('execution', scopeId, { data: { ...data, awaitingReset } });
}
