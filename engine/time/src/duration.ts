import { InvalidTimeError } from './invalid-time.js';
import { MAX_TIME_LENGTH, MAX_YEAR } from './limits.js';
import { daysIn, instantOf, wallOf } from './wall.js';

/** An ISO 8601 duration: calendar parts, and the rest in milliseconds. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const DURATION =
  /^P(?!$)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;

/** @throws InvalidTimeError */
export function parseDuration(text: string): Duration {
  const match = text.length > MAX_TIME_LENGTH ? null : DURATION.exec(text);
  if (!match) throw new InvalidTimeError(text, 'expected an ISO 8601 duration such as P1M, P2DT3H or PT15M');
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const milliseconds = hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
  return { years, months, days: weeks * 7 + days, milliseconds };
}

/** Whether it is counted on the calendar: how long it is depends on when it begins. */
export const isCalendric = ({ years, months, days }: Duration): boolean => years + months + days > 0;

/**
 * A duration later than an instant: years, then months, then days on the calendar of the zone, then the hours. A day the month
 * does not have becomes its last (31 January and a month is 28 February).
 * @throws InvalidTimeError
 */
export function addDuration(from: number, text: string, zone: string): number {
  return add(from, parseDuration(text), zone, text);
}

/** {@link addDuration} for a duration that has been read; `text` names it in an error. */
export function add(from: number, duration: Duration, zone: string, text: string): number {
  const wall = isCalendric(duration) ? addToWall(wallOf(from, zone), { ...duration, milliseconds: 0 }, 1) : undefined;
  if (wall !== undefined && !(wall < LAST)) throw tooLate(text);
  const at = (wall === undefined ? from : instantOf(wall, zone)) + duration.milliseconds;
  if (!(at < LAST)) throw tooLate(text);
  return at;
}

/** The beginning of the first year nobody can write with four digits. */
export const LAST = Date.UTC(MAX_YEAR + 1, 0, 1);

export const tooLate = (text: string): InvalidTimeError =>
  new InvalidTimeError(text, `it ends after the year ${MAX_YEAR}`);

/** A wall clock moved by a duration, backwards with sign -1. */
export function addToWall(wall: number, { years, months, days, milliseconds }: Duration, sign: 1 | -1): number {
  const byYears = years ? addMonths(wall, sign * years * 12) : wall;
  const byMonths = months ? addMonths(byYears, sign * months) : byYears;
  return byMonths + sign * (days * 86_400_000 + milliseconds);
}

function addMonths(wall: number, count: number): number {
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  date.setUTCDate(Math.min(day, daysIn(date.getUTCFullYear(), date.getUTCMonth() + 1)));
  return date.getTime();
}
