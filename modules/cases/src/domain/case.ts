import type { ClockRecord } from '@anliu/calendar';
import type { EnterpriseRef, OrganizationRef, PersonRef, RiskLevel, TimelineEntry } from '@anliu/contract';
import type { FormData } from '@anliu/form-model';

/** A case as stored: one document is the unit of consistency. Instants are ISO 8601 with `+08:00`, so they sort as text. */
export interface CaseRecord {
  _id: string;
  /** 业务编号, also the engine's business key. */
  no: string;
  kind: string;
  kindTitle: string;
  /** Process key. */
  process: string;
  definitionId: string;
  instanceId?: string;
  /** `id@version` of the pack it started with, for ever. */
  packVersion: string;
  title: string;
  state: string;
  result?: string;
  grade?: RiskLevel;
  closed: boolean;
  createdAt: string;
  closedAt?: string;
  enterprise?: EnterpriseRef;
  region: string;
  /** Codes from the province down to `region`. */
  regionPath: string[];
  organization: OrganizationRef;
  startedBy?: PersonRef;
  /** Counts changes of the business data; what a form was opened with. */
  version: number;
  /** Counts every write; optimistic concurrency. */
  rev: number;
  /** Last engine event taken over. */
  seq: number;
  data: FormData;
  clocks: CaseClock[];
  timeline: StoredEntry[];
  pending: PendingCommand[];
  finished: FinishedCommand[];
  /** People who took part or were asked to. */
  participants: string[];
  performances: Performance[];
  /** External tasks whose effect is in `data` already. */
  applied: string[];
  /** Records of applied commands that may not be in the audit trail yet. */
  audits?: WaitingAudit[];
  parent?: { id: string; no: string };
  /** Makes a start idempotent: who and idempotency key, or external task and item. */
  startKey: string;
  /** Fingerprint of what was sent to start it; absent for cases the platform opened and those of older versions. */
  startRequest?: string;
  /** Earliest due instant of a running clock, for sorting and filtering. */
  due?: string;
  /** There while commands are pending; the store keeps it so. */
  waits?: true;
}

/** A clock of the case; `field` is the date field its last day comes from. */
export interface CaseClock extends ClockRecord {
  field?: string;
}

/** An entry as it is stored: with the task and the key of the step it is about, which the timeline does not show. */
export interface StoredEntry extends TimelineEntry {
  taskId?: string;
  step?: string;
  /** Names what it records, so that it is noted once however often that is applied. */
  key?: string;
}

/** Names 0.1.0 wrote: `activityId` for the step, `outcome` for the label of the outcome. */
type EntryOf010 = Omit<StoredEntry, 'step' | 'outcomeLabel'> & { activityId?: string; outcome?: string };

/** A stored entry under today's names, whoever wrote it. */
export function entryOf(stored: StoredEntry | EntryOf010): StoredEntry {
  const { activityId, outcome, ...entry } = stored as StoredEntry & EntryOf010;
  const step = entry.step ?? activityId;
  const outcomeLabel = entry.outcomeLabel ?? outcome;
  return { ...entry, ...(step === undefined ? {} : { step }), ...(outcomeLabel === undefined ? {} : { outcomeLabel }) };
}

/** Who finished which step. */
export interface Performance {
  step: string;
  taskId?: string;
  person: PersonRef;
  at: string;
}

/** Typed engine variables as plain values. */
export type EngineValues = Record<string, unknown>;

/** A record for the audit trail, written in the same document write as what it records; `key` is the command's id. */
export interface WaitingAudit {
  key: string;
  action: string;
  target: string;
  by: string;
  detail: Record<string, unknown>;
}

/** What the engine still has to be told; written together with the data it belongs to. */
export type PendingCommand =
  /** `by`, `post`: who pressed the button; absent when the platform opens the case. */
  | { kind: 'start'; id: string; variables: EngineValues; by?: string; post?: string }
  | {
      kind: 'complete';
      id: string;
      taskId: string;
      step: string;
      key: string;
      /** Fingerprint of what was sent. */
      request?: string;
      variables: EngineValues;
      message: string;
      outcome: string;
      by: PersonRef;
      post?: string;
      undo: { data: FormData; clocks: CaseClock[]; title: string; grade?: RiskLevel; enterprise?: EnterpriseRef };
      version: number;
    }
  | { kind: 'move-clock'; id: string; clock: string };

interface FinishedCommand {
  taskId: string;
  key: string;
  request?: string;
  outcome: string;
  message: string;
  by: PersonRef;
  at: string;
}

/** Draft of a change: everything may be written, the store counts `rev`. */
export type CaseDraft = CaseRecord;
