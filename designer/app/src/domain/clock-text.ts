import type { ClockView } from '@anliu/contract';
import { dateText, shortDateText, timeText } from '@anliu/office-time';

/** How pressing a clock is; decides icon and colour, never alone: the word says it too. */
export type ClockTone = 'calm' | 'soon' | 'today' | 'overdue' | 'stopped' | 'ended';

export interface ClockWords {
  tone: ClockTone;
  /** Catalogue key below `clock.` and its values. */
  key: string;
  values: Record<string, string | number>;
}

/** Up to this many working days left, a clock is `soon`. */
export const SOON_WORKING_DAYS = 3;

/** What an inbox row says of a clock: working days, whatever unit the law counts in. */
export function clockWords(clock: ClockView, now: string | Date = new Date()): ClockWords {
  const due = shortDateText(clock.due, now);
  if (clock.state === 'ended') return { tone: 'ended', key: clock.overdue ? 'endedLate' : 'ended', values: { due } };
  if (clock.state === 'stopped') {
    const reason = clock.stops.findLast((stop) => !stop.to)?.reason ?? '';
    return reason
      ? { tone: 'stopped', key: 'stoppedFor', values: { reason } }
      : { tone: 'stopped', key: 'stopped', values: {} };
  }
  if (clock.overdue) {
    const days = Math.abs(Math.min(0, Math.floor(clock.remainingWorkingDays)));
    return days > 0
      ? { tone: 'overdue', key: 'overdueDays', values: { days, due } }
      : { tone: 'overdue', key: 'overdueNow', values: { due } };
  }
  if (clock.unit === 'H' && clock.remaining < 24) {
    return {
      tone: 'today',
      key: 'hours',
      values: { hours: Math.max(0, Math.ceil(clock.remaining)), time: timeText(clock.due) },
    };
  }
  const days = Math.ceil(clock.remainingWorkingDays);
  // A last day on a weekend leaves no working day before it, and is still not today.
  if (days <= 0 && dateText(clock.due) === dateText(typeof now === 'string' ? now : now.toISOString()))
    return { tone: 'today', key: 'today', values: { due } };
  return { tone: days <= SOON_WORKING_DAYS ? 'soon' : 'calm', key: 'days', values: { days: Math.max(0, days), due } };
}

export interface ClockSegment {
  kind: 'used' | 'stopped';
  /** Percent of the bar. */
  from: number;
  width: number;
  reason?: string;
}

/** The bar of a clock over real time, from its start to its due date (or now, when that is later), with stopped stretches. */
export function clockSegments(clock: ClockView, now: Date = new Date()): { segments: ClockSegment[]; due: number } {
  const start = Date.parse(clock.startedAt);
  const due = Date.parse(clock.due);
  const until = Math.min(clock.endedAt ? Date.parse(clock.endedAt) : now.getTime(), Number.MAX_SAFE_INTEGER);
  const end = Math.max(due, until, start + 1);
  const percent = (instant: number): number =>
    (100 * (Math.min(Math.max(instant, start), end) - start)) / (end - start);
  const segments: ClockSegment[] = [];
  let from = start;
  for (const stop of [...clock.stops].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const stopFrom = Date.parse(stop.from);
    const stopTo = Math.min(stop.to ? Date.parse(stop.to) : until, until);
    if (stopFrom > from) segments.push({ kind: 'used', from: percent(from), width: percent(stopFrom) - percent(from) });
    if (stopTo > stopFrom) {
      segments.push({
        kind: 'stopped',
        from: percent(stopFrom),
        width: percent(stopTo) - percent(stopFrom),
        reason: stop.reason,
      });
    }
    from = Math.max(from, stopTo);
  }
  if (until > from) segments.push({ kind: 'used', from: percent(from), width: percent(until) - percent(from) });
  return { segments, due: percent(due) };
}
