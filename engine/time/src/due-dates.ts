import { parseDate } from './date.js';
import { addDuration } from './duration.js';
import { InvalidTimeError } from './invalid-time.js';

/** The due date of a date or duration timer: an ISO text, or a value that is an instant already. @throws InvalidTimeError */
export function dueDateOf(value: unknown, now: number, zone: string): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw new InvalidTimeError(String(value), 'expected a date or an ISO 8601 text');
  const text = value.trim();
  return text.startsWith('P') ? addDuration(now, text, zone) : parseDate(text, zone);
}
