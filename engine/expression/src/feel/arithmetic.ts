import type { FeelEvaluation } from './evaluation.js';
import * as numbers from './number.js';
import type { FeelNumber } from './number.js';
import type { ArithmeticOperator } from './syntax/ast.js';
import { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration, NANOS_PER_SECOND } from './temporal/duration.js';
import { daysInMonth } from './temporal/calendar.js';
import { typeOf } from './types.js';
import type { FeelValue } from './values.js';

const { isNumber } = numbers;

/** An arithmetic operation (DMN 1.5, 10.3.2.13, tables 54–56); null, with a warning, when it has no result. */
export function calculate(
  operator: ArithmeticOperator,
  a: FeelValue,
  b: FeelValue,
  evaluation: FeelEvaluation,
): FeelValue {
  if (isNumber(a) && isNumber(b)) {
    const result = onNumbers(operator, a, b, evaluation);
    return result ?? evaluation.warn('INVALID_VALUE', `${operator}: no such number`);
  }
  if (typeof a === 'string' && typeof b === 'string' && operator === '+') return evaluation.budget.text(a + b);
  const result = onOthers(operator, a, b);
  if (result === undefined) {
    const types = [typeOf(a), typeOf(b)];
    return evaluation.warn('INVALID_TYPE', `no operation ${types.join(` ${operator} `)}`, evaluation.offset, types);
  }
  return result ?? evaluation.warn('INVALID_VALUE', `${operator}: the result is out of range`);
}

function onNumbers(
  operator: ArithmeticOperator,
  a: FeelNumber,
  b: FeelNumber,
  evaluation: FeelEvaluation,
): FeelNumber | null {
  switch (operator) {
    case '+':
      return numbers.add(a, b);
    case '-':
      return numbers.subtract(a, b);
    case '*':
      return numbers.multiply(a, b);
    case '/':
      return numbers.divide(a, b);
    case '**':
      evaluation.budget.spend(POWER_STEPS);
      return numbers.power(a, b);
  }
}

/** A power or logarithm costs as much as some hundred sums. */
export const POWER_STEPS = 200;

/** Undefined: the types do not go together. Null: out of range. */
function onOthers(operator: ArithmeticOperator, a: FeelValue, b: FeelValue): FeelValue | undefined {
  switch (operator) {
    case '+':
      return plus(a, b) ?? plus(b, a);
    case '-':
      return minus(a, b);
    case '*':
      return times(a, b) ?? times(b, a);
    case '/':
      return over(a, b);
    case '**':
      return undefined;
  }
}

function plus(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (b instanceof FeelDaysDuration) {
    if (a instanceof FeelDaysDuration) return FeelDaysDuration.of(a.nanoseconds + b.nanoseconds);
    if (a instanceof FeelDate || a instanceof FeelDateTime || a instanceof FeelTime) return addNanos(a, b.nanoseconds);
  }
  if (b instanceof FeelYearsDuration) {
    if (a instanceof FeelYearsDuration) return FeelYearsDuration.of(a.months + b.months);
    if (a instanceof FeelDate || a instanceof FeelDateTime) return addMonths(a, b.months);
  }
  return undefined;
}

function minus(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (b instanceof FeelDaysDuration) return plus(a, new FeelDaysDuration(-b.nanoseconds));
  if (b instanceof FeelYearsDuration) return plus(a, new FeelYearsDuration(-b.months));
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const [offsetA, offsetB] = [a.offsetSeconds, b.offsetSeconds];
    if ((offsetA === undefined) !== (offsetB === undefined)) return undefined;
    const seconds = a.secondOfDay - (offsetA ?? 0) - (b.secondOfDay - (offsetB ?? 0));
    return distance(seconds, a.nanosecond - b.nanosecond);
  }
  const [from, to] = [asDateTime(b, a), asDateTime(a, b)];
  if (!from || !to) return undefined;
  const [offsetTo, offsetFrom] = [to.offsetSeconds, from.offsetSeconds];
  if ((offsetTo === undefined) !== (offsetFrom === undefined)) return undefined;
  const seconds = to.wallSeconds - (offsetTo ?? 0) - (from.wallSeconds - (offsetFrom ?? 0));
  return distance(seconds, to.time.nanosecond - from.time.nanosecond);
}

