import type { ClockView } from '@anliu/contract';
import { readClock, type ClockRecord } from './clock.js';
import type { WorkCalendar } from './work-calendar.js';

/** A clock as screens show it at an instant. */
export function clockView(clock: ClockRecord, now: string | Date, calendar: WorkCalendar): ClockView {
  const reading = readClock(clock, now, calendar);
  const stopped = clock.stops.some((stop) => stop.to === undefined);
  return {
    id: clock.id,
    name: clock.name,
    unit: clock.unit,
    state: clock.endedAt !== undefined ? 'ended' : stopped ? 'stopped' : 'running',
    startedAt: clock.startedAt,
    ...reading,
    stops: clock.stops,
    ...(clock.endedAt === undefined ? {} : { endedAt: clock.endedAt }),
    ...(clock.parameter === undefined ? {} : { parameter: clock.parameter }),
    ...(clock.legalBasis === undefined ? {} : { legalBasis: clock.legalBasis }),
  };
}
