import { ProcessEngineError } from '@anliu/engine-protocol';
import { nextCronTime } from './cron.js';

const DURATION =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Repetitions of `R/…` without a number. */
export const ENDLESS = 2 ** 31 - 1;

const invalid = (text: string): ProcessEngineError =>
  new ProcessEngineError(
    `ENGINE-09032 Exception while parsing business calendar expression '${text}'：无法识别的时间，应为 ISO 8601 日期、时长或循环`,
  );

/** Adds an ISO 8601 duration to an instant; years and months by the calendar. @throws ProcessEngineError */
export function addDuration(from: number, text: string, sign: 1 | -1 = 1): number {
  const match = DURATION.exec(text);
  if (!match) throw invalid(text);
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const date = new Date(from);
  if (years || months) {
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + sign * ((years ?? 0) * 12 + (months ?? 0)));
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
  }
  const dayCount = (weeks ?? 0) * 7 + (days ?? 0);
  const secondCount = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return date.getTime() + sign * (dayCount * 86_400_000 + secondCount * 1000);
}

/** Parses an ISO date-time; without a zone it is in the engine's zone (the process' own local time). */
export function parseDate(text: string): number {
  const normalised = text
    .trim()
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
    .replace(/^(\d{4}-\d\d-\d\d)T(\d\d)$/, '$1T$2:00')
    .replace(/^(\d{4}-\d\d-\d\d)$/, '$1T00:00');
  const ms = Date.parse(normalised);
  if (Number.isNaN(ms)) throw invalid(text);
  return ms;
}

/** The due date of a date or duration timer. */
export function dueDateOf(value: unknown, now: number): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw invalid(String(value));
  return value.trim().startsWith('P') ? addDuration(now, value.trim()) : parseDate(value);
}

export interface Cycle {
  /** First due date. */
  readonly due: number;
  /** The cycle with its start written in, from which later due dates are derived; null when it does not repeat. */
  readonly repeat: string | null;
}

/** Starts a cycle: `R[n]/[start/]duration[/end]` or a cron expression. */
export function startCycle(value: unknown, now: number): Cycle {
  if (typeof value !== 'string') throw invalid(String(value));
  const text = value.trim();
  if (!/^R\d*\//.test(text)) {
    if (text.startsWith('P')) return { due: addDuration(now, text), repeat: null };
    return { due: nextCronTime(text, now), repeat: text };
  }
  const [count, ...rest] = text.split('/');
  const repeat = rest.length === 1 ? `${count}/${new Date(now).toISOString()}/${rest[0]}` : text;
  const due = nextOfCycle(repeat, now);
  if (due === undefined) throw invalid(text);
  return { due, repeat };
}

/** The next due date of a started cycle at `now`; undefined when it is over. */
export function nextOfCycle(repeat: string, now: number): number | undefined {
  if (!/^R\d*\//.test(repeat)) return nextCronTime(repeat, now);
  const [count = 'R', first = '', second] = repeat.split('/');
  const times = count === 'R' ? ENDLESS : Number(count.slice(1));
  // `R3/PT1H/end`: the start lies one period before the end for every repetition.
  if (first.startsWith('P') && second !== undefined) {
    const end = parseDate(second);
    for (let i = Math.min(times, 10_000); i > 0; i--) {
      let due = end;
      for (let k = 1; k < i; k++) due = addDuration(due, first, -1);
      if (due > now) return due;
    }
    return undefined;
  }
  const period = second ?? first;
  let due = second === undefined ? now : parseDate(first);
  const probe = addDuration(due, period) - due;
  // Long overdue cycles are fast-forwarded; calendar periods (months) are close enough to approach stepwise.
  let done = 0;
  if (due < now && probe > 0 && !/[YM](?=.*T|$)/.test(period.split('T')[0] ?? '')) {
    done = Math.min(times, Math.floor((now - due) / probe));
    due += done * probe;
  }
  for (; done < times && due <= now; done++) due = addDuration(due, period);
  return due <= now ? undefined : due;
}
