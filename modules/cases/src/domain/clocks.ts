import { dayIn, officeIso } from '@anliu/office-time';
import { readClock, type ClockRecord, type WorkCalendar } from '@anliu/calendar';
import type { ClockUnit, ClockView } from '@anliu/contract';
import type { ClockRule } from '@anliu/conventions';
import type { Parameter } from '@anliu/packs';
import { STOPPED_UNTIL } from '../limits.js';
import type { CaseClock, CaseRecord } from './case.js';

/**
 * A clock that starts now by a rule of the pack. Undefined when its date field is empty: then there is nothing to count.
 * A last day that has passed already still starts the clock: it is overdue at once, and the timer behind it fires.
 */
export function newClock(
  rule: ClockRule,
  parameter: Parameter | undefined,
  data: Record<string, unknown>,
  now: Date,
): CaseClock | undefined {
  const unit: ClockUnit = parameter === undefined || parameter.unit === 'N' ? 'CD' : parameter.unit;
  const common = {
    id: rule.id,
    name: rule.name,
    unit,
    startedAt: officeIso(now),
    stops: [],
    extensions: [],
    parameter: rule.parameter,
    ...(parameter?.legalBasis === undefined ? {} : { legalBasis: parameter.legalBasis }),
  };
  if (rule.field !== undefined) {
    const dueDate = dateIn(data, rule.field);
    return dueDate === undefined ? undefined : { ...common, dueDate, field: rule.field };
  }
  return parameter === undefined ? undefined : { ...common, amount: parameter.value };
}

/** The day in a field; a date-time counts with its day. */
const dateIn = (data: Record<string, unknown>, field: string): string | undefined => dayIn(data[field]);

/** A clock of the same id is replaced: it restarts. */
export const withClock = (clocks: readonly CaseClock[], clock: CaseClock): CaseClock[] => [
  ...clocks.filter((other) => other.id !== clock.id),
  clock,
];

/** Instant at which the clock runs out, ISO 8601 with offset; a stopped one never does. */
export function dueOf(clock: ClockRecord, now: Date, calendar: WorkCalendar): string {
  const stopped = clock.endedAt === undefined && clock.stops.some((stop) => stop.to === undefined);
  return stopped ? STOPPED_UNTIL : readClock(clock, now, calendar).due;
}

/** `<id>_due` of every given clock, as the engine's timers read them. */
export const dueVariables = (clocks: readonly CaseClock[], now: Date, calendar: WorkCalendar): Record<string, string> =>
  Object.fromEntries(clocks.map((clock) => [`${clock.id}_due`, dueOf(clock, now, calendar)]));

/** Running clocks whose last day comes from a changed field, with their new last day. */
export function movedClocks(
  clocks: readonly CaseClock[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): CaseClock[] {
  return clocks.flatMap((clock) => {
    if (clock.endedAt !== undefined || clock.field === undefined) return [];
    const [from, to] = [dateIn(before, clock.field), dateIn(after, clock.field)];
    return to === undefined || to === from || to === clock.dueDate ? [] : [{ ...clock, dueDate: to, extensions: [] }];
  });
}

/** Earliest due instant of the running clocks, or undefined. */
export function earliestDue(record: CaseRecord, now: Date, calendar: WorkCalendar): string | undefined {
  if (record.closed) return undefined;
  return record.clocks
    .filter((clock) => clock.endedAt === undefined)
    .map((clock) => dueOf(clock, now, calendar))
    .sort()[0];
}

/** The clock a header shows: the one that runs out first, else the one that ended last. */
export function headerClock(views: readonly ClockView[]): ClockView | undefined {
  const open = views.filter((view) => view.state !== 'ended').sort((a, b) => (a.due < b.due ? -1 : 1));
  if (open[0]) return open[0];
  return views.toSorted((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? 1 : -1))[0];
}

/** Clocks that have not ended; one that has run out is among them until what it counts is done. */
export const runningClocks = (record: Pick<CaseRecord, 'clocks'>): CaseClock[] =>
  record.clocks.filter((clock) => clock.endedAt === undefined);
