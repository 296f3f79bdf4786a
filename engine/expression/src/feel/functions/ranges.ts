import { compareValues } from '../equality.js';
import type { FeelEvaluation } from '../evaluation.js';
import { FeelRange, type FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

/** A point is the range that holds it alone. */
const asRange = (value: FeelValue): FeelRange =>
  value instanceof FeelRange ? value : new FeelRange(value, value, true, true);

class NotComparable extends Error {}

function order(a: FeelValue, b: FeelValue): number {
  const result = compareValues(a, b);
  if (result === null) throw new NotComparable();
  return result;
}

const isPoint = (value: FeelValue): boolean => !(value instanceof FeelRange);

const before = (a: FeelRange, b: FeelRange): boolean => {
  const apart = order(a.end, b.start);
  return apart < 0 || (apart === 0 && (!a.endIncluded || !b.startIncluded));
};

/** Negative when `a` begins before `b` does. */
const startOrder = (a: FeelRange, b: FeelRange): number =>
  order(a.start, b.start) || Number(b.startIncluded) - Number(a.startIncluded);

/** Positive when `a` ends after `b` does. */
const endOrder = (a: FeelRange, b: FeelRange): number =>
  order(a.end, b.end) || Number(a.endIncluded) - Number(b.endIncluded);

const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);
const meets = (a: FeelRange, b: FeelRange): boolean => a.endIncluded && b.startIncluded && order(a.end, b.start) === 0;
const includes = (a: FeelRange, b: FeelRange): boolean => startOrder(a, b) <= 0 && endOrder(a, b) >= 0;
const starts = (a: FeelRange, b: FeelRange): boolean => startOrder(a, b) === 0 && endOrder(a, b) <= 0;
const finishes = (a: FeelRange, b: FeelRange): boolean => endOrder(a, b) === 0 && startOrder(a, b) >= 0;
const overlapsBefore = (a: FeelRange, b: FeelRange): boolean =>
  startOrder(a, b) < 0 && overlaps(a, b) && endOrder(a, b) <= 0;

type Operands = 'any' | 'ranges' | 'point first' | 'point second';

/** Which of two operands may be single points. */
function allowed(operands: Operands, a: FeelValue, b: FeelValue): boolean {
  if (operands === 'any') return true;
  if (isPoint(b)) return operands === 'point second' && !isPoint(a);
  return !isPoint(a) || operands === 'point first';
}

function relation(
  name: string,
  parameters: readonly [string, string],
  operands: Operands,
  holds: (a: FeelRange, b: FeelRange) => boolean,
): Definition {
  const run = ([a, b]: [FeelValue, FeelValue], evaluation: FeelEvaluation): FeelValue => {
    if (a === null || b === null || !allowed(operands, a, b)) {
      return evaluation.warn('INVALID_TYPE', `${name} does not take these`);
    }
    try {
      return holds(asRange(a), asRange(b));
    } catch (error) {
      if (!(error instanceof NotComparable)) throw error;
      return evaluation.warn('NOT_COMPARABLE', `${name}: the two have no order`);
    }
  };
  return define<[FeelValue, FeelValue]>(`${name}(${parameters[0]}: Any, ${parameters[1]}: Any)`, run);
}

const RANGES = ['range1', 'range2'] as const;

/** Relations of points and ranges (DMN 1.5, 10.3.4.10), after Allen's interval algebra. */
export const RANGE_RELATIONS: readonly Definition[] = [
  relation('before', ['a', 'b'], 'any', before),
  relation('after', ['a', 'b'], 'any', (a, b) => before(b, a)),
  relation('meets', RANGES, 'ranges', meets),
  relation('met by', RANGES, 'ranges', (a, b) => meets(b, a)),
  relation('overlaps', RANGES, 'ranges', overlaps),
  relation('overlaps before', RANGES, 'ranges', overlapsBefore),
  relation('overlaps after', RANGES, 'ranges', (a, b) => overlapsBefore(b, a)),
  relation('finishes', ['a', 'range'], 'point first', finishes),
  relation('finished by', ['range', 'a'], 'point second', (a, b) => finishes(b, a)),
  relation('includes', ['range', 'a'], 'point second', includes),
  relation('during', ['a', 'range'], 'point first', (a, b) => includes(b, a)),
  relation('starts', ['a', 'range'], 'point first', starts),
  relation('started by', ['range', 'a'], 'point second', (a, b) => starts(b, a)),
  relation('coincides', ['a', 'b'], 'any', (a, b) => startOrder(a, b) === 0 && endOrder(a, b) === 0),
];
