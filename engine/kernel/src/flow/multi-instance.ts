import type { MultiInstance } from '@anliu/engine-bpmn';
import { LimitError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviour } from '../state/context.js';
import type { Context } from '../state/context.js';
import { evaluate, evaluateCondition } from '../values/expressions.js';
import type { Element } from '../state/graph.js';
import { arrive, attempt, cancelTokens, leave } from './lifecycle.js';
import { MAX_MULTI_INSTANCES } from '../limits.js';
import { continueLoop, startLoop } from './standard-loop.js';
import { createToken, removeToken } from '../state/tree.js';
import { getLocal, getVariable, setLocal } from '../values/variables.js';

const loopOf = (element: Element): MultiInstance | undefined =>
  'multiInstance' in element.node ? element.node.multiInstance : undefined;

/** The parser sees to it that there is a cardinality or a collection, and a collection where its elements have a name. */
function collectionOf(ctx: Context, bodyId: string, loop: MultiInstance): unknown[] {
  const value = loop.collection
    ? evaluate(ctx, bodyId, loop.collection)
    : getVariable(ctx, bodyId, loop.collectionVariable ?? '');
  if (!Array.isArray(value)) {
    const name = loop.collectionVariable ?? loop.collection?.source ?? '';
    throw new ProcessEngineError(
      `ENGINE-02006 Variable or expression '${name}' is not a Collection：多实例的集合必须是列表`,
    );
  }
  return value;
}

function countOf(ctx: Context, bodyId: string, loop: MultiInstance): number {
  let count: number;
  if (loop.cardinality) {
    const value = evaluate(ctx, bodyId, loop.cardinality);
    count =
      typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (!Number.isInteger(count)) {
      throw new ProcessEngineError(
        `Could not resolve expression '${loop.cardinality.source}' to a number：多实例次数不是整数`,
      );
    }
  } else {
    count = collectionOf(ctx, bodyId, loop).length;
  }
  if (count < 0)
    throw new ProcessEngineError(`Invalid number of instances: must be a non-negative integer value, but was ${count}`);
  if (count > MAX_MULTI_INSTANCES) {
    throw new LimitError('MAX_MULTI_INSTANCES', `多实例数量 ${count} 超过上限 ${MAX_MULTI_INSTANCES}，请拆分集合`);
  }
  return count;
}

/** Gives one instance its counter and its element of the collection. */
function bind(ctx: Context, bodyId: string, holderId: string, loop: MultiInstance, index: number): void {
  setLocal(ctx, holderId, 'loopCounter', index);
  if (loop.elementVariable === undefined) return;
  const items = collectionOf(ctx, bodyId, loop);
  if (index >= items.length) throw new ProcessEngineError(`collection has no element ${index}: it became shorter`);
  setLocal(ctx, holderId, loop.elementVariable, items[index]);
}

const innerOf = (ctx: Context, bodyId: string, element: Element): Element =>
  ctx.elementAt(ctx.execution(bodyId), element.node.id);

/** The body of a multi-instance (or standard loop) activity. */
export const multiInstanceBody: Behaviour = {
  execute(ctx, bodyId, element) {
    const loop = loopOf(element);
    if (!loop) {
      startLoop(ctx, bodyId, element);
      return;
    }
    const count = countOf(ctx, bodyId, loop);
    if (count === 0) {
      leave(ctx, bodyId);
      return;
    }
    setLocal(ctx, bodyId, 'nrOfInstances', count);
    setLocal(ctx, bodyId, 'nrOfCompletedInstances', 0);
    setLocal(ctx, bodyId, 'nrOfActiveInstances', loop.sequential ? 1 : count);
    const inner = innerOf(ctx, bodyId, element);
    if (loop.sequential) {
      const token = createToken(ctx, bodyId, { activityId: inner.id });
      bind(ctx, bodyId, bodyId, loop, 0);
      ctx.agenda.defer(token.id, () => arrive(ctx, token.id, inner));
      return;
    }
    ctx.update('execution', bodyId, { data: { alwaysConcurrent: true } });
    const tokens = Array.from({ length: count }, () => createToken(ctx, bodyId, { activityId: inner.id }));
    [...tokens.entries()].reverse().forEach(([index, token]) => {
      ctx.agenda.defer(token.id, () => {
        bind(ctx, bodyId, token.id, loop, index);
        arrive(ctx, token.id, inner);
      });
    });
  },
  /** Only modification can empty a body from outside. */
  emptied: (ctx, bodyId) => leave(ctx, bodyId),
};

/** One instance has ended its activity. */
export function innerEnded(ctx: Context, tokenId: string): void {
  const bodyId = ctx.execution(tokenId).ownerId ?? '';
  attempt(ctx, bodyId, () => {
    const element = ctx.elementOf(ctx.execution(bodyId));
    const loop = loopOf(element);
    if (!loop) continueLoop(ctx, bodyId, tokenId, element);
    else if (loop.sequential) endSequential(ctx, bodyId, tokenId, element, loop);
    else endParallel(ctx, bodyId, tokenId, loop);
  });
}

const counter = (ctx: Context, bodyId: string, name: string): number => Number(getLocal(ctx, bodyId, name) ?? 0);

function endParallel(ctx: Context, bodyId: string, tokenId: string, loop: MultiInstance): void {
  const completed = counter(ctx, bodyId, 'nrOfCompletedInstances') + 1;
  setLocal(ctx, bodyId, 'nrOfCompletedInstances', completed);
  setLocal(ctx, bodyId, 'nrOfActiveInstances', counter(ctx, bodyId, 'nrOfActiveInstances') - 1);
  ctx.update('execution', tokenId, { state: 'finished', isActive: false, activityInstanceId: null });
  const satisfied = loop.completionCondition !== undefined && evaluateCondition(ctx, tokenId, loop.completionCondition);
  if (satisfied || counter(ctx, bodyId, 'nrOfActiveInstances') <= 0) closeBody(ctx, bodyId);
}

function closeBody(ctx: Context, bodyId: string): void {
  cancelTokens(ctx, bodyId);
  leave(ctx, bodyId);
}

function endSequential(ctx: Context, bodyId: string, tokenId: string, element: Element, loop: MultiInstance): void {
  const index = counter(ctx, bodyId, 'loopCounter') + 1;
  const total = counter(ctx, bodyId, 'nrOfInstances');
  setLocal(ctx, bodyId, 'nrOfCompletedInstances', counter(ctx, bodyId, 'nrOfCompletedInstances') + 1);
  const satisfied = loop.completionCondition !== undefined && evaluateCondition(ctx, bodyId, loop.completionCondition);
  if (satisfied || index >= total) {
    removeToken(ctx, ctx.execution(tokenId));
    leave(ctx, bodyId);
    return;
  }
  bind(ctx, bodyId, bodyId, loop, index);
  const inner = innerOf(ctx, bodyId, element);
  ctx.agenda.defer(tokenId, () => arrive(ctx, tokenId, inner));
}
