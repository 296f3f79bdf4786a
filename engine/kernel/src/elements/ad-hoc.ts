import type { SequenceFlow, SubProcess } from '@anliu/engine-bpmn';
import type { Behaviours } from '../state/context.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { subProcessOf } from '../state/graph.js';
import { arrive, cancelTokens, endToken, leave, takeFlows } from '../flow/lifecycle.js';
import { createToken, dataOf, removeToken, tokensOf } from '../state/tree.js';

/*
 * The ad-hoc sub-process (BPMN 2.0.2, 13.3.5). Its activities without incoming flows are enabled when it starts; others,
 * or the same again, may be started in it from outside. Whenever an activity ends, the completion condition is asked: when
 * it holds, the sub-process cancels what remains and completes, or completes with it (`cancelRemainingInstances`). While
 * it does not hold, the sub-process waits, even empty. Without a condition it completes when nothing is left.
 */

type AdHoc = NonNullable<SubProcess['adHoc']>;

const adHocOf = (ctx: Context, scope: Execution): AdHoc | undefined =>
  scope.kind === 'scope' ? subProcessOf(ctx.elementOf(scope))?.adHoc : undefined;

/** What ordering and completion are about: not gateways, events, handlers of events or of compensation. */
const isActivity = ({ node }: Element): boolean =>
  'boundaryIds' in node && !node.isForCompensation && !(node.kind === 'subProcess' && node.variant === 'event');

export function startAdHoc(ctx: Context, scopeId: string, element: Element): void {
  const { elements } = ctx.definitionOf(ctx.execution(scopeId)).graph;
  const enabled = [...elements.values()].filter(
    (child) => child.parentId === element.id && child.node.incoming.length === 0 && isActivity(child),
  );
  if (enabled.length === 0) adHocEmptied(ctx, scopeId, element);
  const tokens = enabled.map((child) => ({ child, id: createToken(ctx, scopeId, { activityId: child.id }).id }));
  for (const { child, id } of tokens.reverse()) ctx.agenda.defer(id, () => arrive(ctx, id, child));
}

/** Nothing is left: it completes, unless its condition wants more to be started. */
export function adHocEmptied(ctx: Context, scopeId: string, element: Element): void {
  const condition = subProcessOf(element)?.adHoc?.completionCondition;
  const { completing } = dataOf(ctx.execution(scopeId));
  if (condition === undefined || completing || evaluateCondition(ctx, scopeId, condition)) leave(ctx, scopeId);
}

/** An activity that has begun and not ended. Tokens on their way, at gateways and events leave the turn to others. */
function isRunning(ctx: Context, token: Execution): boolean {
  const begun = token.activityInstanceId !== null || token.state === 'asyncBefore' || token.state === 'asyncAfter';
  return begun && isActivity(ctx.elementOf(token));
}

function complete(ctx: Context, scopeId: string, tokenId: string, adHoc: AdHoc): void {
  if (adHoc.cancelRemainingInstances) {
    cancelTokens(ctx, scopeId);
    leave(ctx, scopeId);
    return;
  }
  markCompleting(ctx, scopeId);
  for (const token of tokensOf(ctx, scopeId)) if (token.state === 'enabled') removeToken(ctx, token);
  endToken(ctx, tokenId);
}

function markCompleting(ctx: Context, scopeId: string): void {
  ctx.update('execution', scopeId, { data: { ...dataOf(ctx.execution(scopeId)), completing: true } });
}

export const adHoc: Behaviours['adHoc'] = {
  mayBegin(ctx: Context, tokenId: string, element: Element): boolean {
    if (!isActivity(element)) return true;
    const scope = ctx.execution(ctx.execution(tokenId).ownerId ?? '');
    if (dataOf(scope).completing) {
      endToken(ctx, tokenId);
      return false;
    }
    if (adHocOf(ctx, scope)?.ordering !== 'Sequential') return true;
    if (!tokensOf(ctx, scope.id).some((token) => token.id !== tokenId && isRunning(ctx, token))) return true;
    ctx.update('execution', tokenId, {
      state: 'enabled',
      activityId: element.id,
      activityInstanceId: null,
      isActive: false,
    });
    return false;
  },

  left(ctx: Context, tokenId: string, element: Element, flows: readonly SequenceFlow[]): void {
    const scope = ctx.execution(ctx.execution(tokenId).ownerId ?? '');
    const own = adHocOf(ctx, scope);
    if (!own || dataOf(scope).completing) {
      endToken(ctx, tokenId);
      return;
    }
    const { completionCondition } = own;
    if (completionCondition && isActivity(element) && evaluateCondition(ctx, scope.id, completionCondition)) {
      complete(ctx, scope.id, tokenId, own);
      return;
    }
    // What this one leads to goes first; the turn is given on when all is at rest.
    ctx.noticed.thinned.add(scope.id);
    takeFlows(ctx, tokenId, flows);
  },

  interrupted(ctx: Context, scopeId: string): void {
    if (adHocOf(ctx, ctx.execution(scopeId))) markCompleting(ctx, scopeId);
  },
};

/** Sequential ad-hoc sub-processes in which a token moved: the activity enabled first begins when no other runs. */
export function resumeAdHoc(ctx: Context, scopeIds: readonly string[]): void {
  for (const scopeId of scopeIds) {
    const next = nextIn(ctx, scopeId);
    if (next) ctx.agenda.schedule(next.id, () => arrive(ctx, next.id, ctx.elementOf(next)));
  }
}

function nextIn(ctx: Context, scopeId: string): Execution | undefined {
  const tokens = tokensOf(ctx, scopeId);
  return tokens.some((token) => isRunning(ctx, token)) ? undefined : tokens.find(({ state }) => state === 'enabled');
}
