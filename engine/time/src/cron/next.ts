import { CRON_YEARS } from '../limits.js';
import { daysIn, instantOf, wallOf } from '../wall.js';
import { counts } from './days.js';
import type { Cron, Schedule } from './parse.js';

/**
 * The first instant after `now` that a cron expression matches, on the wall clock of a zone; undefined when none comes in
 * {@link CRON_YEARS} years. A time the wall clock leaps over is left out, one it shows twice counts once.
 */
export function nextCronTime({ schedules }: Cron, now: number, zone: string): number | undefined {
  const times = schedules.map((schedule) => nextOf(schedule, now, zone)).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function nextOf(schedule: Schedule, now: number, zone: string): number | undefined {
  const nowWall = wallOf(now, zone);
  const today = new Date(nowWall);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth() + 1];
  for (let offset = 0; offset <= CRON_YEARS * 12; offset++) {
    const y = year + Math.floor((month - 1 + offset) / 12);
    const m = ((month - 1 + offset) % 12) + 1;
    if (!schedule.months.has(m)) continue;
    for (let day = offset === 0 ? today.getUTCDate() : 1; day <= daysIn(y, m); day++) {
      if (!counts(schedule.dayOfMonth, y, m, day) || !counts(schedule.dayOfWeek, y, m, day)) continue;
      for (const wall of timesOf(schedule, Date.UTC(y, m - 1, day), nowWall)) {
        const at = firstShowing(wall, zone);
        if (at !== undefined && at > now) return at;
      }
    }
  }
  return undefined;
}

const HOUR = 3_600_000;

/** When the wall clock shows this for the first time; undefined where it leaps over it. */
function firstShowing(wall: number, zone: string): number | undefined {
  const at = instantOf(wall, zone);
  return [at - HOUR, at].find((instant) => wallOf(instant, zone) === wall);
}

/** The times of a day that are after `nowWall`, in order. */
function* timesOf({ hours, minutes, seconds }: Schedule, midnight: number, nowWall: number): Generator<number> {
  for (const hour of hours) {
    const atHour = midnight + hour * HOUR;
    if (atHour + HOUR <= nowWall) continue;
    for (const minute of minutes) {
      const atMinute = atHour + minute * 60_000;
      if (atMinute + 60_000 <= nowWall) continue;
      for (const second of seconds) if (atMinute + second * 1000 > nowWall) yield atMinute + second * 1000;
    }
  }
}
