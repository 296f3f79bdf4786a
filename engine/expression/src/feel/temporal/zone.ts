import { LruCache } from '../../cache.js';
import { daysFromCivil } from './calendar.js';

const SECONDS_PER_DAY = 86_400;

/** Wall clocks are computed by the platform, which knows years 1–9999 without trouble; others map to a like year. */
const CYCLE_SECONDS = 146_097 * SECONDS_PER_DAY;
const FIRST_SECOND = daysFromCivil(1600, 1, 1) * SECONDS_PER_DAY;
const LAST_SECOND = daysFromCivil(9600, 1, 1) * SECONDS_PER_DAY;

const formats = new LruCache<Intl.DateTimeFormat | 'unknown'>(100);

function formatOf(zone: string): Intl.DateTimeFormat | 'unknown' {
  return formats.getOrCreate(zone, () => {
    try {
      return new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      return 'unknown';
    }
  });
}

/** Whether the platform knows an IANA zone of this name. */
export function isZone(zone: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(zone) && formatOf(zone) !== 'unknown';
}

/** Seconds east of UTC that a zone keeps at an instant (seconds since 1970). */
export function offsetAt(zone: string, instant: number): number {
  const format = formatOf(zone);
  if (format === 'unknown') return 0;
  const second = Math.floor(intoRange(instant));
  const at: Record<string, number> = {};
  for (const part of format.formatToParts(second * 1000)) at[part.type] = Number(part.value);
  const days = daysFromCivil(at['year'] ?? 1970, at['month'] ?? 1, at['day'] ?? 1);
  const wall = days * SECONDS_PER_DAY + (at['hour'] ?? 0) * 3600 + (at['minute'] ?? 0) * 60 + (at['second'] ?? 0);
  return wall - second;
}

/** Seconds east of UTC when the wall clock of a zone shows `wall` seconds; the offset before a change wins. */
export function offsetOfWall(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - SECONDS_PER_DAY);
  if (offsetAt(zone, wall - before) === before) return before;
  const after = offsetAt(zone, wall + SECONDS_PER_DAY);
  return offsetAt(zone, wall - after) === after ? after : before;
}

function intoRange(seconds: number): number {
  if (seconds >= FIRST_SECOND && seconds < LAST_SECOND) return seconds;
  const cycles = Math.floor((seconds - FIRST_SECOND) / CYCLE_SECONDS);
  return seconds - (seconds < FIRST_SECOND ? cycles : cycles - 19) * CYCLE_SECONDS;
}
