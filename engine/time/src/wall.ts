import { fromWallClock, wallClock } from './zone.js';

/**
 * What the clock on an office's wall shows, as milliseconds since 1970 if that wall hung at Greenwich. Days, months and
 * cron expressions are counted on it.
 */
export function wallOf(instant: number, zone: string): number {
  return Date.UTC(...wallClock(instant, zone));
}

/** The instant at which the wall clock shows this. */
export function instantOf(wall: number, zone: string): number {
  const date = new Date(wall);
  return fromWallClock(
    [
      date.getUTCFullYear(),
      date.getUTCMonth(),
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
      date.getUTCMilliseconds(),
    ],
    zone,
  );
}

export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
