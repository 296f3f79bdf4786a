import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviour } from '../behaviour.js';
import type { Context } from '../context.js';
import { evaluateCondition } from '../expressions.js';
import type { Element } from '../graph.js';
import { entryOf, subProcessOf } from '../graph.js';
import { arrive, cancelTokens, leave } from '../lifecycle.js';
import { createToken, tokenCount } from '../tree.js';

/** Embedded, event and transaction sub-processes start at their start event; an ad-hoc one at everything without a predecessor. */
export const subProcess: Behaviour = {
  execute(ctx, scopeId, element) {
    const node = subProcessOf(element);
    if (!node) return;
    if (node.variant === 'adHoc') {
      startAdHoc(ctx, scopeId, element);
      return;
    }
    const start =
      node.startEventId === undefined ? undefined : ctx.elementAt(ctx.execution(scopeId), node.startEventId);
    if (!start) throw new ProcessEngineError(`No initial activity found for subprocess ${element.id}`);
    const token = createToken(ctx, scopeId, { activityId: start.id });
    ctx.defer(token.id, () => arrive(ctx, token.id, start));
  },
  emptied: (ctx, scopeId) => leave(ctx, scopeId),
};

/** BPMN 2.0.2, 13.3.5: activities without incoming flows are enabled together; the completion condition is asked when tokens end. */
function startAdHoc(ctx: Context, scopeId: string, element: Element): void {
  const { graph } = ctx.definitionOf(ctx.execution(scopeId));
  const node = subProcessOf(element);
  const first = (node?.childIds ?? [])
    .map((id) => entryOf(graph, id))
    .filter((child) => child !== undefined)
    .filter(({ node: child }) => child.incoming.length === 0 && 'boundaryIds' in child && !child.isForCompensation)
    .filter(({ node: child }) => child.kind !== 'subProcess' || child.variant !== 'event');
  if (first.length === 0) {
    leave(ctx, scopeId);
    return;
  }
  const tokens = first.map((child) => ({ child, id: createToken(ctx, scopeId, { activityId: child.id }).id }));
  for (const { child, id } of tokens.reverse()) ctx.defer(id, () => arrive(ctx, id, child));
}

/** A token of an ad-hoc sub-process has ended: the completion condition may end the rest. */
export function adHocTokenEnded(ctx: Context, scopeId: string): void {
  const scope = ctx.findExecution(scopeId);
  if (!scope || scope.kind !== 'scope') return;
  const adHoc = subProcessOf(ctx.elementOf(scope))?.adHoc;
  if (!adHoc?.completionCondition || tokenCount(ctx, scopeId) === 0) return;
  if (!adHoc.cancelRemainingInstances || !evaluateCondition(ctx, scopeId, adHoc.completionCondition)) return;
  cancelTokens(ctx, scopeId);
  leave(ctx, scopeId);
}
