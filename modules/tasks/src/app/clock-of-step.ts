import { clockView } from '@anliu/calendar';
import type { CaseRecord } from '@anliu/cases';
import type { ClockView } from '@anliu/contract';
import { compareTimes } from '@anliu/office-time';
import type { NodeMeta, PackVersion } from '@anliu/packs';
import { clockIdOfStep, stepClock } from '../domain/step-clock.js';
import type { TaskContext } from './context.js';

/** The clock a row shows: the step's own limit or the case clock named on the step, whichever runs out first. */
export function clockOfStep(
  context: TaskContext,
  version: PackVersion,
  node: NodeMeta,
  record: CaseRecord,
  createdAt: string,
): ClockView | undefined {
  const own = stepClock(version, node, record, createdAt);
  const views: ClockView[] = own
    ? [clockView(own, context.clock.now(), context.calendar.calendarOf(record.region))]
    : [];
  const shown = clockIdOfStep(node);
  views.push(...context.cases.clocks(record).filter((view) => view.id === shown && view.state !== 'ended'));
  return views.sort((a, b) => compareTimes(a.due, b.due))[0];
}
