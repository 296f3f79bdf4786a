import { fromUtc, isDay, type Day } from './day.js';
import { OFFSET, wallTime } from './zone.js';

const TIME =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:T(?<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?::(?<second>[0-5]\d)(?:\.(?<fraction>\d{1,9}))?)?(?<zone>Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/;

/**
 * Reads an instant: ISO 8601 with offset (`Z`, `+08:00`, `+0800`, `+08`); without offset the office's wall clock, a bare day its
 * beginning here. Undefined for anything else, also for days and times that do not exist.
 */
export function parseInstant(text: string): Date | undefined {
  const { day, clock = '00:00', second = '00', fraction = '0', zone = OFFSET } = TIME.exec(text.trim())?.groups ?? {};
  if (!isDay(day)) return undefined;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  return new Date(Date.parse(`${day}T${clock}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`));
}

/** An instant with a time of day and an offset, as fields of type date-time hold it. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value) && parseInstant(value) !== undefined;

/** @throws RangeError for a text that is no instant */
export function instantOf(instant: string | Date): Date {
  const read = typeof instant === 'string' ? parseInstant(instant) : instant;
  if (read === undefined || Number.isNaN(read.getTime())) throw new RangeError(`“${String(instant)}” is no instant.`);
  return read;
}

/** An instant as ISO 8601 with the office's offset, to the second. Texts written so sort as the instants do. @throws RangeError */
export const officeIso = (instant: string | Date): string =>
  `${wallTime(instantOf(instant)).toISOString().slice(0, 19)}${OFFSET}`;

/** The office day of an instant. @throws RangeError */
export const dayOf = (instant: string | Date): Day => fromUtc(wallTime(instantOf(instant)).getTime());

/** The time of day here, `HH:mm`. @throws RangeError */
export const clockOf = (instant: string | Date): string => wallTime(instantOf(instant)).toISOString().slice(11, 16);

/** The last second of a day: a deadline ends at 24:00 (民法典第二百零三条). */
export const endOfDay = (day: Day): string => `${day}T23:59:59${OFFSET}`;

/** The first second of a day. */
export const startOfDay = (day: Day): string => `${day}T00:00:00${OFFSET}`;

/** The office day a value of the data names: a day itself, or the day of an instant; undefined for anything else. */
export function dayIn(value: unknown): Day | undefined {
  if (isDay(value)) return value;
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant && dayOf(instant);
}

/**
 * Negative when `a` is earlier, positive when it is later, 0 for the same instant however it is spelled. Where either side is a bare
 * day, days are compared. What is no time comes last.
 */
export function compareTimes(a: string | Date, b: string | Date): number {
  const days = isDay(a) || isDay(b);
  const [left, right] = [timeOf(a, days), timeOf(b, days)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function timeOf(value: string | Date, wholeDay: boolean): number {
  const instant = typeof value === 'string' ? parseInstant(value) : value;
  if (!instant || Number.isNaN(instant.getTime())) return Number.POSITIVE_INFINITY;
  return wholeDay ? Date.parse(startOfDay(dayOf(instant))) : instant.getTime();
}
