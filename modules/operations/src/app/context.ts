import type { CaseRecord, Cases } from '@anliu/cases';
import type { CodesService } from '@anliu/codes';
import type { CaseMark } from '@anliu/contract';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { AppError, notFound, type Clock, type Logger, type PersonPrincipal } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';
import type { OrganizationService } from '@anliu/organization';
import type { Packs } from '@anliu/packs';
import type { Tasks } from '@anliu/tasks';
import type { Choices } from '../domain/variables.js';
import type { Installation } from '../installation.js';
import { MAX_CHOICES } from '../limits.js';
import { say } from '../sentences.js';

export interface OperationsContext {
  readonly engine: ProcessEngine;
  readonly cases: Cases;
  readonly tasks: Tasks;
  readonly packs: Packs;
  readonly codes: CodesService;
  readonly organization: OrganizationService;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is said of a case to whoever sees none of its data: its title holds names and answers. */
export const markOf = ({ no, kindTitle, organization }: CaseRecord): CaseMark => ({
  no,
  kindTitle,
  office: organization.name,
});

/** @throws AppError 404 */
export async function caseByNo({ cases }: OperationsContext, no: string): Promise<CaseRecord> {
  const record = await cases.byNo(no);
  if (!record) throw notFound(say.noCase({ no }));
  return record;
}

/** The case a proposal is about, for whoever may see it. */
export async function seenCase(
  { cases }: OperationsContext,
  id: string,
  viewer: PersonPrincipal,
): Promise<CaseRecord | undefined> {
  try {
    const record = await cases.get(id);
    return (await cases.sees(viewer, record)) ? record : undefined;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}

export const choicesOf =
  ({ codes, clock }: OperationsContext): Choices =>
  (table) => {
    const items = codes.codes(table, dayOf(clock.now()));
    return items && items.length <= MAX_CHOICES
      ? items.map(({ code, name }) => ({ value: code, label: name }))
      : undefined;
  };