const distance = (seconds: number, nanos: number): FeelDaysDuration | null =>
  FeelDaysDuration.of(BigInt(seconds) * NANOS_PER_SECOND + BigInt(nanos));

/** A date beside a date and time is its midnight in UTC. */
function asDateTime(value: FeelValue, other: FeelValue): FeelDateTime | undefined {
  if (value instanceof FeelDateTime) return value;
  if (!(value instanceof FeelDate)) return undefined;
  const placed = other instanceof FeelDateTime;
  return new FeelDateTime(value, new FeelTime(0, 0, 0, 0, placed ? { offset: 0 } : {}));
}

function times(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (!isNumber(b)) return undefined;
  if (a instanceof FeelDaysDuration) return scaled(a, (size) => numbers.multiply(size, b));
  if (a instanceof FeelYearsDuration) return scaledMonths(numbers.multiply(a.months, b));
  return undefined;
}

function over(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof FeelDaysDuration) {
    if (isNumber(b)) return scaled(a, (size) => numbers.divide(size, b));
    if (b instanceof FeelDaysDuration) return ratio(numbers.numberOf(a.nanoseconds), numbers.numberOf(b.nanoseconds));
  }
  if (a instanceof FeelYearsDuration) {
    if (isNumber(b)) return scaledMonths(numbers.divide(a.months, b));
    if (b instanceof FeelYearsDuration) return ratio(a.months, b.months);
  }
  return undefined;
}

const ratio = (a: FeelNumber | null, b: FeelNumber | null): FeelNumber | null =>
  a === null || b === null ? null : numbers.divide(a, b);

function scaled(duration: FeelDaysDuration, change: (size: FeelNumber) => FeelNumber | null): FeelDaysDuration | null {
  const size = numbers.numberOf(duration.nanoseconds);
  const changed = size === null ? null : change(size);
  const whole = changed === null ? null : numbers.roundTo(changed, 0, numbers.ROUNDING.down);
  if (whole === null || numbers.numberToString(whole).length > 40) return null;
  return FeelDaysDuration.of(BigInt(numbers.numberToString(whole)));
}

function scaledMonths(months: FeelNumber | null): FeelYearsDuration | null {
  return months === null ? null : FeelYearsDuration.of(numbers.truncate(months));
}

function addNanos(value: FeelDate | FeelDateTime | FeelTime, nanos: bigint): FeelValue {
  if (value instanceof FeelTime) {
    const { seconds, nanosecond } = carry(value.nanosecond, nanos);
    const second = (((value.secondOfDay + (seconds % 86_400)) % 86_400) + 86_400) % 86_400;
    return FeelTime.ofSecondOfDay(second, nanosecond, value);
  }
  if (value instanceof FeelDate) {
    const { seconds } = carry(0, nanos);
    return FeelDate.ofEpochDays(value.epochDays + Math.floor(seconds / 86_400));
  }
  const { seconds, nanosecond } = carry(value.time.nanosecond, nanos);
  return FeelDateTime.ofWallSeconds(value.wallSeconds + seconds, nanosecond, value.time);
}

function carry(nanosecond: number, nanos: bigint): { seconds: number; nanosecond: number } {
  const total = BigInt(nanosecond) + nanos;
  const rest = ((total % NANOS_PER_SECOND) + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  return { seconds: Number((total - rest) / NANOS_PER_SECOND), nanosecond: Number(rest) };
}

function addMonths(value: FeelDate | FeelDateTime, months: number): FeelValue {
  if (value instanceof FeelDateTime) {
    const date = addMonths(value.date, months);
    return date instanceof FeelDate ? new FeelDateTime(date, value.time) : null;
  }
  const total = value.year * 12 + (value.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return FeelDate.of(year, month, Math.min(value.day, daysInMonth(year, month)));
}

/** `-a` for numbers and durations. */
export function negateValue(value: FeelValue, evaluation: FeelEvaluation): FeelValue {
  if (isNumber(value)) return numbers.negate(value);
  if (value instanceof FeelDaysDuration) return new FeelDaysDuration(-value.nanoseconds);
  if (value instanceof FeelYearsDuration) return new FeelYearsDuration(-value.months);
  return evaluation.warn('INVALID_TYPE', `no negation of ${typeOf(value)}`);
}
