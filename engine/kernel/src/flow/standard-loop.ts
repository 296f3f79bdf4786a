import type { StandardLoop } from '@anliu/engine-bpmn';
import { LimitError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import { evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { arrive, leave } from './lifecycle.js';
import { MAX_MULTI_INSTANCES } from '../limits.js';
import { createToken, removeToken } from '../state/tree.js';
import { getLocal, setLocal } from '../values/variables.js';

/*
 * The standard loop (BPMN 2.0.2, 13.3.6): again and again while its condition holds, at most `loopMaximum` times; asked
 * before the first time only with `testBefore`. Without a condition the maximum alone counts, without either it runs
 * once. `loopCounter` is how often it has run, as the first instance of a multi-instance activity is number 0. It shows
 * as such a body with one instance after the other.
 */

const loopOf = (element: Element): StandardLoop | undefined =>
  'standardLoop' in element.node ? element.node.standardLoop : undefined;

function runsAgain(ctx: Context, bodyId: string, loop: StandardLoop | undefined, done: number): boolean {
  const { condition, maximum = condition ? Infinity : 1 } = loop ?? {};
  if (done >= maximum || (condition && !evaluateCondition(ctx, bodyId, condition))) return false;
  if (done < MAX_MULTI_INSTANCES) return true;
  throw new LimitError(
    'MAX_MULTI_INSTANCES',
    `循环执行超过上限 ${MAX_MULTI_INSTANCES} 次，请检查循环条件或设置 loopMaximum`,
  );
}

export function startLoop(ctx: Context, bodyId: string, element: Element): void {
  setLocal(ctx, bodyId, 'loopCounter', 0);
  const loop = loopOf(element);
  if (loop?.testBefore && !runsAgain(ctx, bodyId, loop, 0)) {
    leave(ctx, bodyId);
    return;
  }
  const inner = ctx.elementAt(ctx.execution(bodyId), element.node.id);
  const token = createToken(ctx, bodyId, { activityId: inner.id });
  ctx.agenda.defer(token.id, () => arrive(ctx, token.id, inner));
}

/** One run has ended; `tokenId` is its token in the body. */
export function continueLoop(ctx: Context, bodyId: string, tokenId: string, element: Element): void {
  const done = Number(getLocal(ctx, bodyId, 'loopCounter') ?? 0) + 1;
  setLocal(ctx, bodyId, 'loopCounter', done);
  if (!runsAgain(ctx, bodyId, loopOf(element), done)) {
    removeToken(ctx, ctx.execution(tokenId));
    leave(ctx, bodyId);
    return;
  }
  const inner = ctx.elementAt(ctx.execution(bodyId), element.node.id);
  ctx.agenda.defer(tokenId, () => arrive(ctx, tokenId, inner));
}
