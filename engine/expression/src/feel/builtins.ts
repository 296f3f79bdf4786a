import { evaluate, FeelFunction, parseDate } from 'feelin';
import type { Budget } from '../budget.js';
import { ExpressionLimitError } from '../errors.js';
import { MAX_STRING_LENGTH } from '../limits.js';
import { chargePattern, compilePattern, replacePattern } from '../regex.js';
import { localIso } from '../zone.js';
import { evaluation } from './evaluation.js';
import { feelDateTime } from './values.js';

/**
 * Standard functions that are replaced: those that run regular expressions (here in linear time), read the clock
 * (here the scope's), multiply text, or compare every element with every other.
 */
export const SHADOWS: Readonly<Record<string, FeelFunction>> = {
  matches: define(['input', 'pattern', 'flags'], (input, pattern, flags) =>
    withPattern(input, pattern, flags, (text, source, bits) => {
      chargePattern(evaluation().budget, source, text);
      return compilePattern(source, bits).matcher(text).find();
    }),
  ),
  replace: define(['input', 'pattern', 'replacement', 'flags'], (input, pattern, replacement, flags) => {
    if (typeof replacement !== 'string') return null;
    return withPattern(input, pattern, flags, (text, source, bits) =>
      replacePattern(source, bits, text, replacement, true, evaluation().budget),
    );
  }),
  split: define(['string', 'delimiter'], (input, pattern) =>
    withPattern(input, pattern, null, (text, source) => {
      chargePattern(evaluation().budget, source, text);
      return splitAll(source, text);
    }),
  ),
  'string join': define(['list', 'delimiter'], (list, delimiter) => {
    if (!Array.isArray(list) || (delimiter != null && typeof delimiter !== 'string')) return null;
    const items = (list as unknown[]).filter((item) => item !== null);
    if (!items.every((item) => typeof item === 'string')) return null;
    const length = items.reduce((sum, item) => sum + item.length + (delimiter ?? '').length, 0);
    if (length > 2 * MAX_STRING_LENGTH) throw new ExpressionLimitError('string-length', MAX_STRING_LENGTH);
    return evaluation().budget.text(items.join(delimiter ?? ''));
  }),
  'distinct values': define(['list'], (list) => {
    chargePairs(evaluation().budget, [list]);
    return builtin('distinct values').call(null, list);
  }),
  union: define(['...list'], (...lists) => {
    chargePairs(evaluation().budget, lists);
    return builtin('union').call(null, ...lists);
  }),
  now: define([], () => {
    const { scope, zone } = evaluation();
    return feelDateTime(scope.now(), zone);
  }),
  today: define([], () => {
    const { scope, zone } = evaluation();
    return parseDate(localIso(scope.now(), zone).slice(0, 10));
  }),
};

function define(names: string[], run: (...args: unknown[]) => unknown): FeelFunction {
  return new FeelFunction((...args: unknown[]) => run(...args) ?? null, names);
}

const originals = new Map<string, (...args: unknown[]) => unknown>();

/** The interpreter's own implementation of a standard function. */
function builtin(name: string): (...args: unknown[]) => unknown {
  let original = originals.get(name);
  if (!original) {
    original = evaluate(name).value as (...args: unknown[]) => unknown;
    originals.set(name, original);
  }
  return original;
}

function withPattern(
  input: unknown,
  pattern: unknown,
  flags: unknown,
  run: (text: string, pattern: string, flags: string) => unknown,
): unknown {
  if (typeof input !== 'string' || typeof pattern !== 'string') return null;
  if (flags != null && (typeof flags !== 'string' || !/^[ims]*$/.test(flags))) return null;
  try {
    return run(input, pattern, flags ?? '');
  } catch (error) {
    if (error instanceof ExpressionLimitError) throw error;
    return null;
  }
}

/** FEEL keeps empty pieces at the end, which the pattern library drops. */
function splitAll(pattern: string, text: string): string[] {
  const matcher = compilePattern(pattern).matcher(text);
  const pieces: string[] = [];
  let at = 0;
  while (matcher.find()) {
    if (matcher.end() === 0 || matcher.start() === text.length) continue;
    pieces.push(text.slice(at, matcher.start()));
    at = matcher.end();
  }
  pieces.push(text.slice(at));
  return pieces;
}

function chargePairs(budget: Budget, lists: readonly unknown[]): void {
  const elements = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [list]));
  const complex = elements.filter((element) => typeof element === 'object' && element !== null).length;
  budget.spend(elements.length + (complex * elements.length) / 2);
}
