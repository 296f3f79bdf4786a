import type { ClockUnit } from '@anliu/contract';
import { MAX_STOPS } from '../limits.js';
import { dayOf, endOfDay, officeIso, type Day } from '@anliu/office-time';
import { calendarDaysBetween, dueCalendarDays, dueHours, dueWorkingDays, workingDaysBetween } from './counting.js';
import type { WorkCalendar } from './work-calendar.js';

export interface ClockStop {
  from: string;
  to?: string;
  reason: string;
}

export interface ClockExtension {
  at: string;
  reason: string;
  /** Added amount in the clock's unit, or the new last day. */
  amount?: number;
  dueDate?: Day;
}

/**
 * A statutory clock as stored with its case: facts only, every figure is computed. `dueDate` is a last day set by a person
 * (整改期限); `amount` is a length in `unit`. Exactly one of them.
 */
export interface ClockRecord {
  id: string;
  name: string;
  unit: ClockUnit;
  startedAt: string;
  amount?: number;
  dueDate?: Day;
  stops: ClockStop[];
  extensions: ClockExtension[];
  endedAt?: string;
  parameter?: string;
  legalBasis?: string;
}

export class ClockError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ClockError';
    this.code = code;
  }
}

export interface NewClock {
  id: string;
  name: string;
  unit: ClockUnit;
  amount?: number;
  dueDate?: Day;
  parameter?: string;
  legalBasis?: string;
}

/** @throws ClockError unless exactly one of `amount` and `dueDate` is given and the last day is not before the first */
export function startClock(clock: NewClock, at: string | Date): ClockRecord {
  if ((clock.amount === undefined) === (clock.dueDate === undefined)) {
    throw new ClockError('CLOCK_LENGTH', `计时“${clock.name}”应有期限或截止日期之一。`);
  }
  if (clock.dueDate !== undefined && clock.dueDate < dayOf(at)) {
    throw new ClockError('DATE_PAST', `“${clock.name}”的截止日期 ${clock.dueDate} 已过，请选择今天或以后的日期。`);
  }
  return { ...clock, startedAt: officeIso(at), stops: [], extensions: [] };
}

const openStop = (clock: ClockRecord): ClockStop | undefined => clock.stops.find((stop) => stop.to === undefined);

function running(clock: ClockRecord): void {
  if (clock.endedAt !== undefined) throw new ClockError('CLOCK_ENDED', `计时“${clock.name}”已经结束。`);
}

/** @throws ClockError when it is stopped already or has ended */
export function stopClock(clock: ClockRecord, at: string | Date, reason: string): ClockRecord {
  running(clock);
  if (openStop(clock)) throw new ClockError('CLOCK_STOPPED', `计时“${clock.name}”已经停表。`);
  if (clock.stops.length >= MAX_STOPS)
    throw new ClockError('CLOCK_STOPS', `计时“${clock.name}”停表已达 ${MAX_STOPS} 次。`);
  return { ...clock, stops: [...clock.stops, { from: officeIso(at), reason }] };
}

/** @throws ClockError when it is not stopped */
export function resumeClock(clock: ClockRecord, at: string | Date): ClockRecord {
  running(clock);
  const stop = openStop(clock);
  if (!stop) throw new ClockError('CLOCK_RUNNING', `计时“${clock.name}”没有停表。`);
  return { ...clock, stops: clock.stops.map((item) => (item === stop ? { ...item, to: officeIso(at) } : item)) };
}

/**
 * Extends by an amount or to a later last day. An extension must be approved before the clock runs out.
 * @throws ClockError when it has run out or ended, or when the new day is not later
 */
export function extendClock(
  clock: ClockRecord,
  by: { amount: number } | { dueDate: Day },
  at: string | Date,
  reason: string,
  calendar: WorkCalendar,
): ClockRecord {
  running(clock);
  const reading = readClock(clock, at, calendar);
  if (reading.overdue)
    throw new ClockError('CLOCK_OVERDUE', `“${clock.name}”已于 ${dayOf(reading.due)} 届满，不能再延期。`);
  if ('dueDate' in by && by.dueDate <= dayOf(reading.due)) {
    throw new ClockError('DATE_ORDER', `延期后的日期 ${by.dueDate} 须晚于原期限 ${dayOf(reading.due)}。`);
  }
  if ('amount' in by && (!Number.isInteger(by.amount) || by.amount < 1)) {
    throw new ClockError('CLOCK_AMOUNT', '延长的期限应为正整数。');
  }
  return { ...clock, extensions: [...clock.extensions, { at: officeIso(at), reason, ...by }] };
}

