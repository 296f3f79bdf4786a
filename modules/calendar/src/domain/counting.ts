import { MAX_DAYS, MAX_HOURS } from '../limits.js';
import { addDays, clockOf, daysBetween, dayOf, officeIso, type Day } from '@anliu/office-time';
import type { WorkCalendar } from './work-calendar.js';

export class CountError extends Error {
  readonly code = 'CLOCK_AMOUNT';
  constructor(message: string) {
    super(message);
    this.name = 'CountError';
  }
}

function checked(amount: number, max: number): number {
  if (!Number.isInteger(amount) || amount < 0 || amount > max)
    throw new CountError(`期限应为 0 至 ${max} 的整数，现在是 ${amount}。`);
  return amount;
}

export interface Due {
  day: Day;
  /** 暂定: counted across a year whose arrangement is not published. */
  provisional: boolean;
}

const never = (): boolean => false;

/**
 * The day on which `amount` working days end. The day it begins is not counted (民法典第二百零一条; 行政许可法第八十二条).
 * Days for which `excluded` holds are not counted either. @throws CountError
 */
export function dueWorkingDays(
  start: Day,
  amount: number,
  calendar: WorkCalendar,
  excluded: (day: Day) => boolean = never,
): Due {
  let remaining = checked(amount, MAX_DAYS);
  let day = start;
  let provisional = !calendar.isPublished(start);
  while (remaining > 0) {
    day = addDays(day, 1);
    if (!calendar.isPublished(day)) provisional = true;
    if (calendar.isWorkingDay(day) && !excluded(day)) remaining--;
  }
  return { day, provisional };
}

/**
 * The day on which `amount` calendar days end; a last day that is not worked moves to the next one that is
 * (民法典第二百零三条) unless `roll` is false. @throws CountError
 */
export function dueCalendarDays(
  start: Day,
  amount: number,
  calendar: WorkCalendar,
  options: { roll?: boolean; excluded?: (day: Day) => boolean } = {},
): Due {
  const excluded = options.excluded ?? never;
  let remaining = checked(amount, MAX_DAYS);
  let day = start;
  while (remaining > 0) {
    day = addDays(day, 1);
    if (!excluded(day)) remaining--;
  }
  if (options.roll === false) return { day, provisional: false };
  const rolled = calendar.nextWorkingDay(day);
  // Only whether the last days are worked matters here.
  return { day: rolled, provisional: !calendar.isPublished(day) || !calendar.isPublished(rolled) };
}

/** The instant `amount` hours later; hours run from the given moment (民法典第二百零一条). @throws CountError */
export function dueHours(start: string | Date, amount: number): string {
  return officeIso(new Date(new Date(start).getTime() + checked(amount, MAX_HOURS) * 3_600_000));
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(
  from: Day,
  to: Day,
  calendar: WorkCalendar,
  excluded: (day: Day) => boolean = never,
): number {
  if (to < from) return -workingDaysBetween(to, from, calendar, excluded);
  if (excluded === never) return calendar.workingDaysAfter(from, to);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day) && !excluded(day)) count++;
  }
  return count;
}

/** Calendar days after `from` up to and including `to`, without excluded ones. */
export function calendarDaysBetween(from: Day, to: Day, excluded: (day: Day) => boolean = never): number {
  if (to < from) return -calendarDaysBetween(to, from, excluded);
  let count = daysBetween(from, to);
  if (excluded === never) return count;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (excluded(day)) count--;
  return count;
}

/**
 * The day an agency's clock begins for something that arrived at `instant`: on a day off, or after `officeEnd`
 * (`HH:mm`), it counts as received on the next working day.
 */
export function receivedOn(instant: string | Date, calendar: WorkCalendar, officeEnd = '24:00'): Day {
  const day = dayOf(instant);
  if (!calendar.isWorkingDay(day)) return calendar.nextWorkingDay(day);
  return clockOf(instant) >= officeEnd ? calendar.nextWorkingDay(addDays(day, 1)) : day;
}
