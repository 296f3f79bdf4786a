import { feelToString } from '../format.js';
import * as numbers from '../number.js';
import type { FeelNumber } from '../number.js';
import { FeelDate, FeelDateTime, FeelTime, parseDate, parseDateTime, parseTime } from '../temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration, parseDuration } from '../temporal/duration.js';
import { FeelContext, type FeelValue } from '../values.js';
import { define, type Definition } from './define.js';
import { parseRange } from './range-text.js';

const GROUPS = [' ', ',', '.'];
const POINTS = ['.', ','];

/** DMN 1.5, 10.3.4.1 and 10.3.4.7: values from texts and parts. */
export const CONVERSIONS: readonly Definition[] = [
  define('string(from: Any)', ([from], evaluation) => feelToString(from ?? null, evaluation)),
  define<[string, string | null, string | null]>(
    'number(from: string, grouping separator?: string?, decimal separator?: string?)',
    ([from, grouping, decimal], evaluation) => {
      if (grouping !== null && !GROUPS.includes(grouping))
        return evaluation.warn('INVALID_VALUE', 'number: no such grouping separator');
      if (decimal !== null && !POINTS.includes(decimal))
        return evaluation.warn('INVALID_VALUE', 'number: no such decimal separator');
      if (grouping !== null && grouping === decimal)
        return evaluation.warn('INVALID_VALUE', 'number: the separators are the same');
      const plain = grouping === null ? from : from.replaceAll(grouping, '');
      const text = decimal === null ? plain : plain.replaceAll(decimal, '.');
      return numbers.parseNumber(text.trim()) ?? evaluation.warn('INVALID_VALUE', `number: '${from}' is none`);
    },
  ),
  define('date(from: Any)', ([from], evaluation) => {
    if (from instanceof FeelDate) return from;
    if (from instanceof FeelDateTime) return from.date;
    const date = typeof from === 'string' ? parseDate(from) : null;
    return date ?? evaluation.warn('INVALID_VALUE', 'date: no such date');
  }),
  define<FeelNumber[]>('date(year: number, month: number, day: number)', ([year, month, day], evaluation) => {
    const parts = [year, month, day].map((part) => numbers.toDouble(part ?? 0)) as [number, number, number];
    return FeelDate.of(...parts) ?? evaluation.warn('INVALID_VALUE', 'date: no such date');
  }),
  define('time(from: Any)', ([from], evaluation) => {
    if (from instanceof FeelTime) return from;
    if (from instanceof FeelDateTime) return from.time;
    if (from instanceof FeelDate) return new FeelTime(0, 0, 0, 0, { offset: 0 });
    const time = typeof from === 'string' ? parseTime(from) : null;
    return time ?? evaluation.warn('INVALID_VALUE', 'time: no such time');
  }),
  define<[FeelNumber, FeelNumber, FeelNumber, FeelDaysDuration | null]>(
    'time(hour: number, minute: number, second: number, offset?: days and time duration?)',
    ([hour, minute, second, offset], evaluation) => {
      const whole = numbers.truncate(second);
      const fraction = numbers.multiply(numbers.subtract(second, whole) ?? 0, 1_000_000_000) ?? 0;
      const placement = offset ? { offset: Number(offset.nanoseconds / 1_000_000_000n) } : {};
      const time = FeelTime.of(
        numbers.toDouble(hour),
        numbers.toDouble(minute),
        whole,
        Math.abs(numbers.truncate(fraction)),
        placement,
      );
      return time ?? evaluation.warn('INVALID_VALUE', 'time: no such time');
    },
  ),
  define('date and time(from: Any)', ([from], evaluation) => {
    if (from instanceof FeelDateTime) return from;
    if (from instanceof FeelDate) return new FeelDateTime(from, new FeelTime(0, 0, 0, 0));
    const value = typeof from === 'string' ? parseDateTime(from) : null;
    return value ?? evaluation.warn('INVALID_VALUE', 'date and time: no such date and time');
  }),
  define<[FeelValue, FeelTime]>('date and time(date: Any, time: time)', ([date, time], evaluation) => {
    if (date instanceof FeelDate) return new FeelDateTime(date, time);
    if (date instanceof FeelDateTime) return new FeelDateTime(date.date, time);
    return evaluation.warn('INVALID_VALUE', 'date and time: the first argument is no date');
  }),
  define<[string]>(
    'duration(from: string)',
    ([from], evaluation) => parseDuration(from) ?? evaluation.warn('INVALID_VALUE', `duration: '${from}' is none`),
  ),
  define('years and months duration(from: Any, to: Any)', ([from, to], evaluation) => {
    const [start, end] = [dayOf(from), dayOf(to)];
    if (!start || !end) return evaluation.warn('INVALID_VALUE', 'years and months duration: takes two dates');
    return FeelYearsDuration.of(monthsBetween(start, end));
  }),
  define<[string]>(
    'range(from: string)',
    ([from], evaluation) =>
      parseRange(from, evaluation) ?? evaluation.warn('INVALID_VALUE', `range: '${from}' is none`),
  ),
  define<[readonly FeelValue[]]>('context(entries: list)', ([entries], evaluation) => {
    const made = new Map<string, FeelValue>();
    for (const entry of entries) {
      evaluation.budget.spend();
      const key = entry instanceof FeelContext ? entry.get('key') : undefined;
      const value = entry instanceof FeelContext ? entry.get('value') : undefined;
      if (typeof key !== 'string' || value === undefined || made.has(key)) {
        return evaluation.warn('INVALID_VALUE', 'context: entries have a key of their own and a value');
      }
      made.set(key, value);
    }
    return new FeelContext(made);
  }),
];

function dayOf(value: FeelValue | undefined): FeelDateTime | undefined {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, 0, 0, 0)) : undefined;
}

/** Whole months from one day to another; a day that is not reached does not count. */
function monthsBetween(start: FeelDateTime, end: FeelDateTime): number {
  const [from, to] = [start.date, end.date];
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}
