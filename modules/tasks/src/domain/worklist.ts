import type { ClockRecord } from '@anliu/calendar';
import type { EnterpriseRef, OrganizationRef, PersonRef, RiskLevel, TaskViewId } from '@anliu/contract';

/** Views of a desk that are made of tasks; `duty` is what those who see a case read when they ask for overdue ones. */
export type DeskView = Exclude<TaskViewId, 'cc'> | 'duty';

/** One task on one desk, or one unmet duty in the sight of one audience. What a list shows of it is in the row. */
export interface DeskRow {
  /** `view|owner|task`, for duties `duty|audience|case`. */
  _id: string;
  /** A person's id; for duties an audience. */
  owner: string;
  view: DeskView;
  /** What the list is sorted by: when it runs out (`NEVER_DUE` when never), for finished work when it was finished. */
  at: string;
  caseId: string;
  kind: string;
  task?: DeskTask;
  /** Duties only: what a list of cases is filtered by. */
  facts?: CaseFacts;
}

export interface DeskTask {
  id: string;
  name: string;
  definitionKey: string;
  assignee?: PersonRef;
  sender?: PersonRef;
  createdAt: string;
  endedAt?: string;
  outcome?: string;
  /** The step's own limit or the case clock shown on it, whichever runs out first. */
  clock?: ClockRecord;
  /** Nobody has it yet and the owner of the row may take it. */
  claimable: boolean;
  unread: boolean;
  draftAt?: string;
}

/** What lists of cases are filtered and counted by. */
export interface CaseFacts {
  closed: boolean;
  kind: string;
  state: string;
  grade?: RiskLevel;
  region: string;
  organization: string;
  uscc?: string;
}

/** The most urgent unmet duty of a case (see `DutyView`). */
export interface Duty {
  name: string;
  due?: string;
  state: 'running' | 'stopped';
  since: string;
  holder: PersonRef[];
  unit?: OrganizationRef;
  clock?: ClockRecord;
}

/** One case as lists know it. */
export interface CaseRow extends CaseFacts {
  /** Whole number; a case that was opened later has a larger one. */
  _id: number;
  caseId: string;
  no: string;
  kindTitle: string;
  title: string;
  enterprise?: EnterpriseRef;
  office: OrganizationRef;
  town?: { code: string; name: string };
  createdAt: string;
  closedAt?: string;
  /** Who finds the case in lists: `r:` region, `o:` organisation, `e:` enterprise and kind, `p:` person, `d:` a view of a desk. */
  audience: string[];
  /** What it is found by; see `terms.ts`. */
  terms: string[];
  /** The texts behind the terms, normalised. */
  text: string;
  duty?: Duty;
  /** The clock a list shows: that of the duty, else the one that ended last. */
  clock?: ClockRecord;
  /** Revision of the case this was made from. */
  rev: number;
}
