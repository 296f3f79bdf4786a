import { dayIn, dayOf, officeIso } from '@anliu/office-time';
import type { ClockRecord } from '@anliu/calendar';
import type { CaseRecord } from '@anliu/cases';
import { parseDue, readable } from '@anliu/conventions';
import { parameterOn, type NodeMeta, type PackVersion } from '@anliu/packs';
import { say } from '../sentences.js';

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
    name: say.timeLimit.toString(),
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
