import { InvalidTimeError } from './invalid-time.js';
import { MAX_TIME_LENGTH, MAX_YEAR } from './limits.js';
import { daysIn, instantOf } from './wall.js';

const DATE =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The instant of an ISO 8601 date, with or without a time of day; parts that are left out are the first of their kind.
 * Without an offset it is meant in the zone.
 * @throws InvalidTimeError also for a date that does not exist, such as 30 February
 */
export function parseDate(text: string, zone: string): number {
  const trimmed = text.trim();
  const match = trimmed.length > MAX_TIME_LENGTH ? null : DATE.exec(trimmed);
  if (!match) throw new InvalidTimeError(text, 'expected an ISO 8601 date such as 2026-03-01T08:30:00+08:00');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const check = (what: string, value: number, low: number, high: number) => {
    if (value < low || value > high)
      throw new InvalidTimeError(text, `${what} ${value} does not exist, it is ${low} to ${high}`);
  };
  check('year', year, 1, MAX_YEAR);
  check('month', month, 1, 12);
  check('day', day, 1, daysIn(year, month));
  check('hour', hour, 0, 23);
  check('minute', minute, 0, 59);
  check('second', second, 0, 59);
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)));
  const offset = match[8];
  return offset === undefined ? instantOf(wall.getTime(), zone) : wall.getTime() - offsetOf(offset, text);
}

function offsetOf(offset: string, text: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = [offset.slice(1, 3), offset.slice(3).replace(':', '') || '0'].map(Number);
  if (hours > 23 || minutes > 59) throw new InvalidTimeError(text, `there is no offset ${offset}`);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
