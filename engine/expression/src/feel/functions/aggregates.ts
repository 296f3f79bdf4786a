import { POWER_STEPS } from '../arithmetic.js';
import { compareValues } from '../equality.js';
import type { FeelEvaluation } from '../evaluation.js';
import * as numbers from '../number.js';
import type { FeelNumber } from '../number.js';
import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

type Numbers = readonly FeelNumber[];

/** Folds a list; null as soon as a step is. */
function fold(
  list: Numbers,
  start: FeelNumber,
  step: (a: FeelNumber, b: FeelNumber) => FeelNumber | null,
  { budget }: FeelEvaluation,
): FeelNumber | null {
  budget.spend(1 + list.length);
  let result: FeelNumber | null = start;
  for (const value of list) {
    if (result === null) return null;
    result = step(result, value);
  }
  return result;
}

function mean(list: Numbers, evaluation: FeelEvaluation): FeelNumber | null {
  const total = fold(list, 0, numbers.add, evaluation);
  return total === null ? null : numbers.divide(total, list.length);
}

function extreme(list: readonly FeelValue[], sign: 1 | -1, name: string, evaluation: FeelEvaluation): FeelValue {
  evaluation.budget.spend(1 + list.length);
  let best = list[0] ?? null;
  for (const value of list) {
    const order = compareValues(value, best);
    if (order === null) return evaluation.warn('NOT_COMPARABLE', `${name} takes values of one type that has an order`);
    if (order * sign > 0) best = value;
  }
  return best;
}

function sorted(list: Numbers, { budget }: FeelEvaluation): Numbers {
  budget.spend(1 + list.length * 4);
  return [...list].sort(numbers.compareNumbers);
}

/** Positional values or one list; null inside makes the result null. */
const ofNumbers = (
  name: string,
  run: (list: Numbers, evaluation: FeelEvaluation) => FeelValue,
): readonly Definition[] => [
  define<[Numbers]>(`${name}(...list: number)`, ([list], evaluation) => run(list, evaluation)),
];

function truth(name: string, decisive: boolean): Definition {
  return define<[readonly (boolean | null)[]]>(`${name}(...list: Any)`, ([list], evaluation) => {
    evaluation.budget.spend(1 + list.length);
    if (list.some((value) => value === decisive)) return decisive;
    if (list.some((value) => typeof value !== 'boolean')) {
      return evaluation.warn('INVALID_TYPE', `${name} takes booleans`);
    }
    return !decisive;
  });
}

/** Functions that make one value of a list (DMN 1.5, 10.3.4.4). */
export const AGGREGATES: readonly Definition[] = [
  define<[readonly FeelValue[]]>('min(...list: Any)', ([list], evaluation) => extreme(list, -1, 'min', evaluation)),
  define<[readonly FeelValue[]]>('max(...list: Any)', ([list], evaluation) => extreme(list, 1, 'max', evaluation)),
  ...ofNumbers('sum', (list, evaluation) => (list.length ? fold(list, 0, numbers.add, evaluation) : null)),
  ...ofNumbers('product', (list, evaluation) =>
    list.length
      ? fold(list, 1, numbers.multiply, evaluation)
      : evaluation.warn('INVALID_VALUE', 'product takes a number or more'),
  ),
  ...ofNumbers('mean', (list, evaluation) => (list.length ? mean(list, evaluation) : null)),
  ...ofNumbers('median', (list, evaluation) => {
    const order = sorted(list, evaluation);
    const middle = order.length >> 1;
    const [low, high] = [order[middle - 1], order[middle]];
    if (high === undefined) return null;
    return order.length % 2 === 1 ? high : mean([low ?? high, high], evaluation);
  }),
  ...ofNumbers('stddev', (list, evaluation) => {
    const average = list.length > 1 ? mean(list, evaluation) : null;
    if (average === null) return evaluation.warn('INVALID_VALUE', 'stddev takes two numbers or more');
    evaluation.budget.spend(POWER_STEPS);
    const squares = fold(
      list,
      0,
      (total, value) => {
        const apart = numbers.subtract(value, average);
        const square = apart === null ? null : numbers.multiply(apart, apart);
        return square === null ? null : numbers.add(total, square);
      },
      evaluation,
    );
    const variance = squares === null ? null : numbers.divide(squares, list.length - 1);
    return variance === null ? null : numbers.squareRoot(variance);
  }),
  ...ofNumbers('mode', (list, evaluation) => {
    const counts: { value: FeelNumber; count: number }[] = [];
    for (const value of sorted(list, evaluation)) {
      const last = counts[counts.length - 1];
      if (last && numbers.equalNumbers(last.value, value)) last.count++;
      else counts.push({ value, count: 1 });
    }
    const most = counts.reduce((highest, { count }) => Math.max(highest, count), 0);
    return counts.filter(({ count }) => count === most).map(({ value }) => value);
  }),
  truth('all', false),
  truth('any', true),
];
