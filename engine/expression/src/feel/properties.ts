import { numberOf, type FeelNumber } from './number.js';
import { weekday } from './temporal/calendar.js';
import { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
import { FeelRange, type FeelValue } from './values.js';

type Properties<T> = Readonly<Record<string, (value: T) => FeelValue>>;

const DATE: Properties<FeelDate> = {
  year: (date) => date.year,
  month: (date) => date.month,
  day: (date) => date.day,
  weekday: (date) => weekday(date.epochDays),
};

const offsetOf = (seconds: number | undefined): FeelValue =>
  seconds === undefined ? null : FeelDaysDuration.ofSeconds(seconds);

const TIME: Properties<FeelTime> = {
  hour: (time) => time.hour,
  minute: (time) => time.minute,
  second: (time) => time.second,
  'time offset': (time) => offsetOf(time.offsetSeconds),
  timezone: (time) => time.zone ?? null,
};

const part = (value: FeelDaysDuration, unit: bigint, modulus?: bigint): FeelNumber | null => {
  const whole = value.nanoseconds / unit;
  return numberOf(modulus === undefined ? whole : whole % modulus);
};
const SECOND = 1_000_000_000n;

const DAYS: Properties<FeelDaysDuration> = {
  days: (value) => part(value, 86_400n * SECOND),
  hours: (value) => part(value, 3600n * SECOND, 24n),
  minutes: (value) => part(value, 60n * SECOND, 60n),
  seconds: (value) => part(value, SECOND, 60n),
};

const YEARS: Properties<FeelYearsDuration> = {
  years: (value) => Math.trunc(value.months / 12) + 0,
  months: (value) => (value.months % 12) + 0,
};

const RANGE: Properties<FeelRange> = {
  start: (range) => range.start,
  end: (range) => range.end,
  'start included': (range) => range.startIncluded,
  'end included': (range) => range.endIncluded,
};

/** A property of a value that is no context (DMN 1.5, 10.3.2.13.1, table 61); undefined when it has none of the name. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return read(DATE, value, name);
  if (value instanceof FeelTime) return read(TIME, value, name);
  if (value instanceof FeelDaysDuration) return read(DAYS, value, name);
  if (value instanceof FeelYearsDuration) return read(YEARS, value, name);
  if (value instanceof FeelRange) return read(RANGE, value, name);
  if (!(value instanceof FeelDateTime)) return undefined;
  if (name === 'time offset') return offsetOf(value.offsetSeconds);
  return read(DATE, value.date, name) ?? read(TIME, value.time, name);
}

function read<T>(properties: Properties<T>, value: T, name: string): FeelValue | undefined {
  return Object.hasOwn(properties, name) ? properties[name]?.(value) : undefined;
}
