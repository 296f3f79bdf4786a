import type { FeelEvaluation } from '../evaluation.js';
import { FeelContext, type FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

function put(
  context: FeelContext,
  keys: readonly FeelValue[],
  value: FeelValue,
  evaluation: FeelEvaluation,
): FeelContext | null {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return evaluation.warn('INVALID_TYPE', 'context put: a key is a text');
  evaluation.budget.spend(1 + context.size);
  if (rest.length === 0) return context.with(key, value);
  const inner = context.get(key);
  if (!(inner instanceof FeelContext)) {
    return evaluation.warn('INVALID_VALUE', `context put: '${key}' is no context`);
  }
  const changed = put(inner, rest, value, evaluation);
  return changed && context.with(key, changed);
}

/** DMN 1.5, 10.3.4.9. */
export const CONTEXTS: readonly Definition[] = [
  define<[FeelContext, string]>(
    'get value(m: context, key: string)',
    ([context, key], evaluation) =>
      context.get(key) ??
      (context.has(key) ? null : evaluation.warn('UNKNOWN_PROPERTY', `get value: no entry '${key}'`)),
  ),
  define<[FeelContext]>('get entries(m: context)', ([context], { budget }) => {
    budget.spend(1 + context.size);
    return [...context.entries()].map(([key, value]) =>
      FeelContext.of([
        ['key', key],
        ['value', value],
      ]),
    );
  }),
  define<[FeelContext, string, FeelValue]>(
    'context put(context: context, key: string, value: Any)',
    ([context, key, value], evaluation) => put(context, [key], value, evaluation),
  ),
  define<[FeelContext, readonly FeelValue[], FeelValue]>(
    'context put(context: context, keys: list, value: Any)',
    ([context, keys, value], evaluation) => put(context, keys, value, evaluation),
  ),
  define<[readonly FeelValue[]]>('context merge(contexts: list)', ([contexts], evaluation) => {
    const merged = new Map<string, FeelValue>();
    for (const context of contexts) {
      if (!(context instanceof FeelContext)) return evaluation.warn('INVALID_TYPE', 'context merge takes contexts');
      evaluation.budget.spend(1 + context.size);
      for (const [key, value] of context.entries()) merged.set(key, value);
    }
    return new FeelContext(merged);
  }),
];
