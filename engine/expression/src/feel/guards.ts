import { FeelFunction, FeelRange } from 'feelin';
import type { Budget } from '../budget.js';
import { ExpressionLimitError } from '../errors.js';
import { MAX_RANGE_LENGTH } from '../limits.js';
import { evaluation } from './evaluation.js';
import { GUARDS } from './rewrite.js';

/** The functions a rewritten source calls around everything that can multiply work or data. */
export const GUARD_FUNCTIONS: Readonly<Record<string, FeelFunction>> = {
  [GUARDS.value]: new FeelFunction((value: unknown = null) => evaluation().sizes.charge(value), ['value']),
  [GUARDS.each]: new FeelFunction(
    (value: unknown = null) => {
      const { budget, sizes } = evaluation();
      budget.spend(Array.isArray(value) ? 1 + 2 * value.length : 1);
      return value instanceof FeelRange ? rangeList(value, budget) : sizes.charge(value);
    },
    ['value'],
  ),
  [GUARDS.range]: new FeelFunction(
    (start: unknown, end: unknown) => between(start, end, evaluation().budget),
    ['start', 'end'],
  ),
  [GUARDS.copy]: new FeelFunction(
    (value: unknown = null) => {
      if (!Array.isArray(value)) return value;
      evaluation().budget.spend(1 + (value.length >> 3));
      return [...(value as unknown[])];
    },
    ['value'],
  ),
};

function rangeList(range: FeelRange, budget: Budget): unknown {
  const list = between(range.start, range.end, budget);
  if (!Array.isArray(list)) return list;
  return list.slice(range['start included'] ? 0 : 1, range['end included'] ? list.length : -1);
}

/** The elements of `start..end`, counting down when the end is lower. Only whole numbers and single letters count. */
function between(start: unknown, end: unknown, budget: Budget): unknown {
  if (typeof start === 'string' && typeof end === 'string' && /^[a-zA-Z]$/.test(start) && /^[a-zA-Z]$/.test(end)) {
    const letters = between(start.charCodeAt(0), end.charCodeAt(0), budget) as number[];
    return letters.map((code) => String.fromCharCode(code)).filter((letter) => /[a-zA-Z]/.test(letter));
  }
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return null;
  const [from, to] = [start as number, end as number];
  const length = Math.abs(to - from) + 1;
  if (length > MAX_RANGE_LENGTH) throw new ExpressionLimitError('range-length', MAX_RANGE_LENGTH);
  budget.spend(length);
  const step = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => from + index * step);
}
