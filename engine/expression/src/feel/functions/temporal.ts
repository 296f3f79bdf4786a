import { isoWeek, daysFromCivil, weekday } from '../temporal/calendar.js';
import { FeelDate, FeelDateTime, FeelTime } from '../temporal/date-time.js';
import { feelEquals } from '../equality.js';
import { typeOf } from '../types.js';
import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function ofDate(name: string, read: (date: FeelDate) => FeelValue): Definition {
  return define(`${name}(date: Any)`, ([value], evaluation) => {
    if (value instanceof FeelDate) return read(value);
    if (value instanceof FeelDateTime) return read(value.date);
    return evaluation.warn('INVALID_TYPE', `${name} takes a date`);
  });
}

/** Two values that are the same in every part: unlike equality, which knows that two zones may show one instant. */
function same(a: FeelValue, b: FeelValue): boolean {
  if (a instanceof FeelDate || a instanceof FeelDateTime || a instanceof FeelTime) {
    return typeOf(a) === typeOf(b) && a.toString() === String(b);
  }
  return feelEquals(a, b) === true;
}

/** DMN 1.5, 10.3.4.6, 10.3.4.7 and 10.3.4.11. */
export const TEMPORAL: readonly Definition[] = [
  define('now()', (_args, evaluation) => evaluation.now()),
  define('today()', (_args, evaluation) => evaluation.now()?.date ?? null),
  ofDate('day of year', (date) => date.epochDays - daysFromCivil(date.year, 1, 1) + 1),
  ofDate('day of week', (date) => DAYS[weekday(date.epochDays) - 1] ?? null),
  ofDate('month of year', (date) => MONTHS[date.month - 1] ?? null),
  ofDate('week of year', (date) => isoWeek(date.epochDays)),
  define<[FeelValue, FeelValue]>('is(value1?: Any, value2?: Any)', ([a, b]) => same(a, b)),
];