/** Ending twice keeps the first end. */
export const endClock = (clock: ClockRecord, at: string | Date): ClockRecord =>
  clock.endedAt === undefined ? { ...clock, endedAt: officeIso(at) } : clock;

export interface ClockReading {
  /** Instant, ISO 8601 with offset; while stopped, as if it resumed now. */
  due: string;
  total: number;
  used: number;
  excluded: number;
  /** Negative when overdue. */
  remaining: number;
  remainingWorkingDays: number;
  overdue: boolean;
  provisional: boolean;
}

/**
 * Reads a clock at an instant. The day a stop begins counts as running, the day it ends does not. An ended clock reads as
 * at its end. On its last day nothing remains and it is not overdue.
 */
export function readClock(clock: ClockRecord, now: string | Date, calendar: WorkCalendar): ClockReading {
  const at = clock.endedAt ?? officeIso(now);
  return clock.unit === 'H' && clock.dueDate === undefined
    ? readHours(clock, at, calendar)
    : readDays(clock, at, calendar);
}

function readDays(clock: ClockRecord, at: string, calendar: WorkCalendar): ClockReading {
  const today = dayOf(at);
  const start = dayOf(clock.startedAt);
  const stops = clock.stops.map((stop) => ({ from: dayOf(stop.from), to: dayOf(stop.to ?? at) }));
  // Most clocks were never stopped, and counting without exceptions is quick.
  const excluded =
    stops.length > 0 ? (day: Day): boolean => stops.some((stop) => day > stop.from && day <= stop.to) : undefined;
  const isWorking = clock.unit === 'WD';
  const between = (from: Day, to: Day, without?: (day: Day) => boolean): number =>
    isWorking ? workingDaysBetween(from, to, calendar, without) : calendarDaysBetween(from, to, without);

  const { day, provisional } = lastDay(clock, start, calendar, excluded);
  const total = between(start, day, excluded);
  const remaining = between(today, day, excluded);
  return {
    due: endOfDay(day),
    total,
    used: total - remaining,
    excluded: excluded ? between(start, today) - between(start, today, excluded) : 0,
    remaining,
    remainingWorkingDays: workingDaysBetween(today, day, calendar, excluded),
    overdue: today > day,
    provisional,
  };
}

/** The last day with stops and extensions; a day set by a person is not rolled, it moves only by what stopped the clock. */
function lastDay(
  clock: ClockRecord,
  start: Day,
  calendar: WorkCalendar,
  excluded: ((day: Day) => boolean) | undefined,
): { day: Day; provisional: boolean } {
  const count = (from: Day, amount: number, roll: boolean) =>
    clock.unit === 'WD'
      ? dueWorkingDays(from, amount, calendar, excluded)
      : dueCalendarDays(from, amount, calendar, { roll, ...(excluded ? { excluded } : {}) });
  let added = 0;
  let fixed = clock.dueDate;
  for (const extension of clock.extensions) {
    if (extension.dueDate !== undefined) {
      fixed = extension.dueDate;
      added = 0;
    } else added += extension.amount ?? 0;
  }
  if (fixed === undefined) return count(start, (clock.amount ?? 0) + added, true);
  const length = clock.unit === 'WD' ? workingDaysBetween(start, fixed, calendar) : calendarDaysBetween(start, fixed);
  const stopped = clock.stops.length > 0;
  if (!stopped && added === 0) return { day: fixed, provisional: clock.unit === 'WD' && !calendar.isPublished(fixed) };
  return count(start, length + added, false);
}

function readHours(clock: ClockRecord, at: string, calendar: WorkCalendar): ClockReading {
  const hour = 3_600_000;
  const added = clock.extensions.reduce((sum, extension) => sum + (extension.amount ?? 0), 0);
  const total = (clock.amount ?? 0) + added;
  const time = (instant: string): number => Date.parse(instant);
  const excludedMs = clock.stops.reduce((sum, stop) => sum + Math.max(0, time(stop.to ?? at) - time(stop.from)), 0);
  const nominal = dueHours(clock.startedAt, total);
  const due = officeIso(new Date(time(nominal) + excludedMs));
  const remaining = (time(due) - time(at)) / hour;
  const rounded = remaining >= 0 ? Math.ceil(remaining) : Math.floor(remaining);
  return {
    due,
    total,
    used: total - rounded,
    excluded: Math.round(excludedMs / hour),
    remaining: rounded,
    remainingWorkingDays: workingDaysBetween(dayOf(at), dayOf(due), calendar),
    overdue: remaining < 0,
    provisional: false,
  };
}
