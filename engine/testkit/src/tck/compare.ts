import { FeelContext, feelEquals, isFeelNumber, toDouble } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';

/** The kit writes numbers with some eight digits after the point. */
const TOLERANCE = 1e-8;

/** Whether a result is what a case expects. */
export function agrees(actual: FeelValue, expected: FeelValue): boolean {
  if (expected === null || actual === null) return actual === expected;
  if (isFeelNumber(expected)) return isFeelNumber(actual) && close(toDouble(actual), toDouble(expected));
  if (isList(expected)) {
    return (
      isList(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => agrees(actual[index]!, item))
    );
  }
  if (expected instanceof FeelContext) {
    const names = [...expected.entries()].map(([name]) => name);
    return (
      actual instanceof FeelContext &&
      [...actual.entries()].length === names.length &&
      names.every((name) => actual.has(name) && agrees(actual.get(name) ?? null, expected.get(name) ?? null))
    );
  }
  return feelEquals(actual, expected) === true;
}

const close = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));

const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);
