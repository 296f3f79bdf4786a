import { parseDuration } from './duration.js';
import { InvalidTimeError } from './invalid-time.js';

/** How often a job is tried, and how long it waits in between (ISO durations). */
export interface RetryPlan {
  readonly retries: number;
  readonly intervals: readonly string[];
}

/** `R5/PT10M`, or a list of intervals `PT10M,PT17M`; undefined for anything else, which plans nothing. */
export function parseRetryCycle(text: string): RetryPlan | undefined {
  const cycle = /^R(\d{1,9})\/(P.+)$/.exec(text.trim());
  if (cycle?.[1] !== undefined && cycle[2] !== undefined) return { retries: Number(cycle[1]), intervals: [cycle[2]] };
  const intervals = text.split(',').map((part) => part.trim());
  if (!intervals.every((part) => part.startsWith('P'))) return undefined;
  return { retries: intervals.length + 1, intervals };
}

/** @throws InvalidTimeError for what is no retry cycle, or has an interval that is no duration */
export function checkRetryCycle(text: string): void {
  const plan = parseRetryCycle(text);
  if (!plan) throw new InvalidTimeError(text, 'expected R[times]/duration such as R5/PT10M, or durations with commas');
  for (const interval of plan.intervals) parseDuration(interval);
}
