import { compareTimes, dayIn, dayOf, officeIso } from '@anliu/office-time';
import { clockView, type ClockRecord } from '@anliu/calendar';
import type { CaseRecord } from '@anliu/cases';
import type { ClockView } from '@anliu/contract';
import { parseDue, readable } from '@anliu/conventions';
import { parameterOn, type NodeMeta, type PackVersion } from '@anliu/packs';
import type { TaskContext } from './context.js';

/** Time for a step itself (`anliu.due`), as a clock from its creation; undefined when it has none. */
export function stepClock(
  version: PackVersion,
  node: NodeMeta,
  record: CaseRecord,
  createdAt: string,
): ClockRecord | undefined {
  const due = readable(parseDue, node.properties['anliu.due']);
  if (due === undefined) return undefined;
  const common = {
    id: `step:${node.id}`,
    name: '办理时限',
    startedAt: officeIso(createdAt),
    stops: [],
    extensions: [],
  };
  if (due.kind === 'field') {
    const dueDate = dayIn(record.data[due.field]);
    return dueDate === undefined ? undefined : { ...common, unit: 'CD', dueDate };
  }
  const parameter = parameterOn(version, due.parameter, dayOf(new Date(createdAt)));
  if (!parameter || parameter.unit === 'N') return undefined;
  return {
    ...common,
    unit: parameter.unit,
    amount: parameter.value,
    parameter: due.parameter,
    ...(parameter.legalBasis === undefined ? {} : { legalBasis: parameter.legalBasis }),
  };
}

/** The case clock named on a step (`anliu.clock`). */
export const clockIdOfStep = (node: NodeMeta | undefined): string | undefined => node?.properties['anliu.clock'];

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
