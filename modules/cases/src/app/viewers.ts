import { parseAssign } from '@anliu/conventions';
import { hasSensitive, maskSensitive, type FormData, type FormDefinition } from '@anliu/form-model';
import type { PersonPrincipal } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';
import type { ProcessInPack } from '@anliu/packs';
import type { CaseRecord, StoredEntry } from '../domain/case.js';
import type { CaseContext } from './context.js';

/** Somebody of the enterprise a case is about: a party, not the office. */
export const isOutsider = ({ acting }: PersonPrincipal): boolean => acting.organization.kind === 'enterprise';

/** A line of the timeline without what is said inside the office: opinions in its own steps, reasons of transfers. */
export function forOutsiders(process: ProcessInPack, entry: StoredEntry): StoredEntry {
  const { opinion, detail, ...shown } = entry;
  const isInternal = entry.step !== undefined && !isOfEnterprise(process, entry.step);
  return {
    ...shown,
    ...(opinion === undefined || isInternal ? {} : { opinion }),
    ...(detail === undefined || entry.kind === 'command' ? {} : { detail }),
  };
}

function isOfEnterprise({ process }: ProcessInPack, step: string): boolean {
  const rule = process.nodes[step]?.properties['anliu.assign'];
  return rule !== undefined && parseAssign(rule).some((part) => part.kind === 'enterprise');
}

/**
 * Data of a case for one viewer: sensitive fields in full only for who takes part in it, and that such a person looked is recorded, once
 * a day; everybody else within reach sees them masked.
 */
export async function dataFor(
  context: CaseContext,
  { person, acting }: PersonPrincipal,
  record: CaseRecord,
  definition: FormDefinition,
  data: FormData,
  takesPart = record.participants.includes(person.id),
): Promise<FormData> {
  if (!hasSensitive(definition, data)) return data;
  if (!takesPart) return maskSensitive(definition, data);
  const day = dayOf(context.clock.now());
  await context.record({
    action: 'case.read-sensitive',
    target: record._id,
    outcome: 'done',
    by: person.id,
    detail: { no: record.no, post: acting.post },
    key: `read ${record._id} ${person.id} ${day}`,
  });
  return data;
}
