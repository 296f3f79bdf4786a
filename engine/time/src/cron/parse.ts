import { InvalidTimeError } from '../invalid-time.js';
import { MAX_TIME_LENGTH } from '../limits.js';
import { numberOf, valuesOf, type FieldRange } from './fields.js';
import { ANY_DAY, type DayRule } from './days.js';

/** One or several schedules (`a||b`, or `0 0|30 9 * * ?`); the earliest counts. */
export interface Cron {
  readonly source: string;
  readonly schedules: readonly Schedule[];
}

export interface Schedule {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  /** A day counts when both say so. */
  readonly dayOfMonth: DayRule;
  readonly dayOfWeek: DayRule;
}

const SECOND: FieldRange = { name: 'second', low: 0, high: 59 };
const MINUTE: FieldRange = { name: 'minute', low: 0, high: 59 };
const HOUR: FieldRange = { name: 'hour', low: 0, high: 23 };
const DAY: FieldRange = { name: 'day of the month', low: 1, high: 31 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const MONTH: FieldRange = { name: 'month', low: 1, high: 12, names: MONTHS, first: 1 };
/** Monday is 1; Sunday is 0, 7 or SUN (7, so that SUN-TUE is a range that wraps). */
const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const WEEKDAY: FieldRange = { name: 'day of the week', low: 0, high: 7, names: WEEKDAYS, first: 1, wraps: true };

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 ?',
  '@annually': '0 0 0 1 1 ?',
  '@monthly': '0 0 0 1 * ?',
  '@weekly': '0 0 0 ? * 0',
  '@daily': '0 0 0 * * ?',
  '@midnight': '0 0 0 * * ?',
  '@hourly': '0 0 * * * ?',
};

/**
 * Reads a cron expression of six fields (second, minute, hour, day, month, weekday) as Spring 5.3 writes them, with `L`, `LW`,
 * `15W`, `L-3`, `MON#1`, `5L` and nicknames such as `@daily`.
 * @throws InvalidTimeError saying which part is wrong
 */
export function parseCron(source: string): Cron {
  const text = source.trim();
  if (text.length > MAX_TIME_LENGTH) throw new InvalidTimeError(text, `longer than ${MAX_TIME_LENGTH} characters`);
  return { source: text, schedules: alternatives(text).map((one) => schedule(one, text)) };
}

/** `a||b` are whole expressions; a single `|` in fields makes as many expressions as the longest of them has parts. */
function alternatives(text: string): string[] {
  if (text.includes('||')) return text.split('||').flatMap((one) => alternatives(one.trim()));
  const fields = text.split(/\s+/);
  const parts = fields.map((field) => field.split('|'));
  const count = Math.max(...parts.map(({ length }) => length));
  if (parts.some(({ length }) => length > 1 && length !== count)) {
    throw new InvalidTimeError(text, "fields with '|' have different numbers of parts");
  }
  return Array.from({ length: count }, (_, index) => parts.map((part) => part[index] ?? part[0]!).join(' '));
}

function schedule(text: string, source: string): Schedule {
  const expanded = text.startsWith('@') ? NICKNAMES[text] : text;
  if (expanded === undefined) throw new InvalidTimeError(source, `nickname '${text}' is not known`);
  const fields = expanded.toUpperCase().split(/\s+/);
  if (fields.length !== 6) {
    throw new InvalidTimeError(
      source,
      'expected R[times]/duration such as R3/PT1H, or a cron expression of 6 fields (second minute hour day month weekday)',
    );
  }
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (day === '?' && weekday === '?') throw new InvalidTimeError(source, 'only one of day and weekday may be ?');
  return {
    seconds: list(second, SECOND, source),
    minutes: list(minute, MINUTE, source),
    hours: list(hour, HOUR, source),
    months: new Set(list(month, MONTH, source)),
    dayOfMonth: dayOfMonth(day, source),
    dayOfWeek: dayOfWeek(weekday, source),
  };
}

function list(text: string, range: FieldRange, source: string): number[] {
  const values = text.split(',').flatMap((item) => valuesOf(item, range, source));
  return [...new Set(values)].sort((a, b) => a - b);
}

function dayOfMonth(text: string, source: string): DayRule {
  if (text === '?' || text === '*') return ANY_DAY;
  if (text === 'L') return { kind: 'last', before: 0 };
  if (text === 'LW') return { kind: 'lastWorkday' };
  if (text.startsWith('L-')) {
    return { kind: 'last', before: numberOf(text.slice(2), { name: 'number of days', low: 1, high: 30 }, source) };
  }
  if (/^\d{1,2}W$/.test(text)) return { kind: 'workday', day: numberOf(text.slice(0, -1), DAY, source) };
  return { kind: 'days', days: new Set(list(text, DAY, source)) };
}

function dayOfWeek(text: string, source: string): DayRule {
  if (text === '?' || text === '*') return ANY_DAY;
  if (text === 'L') return { kind: 'weekdays', weekdays: new Set([0]) };
  const nth = /^(\w+)#(\d{1,9})$/.exec(text);
  if (nth) {
    const weekday = numberOf(nth[1]!, WEEKDAY, source) % 7;
    return { kind: 'nth', weekday, nth: numberOf(nth[2]!, { name: 'week of the month', low: 1, high: 5 }, source) };
  }
  const last = /^(\w+)L$/.exec(text);
  if (last) return { kind: 'lastWeekday', weekday: numberOf(last[1]!, WEEKDAY, source) % 7 };
  return { kind: 'weekdays', weekdays: new Set(list(text, WEEKDAY, source).map((day) => day % 7)) };
}
