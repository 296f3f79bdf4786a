import { parseCron, type Cron } from './cron/parse.js';
import { nextCronTime } from './cron/next.js';
import { parseDate } from './date.js';
import { add, addDuration, addToWall, isCalendric, LAST, parseDuration, tooLate, type Duration } from './duration.js';
import { dueDateOf } from './due-dates.js';
import { InvalidTimeError } from './invalid-time.js';
import { ENDLESS, MAX_TIME_LENGTH } from './limits.js';
import { instantOf, wallOf } from './wall.js';

export interface Cycle {
  /** First due date. */
  readonly due: number;
  /** The cycle with its start written in, from which later due dates are derived; null when it does not repeat. */
  readonly repeat: string | null;
}

/** `R[n]/…`: where it starts or ends, and how often and how long it goes on. */
interface Repetition {
  readonly times: number;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly period: Duration;
}

const isRepetition = (text: string): boolean => text.startsWith('R');

/**
 * Starts a cycle: `R[n]/[start/]duration[/end]`, `R[n]/start/end`, or a cron expression of six fields. A bare duration is due once.
 * @throws InvalidTimeError
 */
export function startCycle(value: unknown, now: number, zone: string): Cycle {
  if (typeof value !== 'string') throw new InvalidTimeError(String(value), 'expected a cycle');
  const text = value.trim();
  if (text.startsWith('P')) return { due: addDuration(now, text, zone), repeat: null };
  const parts = text.split('/');
  const repeat =
    isRepetition(text) && parts.length === 2 ? `${parts[0]}/${new Date(now).toISOString()}/${parts[1]}` : text;
  const due = nextOfCycle(repeat, now, zone);
  if (due === undefined) throw new InvalidTimeError(text, 'this cycle is over before it begins');
  return { due, repeat };
}

/** When a timer is due first, and what it repeats. @throws InvalidTimeError */
export function startTimer(kind: 'date' | 'duration' | 'cycle', value: unknown, now: number, zone: string): Cycle {
  return kind === 'cycle' ? startCycle(value, now, zone) : { due: dueDateOf(value, now, zone), repeat: null };
}

/** The next due date of a started cycle after `now`; undefined when it is over. @throws InvalidTimeError */
export function nextOfCycle(repeat: string, now: number, zone: string): number | undefined {
  if (!isRepetition(repeat)) return cronTime(parseCron(repeat), now, zone);
  const { times, start, end, period } = parseRepetition(repeat, now, zone);
  if (start === undefined) return backFrom(end ?? now, period, times, now, zone);
  return forwardFrom(start, period, times, now, zone, repeat);
}

/** Refuses what is no cycle, or one that is never due, as far as the text alone tells. @throws InvalidTimeError */
export function checkCycle(text: string, zone: string): void {
  const trimmed = text.trim();
  if (trimmed.startsWith('P')) parseDuration(trimmed);
  else if (isRepetition(trimmed)) parseRepetition(trimmed, 0, zone);
  else cronTime(parseCron(trimmed), 0, zone);
}

function cronTime(cron: Cron, now: number, zone: string): number {
  const next = nextCronTime(cron, now, zone);
  if (next === undefined) throw new InvalidTimeError(cron.source, 'no day ever matches this cron expression');
  return next;
}

function parseRepetition(text: string, now: number, zone: string): Repetition {
  const parts = text.length > MAX_TIME_LENGTH ? [] : text.split('/');
  const count = /^R(\d{0,9})$/.exec(parts[0] ?? '');
  const [, first, second] = parts;
  if (!count || first === undefined || parts.length > 3) {
    throw new InvalidTimeError(text, 'expected R[times]/[start/]duration[/end] such as R3/PT1H');
  }
  const times = count[1] === '' ? ENDLESS : Number(count[1]);
  if (times === 0) throw new InvalidTimeError(text, 'a cycle repeats at least once');
  const fromEnd = first.startsWith('P');
  const start = fromEnd ? (second === undefined ? now : undefined) : parseDate(first, zone);
  if (!fromEnd && second === undefined) throw new InvalidTimeError(text, 'a duration or an end is missing');
  const end = fromEnd
    ? second === undefined
      ? undefined
      : parseDate(second, zone)
    : second!.startsWith('P')
      ? undefined
      : parseDate(second!, zone);
  const period = fromEnd
    ? parseDuration(first)
    : end === undefined
      ? parseDuration(second!)
      : { years: 0, months: 0, days: 0, milliseconds: end - start! };
  if (!isCalendric(period) && period.milliseconds <= 0) {
    throw new InvalidTimeError(text, 'the time from one repetition to the next is not longer than nothing');
  }
  return { times, start, end, period };
}

/** Steps on from the start until it is after `now`: the days drift as each step clamps them (31st, 28th, 28th, …). */
function forwardFrom(start: number, period: Duration, times: number, now: number, zone: string, text: string) {
  if (start > now) return start;
  if (!isCalendric(period)) {
    const done = Math.floor((now - start) / period.milliseconds) + 1;
    return done > times ? undefined : add(start, { ...period, milliseconds: done * period.milliseconds }, zone, text);
  }
  const nowWall = wallOf(now, zone);
  let [wall, done] = skipped(wallOf(start, zone), period, times, nowWall);
  for (; done < times && wall <= nowWall; done++) wall = addToWall(wall, period, 1);
  if (wall <= nowWall) return undefined;
  if (!(wall < LAST)) throw tooLate(text);
  return instantOf(wall, zone);
}

/** Whole days are all of a length: most of them are jumped over at once. */
function skipped(wall: number, period: Duration, times: number, nowWall: number): [wall: number, done: number] {
  if (period.years || period.months) return [wall, 0];
  const length = period.days * 86_400_000 + period.milliseconds;
  const done = Math.max(0, Math.min(times, Math.floor((nowWall - wall) / length)));
  return [wall + done * length, done];
}

/** Steps back from the end as often as there are repetitions, not beyond `now`. */
function backFrom(end: number, period: Duration, times: number, now: number, zone: string): number | undefined {
  if (end <= now) return undefined;
  if (!isCalendric(period)) {
    const back = Math.min(times, Math.ceil((end - now) / period.milliseconds) - 1);
    return end - back * period.milliseconds;
  }
  const nowWall = wallOf(now, zone);
  let wall = wallOf(end, zone);
  for (let done = 0; done < times; done++) {
    const before = addToWall(wall, period, -1);
    if (before <= nowWall) break;
    wall = before;
  }
  return instantOf(wall, zone);
}
