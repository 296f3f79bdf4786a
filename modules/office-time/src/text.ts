import { isDay, type Day } from './day.js';
import { clockOf, dayOf, parseInstant } from './instant.js';

/** The office's wall clock: every time is shown so, wherever the browser or the server stands. */
export interface WallClock {
  readonly day: Day;
  /** `HH:mm`; a bare day has midnight. */
  readonly time: string;
}

/** Undefined for nothing and for what is no time. */
export function wallClock(value: string | Date | undefined): WallClock | undefined {
  if (value === undefined || value === '') return undefined;
  if (isDay(value)) return { day: value, time: '00:00' };
  const instant = typeof value === 'string' ? parseInstant(value) : value;
  return instant && !Number.isNaN(instant.getTime()) ? { day: dayOf(instant), time: clockOf(instant) } : undefined;
}

/** `2026-11-23`; empty for what is no time, as all texts here. */
export const dateText = (value: string | Date | undefined): string => wallClock(value)?.day ?? '';

/** `2026-11-23 10:02` */
export function dateTimeText(value: string | Date | undefined): string {
  const wall = wallClock(value);
  return wall ? `${wall.day} ${wall.time}` : '';
}

/** `10:02` */
export const timeText = (value: string | Date | undefined): string => wallClock(value)?.time ?? '';

/** `11-26`, with the year only when it is not the year of `now`. */
export function shortDateText(value: string | Date | undefined, now: string | Date): string {
  const day = dateText(value);
  const year = (text: string): string => text.slice(0, 5);
  return year(day) === year(dateText(now)) ? day.slice(5) : day;
}

/** Today: the time; this year: month and day; else the date. */
export const momentText = (value: string | Date | undefined, now: string | Date): string =>
  dateText(value) === dateText(now) ? timeText(value) : shortDateText(value, now);

/** What a date-time input works on: `2026-11-23T10:02`, the wall clock here without offset. */
export function inputText(value: string | Date | undefined): string {
  const wall = wallClock(value);
  return wall ? `${wall.day}T${wall.time}` : '';
}
