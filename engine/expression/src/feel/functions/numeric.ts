import { POWER_STEPS } from '../arithmetic.js';
import type { FeelEvaluation } from '../evaluation.js';
import * as numbers from '../number.js';
import { ROUNDING, type FeelNumber, type Rounding } from '../number.js';
import { absolute as absoluteDuration } from '../temporal/duration.js';
import { FeelDaysDuration, FeelYearsDuration } from '../temporal/duration.js';
import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

/** Scales of IEEE 754 decimal128. */
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

function rounded(
  name: string,
  value: FeelNumber,
  scale: FeelNumber | null,
  rounding: Rounding,
  evaluation: FeelEvaluation,
): FeelValue {
  const digits = scale === null ? 0 : numbers.truncate(scale);
  if (digits < MIN_SCALE || digits > MAX_SCALE) return evaluation.warn('INVALID_VALUE', `${name}: scale out of range`);
  return numbers.roundTo(value, digits, rounding) ?? evaluation.warn('INVALID_VALUE', `${name}: out of range`);
}

const rounding = (name: string, parameters: string, mode: Rounding): Definition =>
  define<[FeelNumber, FeelNumber | null]>(`${name}(${parameters})`, ([value, scale], evaluation) =>
    rounded(name, value, scale, mode, evaluation),
  );

/** DMN 1.5, 10.3.4.5. */
export const NUMERIC: readonly Definition[] = [
  rounding('decimal', 'n: number, scale: number', ROUNDING.halfEven),
  rounding('floor', 'n: number, scale?: number', ROUNDING.floor),
  rounding('ceiling', 'n: number, scale?: number', ROUNDING.ceiling),
  rounding('round up', 'n: number, scale: number', ROUNDING.up),
  rounding('round down', 'n: number, scale: number', ROUNDING.down),
  rounding('round half up', 'n: number, scale: number', ROUNDING.halfUp),
  rounding('round half down', 'n: number, scale: number', ROUNDING.halfDown),
  define<[FeelValue]>('abs(n: Any)', ([n], evaluation) => {
    if (numbers.isNumber(n)) return numbers.absolute(n);
    if (n instanceof FeelDaysDuration || n instanceof FeelYearsDuration) return absoluteDuration(n);
    return evaluation.warn('INVALID_TYPE', 'abs takes a number or a duration');
  }),
  define<[FeelNumber, FeelNumber]>('modulo(dividend: number, divisor: number)', ([dividend, divisor], evaluation) => {
    return numbers.modulo(dividend, divisor) ?? evaluation.warn('INVALID_VALUE', 'modulo: the divisor is zero');
  }),
  costly('sqrt', numbers.squareRoot),
  costly('log', numbers.naturalLogarithm),
  costly('exp', numbers.exponential),
  define<[FeelNumber]>('odd(number: number)', ([n]) => numbers.isWhole(n) && numbers.modulo(n, 2) === 1),
  define<[FeelNumber]>('even(number: number)', ([n]) => numbers.isWhole(n) && numbers.modulo(n, 2) === 0),
];

function costly(name: string, compute: (value: FeelNumber) => FeelNumber | null): Definition {
  return define<[FeelNumber]>(`${name}(number: number)`, ([n], evaluation) => {
    evaluation.budget.spend(POWER_STEPS);
    return compute(n) ?? evaluation.warn('INVALID_VALUE', `${name}: no such number`);
  });
}
