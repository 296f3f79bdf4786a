import { dayOf, officeIso } from '@anliu/office-time';
import type { CalendarService, WorkCalendar } from '@anliu/calendar';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { FormsService } from '@anliu/forms';
import type { FormContext, PersonValue } from '@anliu/form-model';
import type { AuditEntry, Clock, Logger, PersonPrincipal } from '@anliu/kit';
import type { EnterpriseLookupService } from '@anliu/enterprises';
import type { OrganizationService } from '@anliu/organization';
import { parametersOn, parameterValues, type Packs, type PackVersion, type ProcessInPack } from '@anliu/packs';
import type { ParameterView, TimelineEntry } from '@anliu/contract';
import type { CaseRecord } from '../domain/case.js';
import { factsOf, personFacts } from '../domain/scope.js';
import type { DocumentsPort, FilesPort } from '../ports.js';
import type { CaseStore } from '../store/case-store.js';
import type { KeyedQueue } from '../store/keyed-queue.js';
import type { AuditOutbox } from './audit-outbox.js';
import type { CheckRegistry } from './checks.js';
import type { EventPump } from './event-pump.js';

/** Everything case handling works with. Services of other modules are looked up when first used: they are created in any order. */
export interface CaseContext {
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: CaseStore;
  readonly pump: EventPump;
  /** Commands to the engine, one after the other per case. */
  readonly commands: KeyedQueue;
  readonly audits: AuditOutbox;
  /** Writes a record of a read into the audit trail. */
  record(entry: AuditEntry): Promise<void>;
  readonly checks: CheckRegistry;
  readonly packs: Packs;
  readonly forms: FormsService;
  readonly calendar: CalendarService;
  readonly organization: OrganizationService;
  readonly enterprises: EnterpriseLookupService | undefined;
  readonly documents: DocumentsPort;
  readonly files: FilesPort;
  /** A case changed other than by an engine event: what is projected from it follows, and browsers look again. */
  changed(record: CaseRecord): void;
  /** Browsers of these people should look again. */
  announce(record: CaseRecord): void;
}

/** The pack version and process a case started with. */
export function processOf(context: CaseContext, record: CaseRecord): ProcessInPack {
  const version = context.packs.version(record.packVersion);
  const process = version.processes.get(record.process);
  if (!process) throw new Error(`pack ${record.packVersion} has no process ${record.process}`);
  return { version, process, definitionId: record.definitionId };
}

export const calendarOf = (context: CaseContext, region: string): WorkCalendar => context.calendar.calendarOf(region);

/** Pins form keys without a version to the pack version. */
export const pinOf = (version: PackVersion) => (formId: string) => version.forms.get(formId)?.version;

export const parametersNow = (context: CaseContext, version: PackVersion): Record<string, ParameterView> =>
  parametersOn(version, dayOf(context.clock.now()));

export const paramNow = (context: CaseContext, version: PackVersion): Record<string, number> =>
  parameterValues(version, dayOf(context.clock.now()));

/** Numbers of the newest issued document of each kind, own ones before those of the parent case. */
export async function documentNumbers(context: CaseContext, record: CaseRecord): Promise<Record<string, string>> {
  const numbers: Record<string, string> = {};
  for (const id of [record.parent?.id, record._id]) {
    if (id === undefined) continue;
    for (const document of await context.documents.list(id)) {
      if (document.state === 'issued' && document.number !== undefined) numbers[document.document] = document.number;
    }
  }
  return numbers;
}

export const parentOf = async (context: CaseContext, record: CaseRecord): Promise<CaseRecord | undefined> =>
  record.parent === undefined ? undefined : context.store.find(record.parent.id);

/** What a form is decided with: the same facts the browser has. */
export function formContextOf(
  context: CaseContext,
  version: PackVersion,
  parts: {
    principal?: PersonPrincipal;
    record?: CaseRecord | undefined;
    parent?: CaseRecord | undefined;
    outcome?: string;
  },
): FormContext {
  const now = context.clock.now();
  return {
    now: officeIso(now),
    today: dayOf(now),
    param: paramNow(context, version),
    ...(parts.principal ? { person: personFacts(parts.principal) as unknown as PersonValue } : {}),
    ...(parts.record ? { case: factsOf(parts.record) } : {}),
    ...(parts.parent ? { parent: parts.parent.data } : {}),
    task: parts.outcome === undefined ? {} : { outcome: parts.outcome },
  };
}

export const entry = (
  at: Date,
  kind: TimelineEntry['kind'],
  title: string,
  more: Partial<TimelineEntry> = {},
): TimelineEntry => ({
  at: officeIso(at),
  kind,
  title,
  ...more,
});
