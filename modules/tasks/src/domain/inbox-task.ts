import type { EnterpriseRef, PersonRef, RiskLevel } from '@anliu/contract';

/** A task of the engine joined with what a desk needs of its case; `_id` is the engine's task id. Instants as in cases. */
export interface InboxTask {
  _id: string;
  caseId: string;
  process: string;
  definitionKey: string;
  name: string;
  state: 'open' | 'completed' | 'deleted';
  assignee?: PersonRef;
  /** People who may take it; empty when it was given to one person. */
  candidates: PersonRef[];
  /** Ids of assignee and candidates: on whose desk it is or was. */
  people: string[];
  createdAt: string;
  endedAt?: string;
  endedBy?: PersonRef;
  /** Label of the outcome. */
  outcome?: string;
  sender?: PersonRef;
  /** Earliest of the step's own limit and the case clock shown on it; `NEVER_DUE` when there is none. */
  due: string;
  readBy: string[];
  /** Last engine event taken over. */
  seq: number;
  case: { no: string; title: string; kind: string; enterprise?: EnterpriseRef; grade?: RiskLevel };
}

/** What a person has typed for a step but not submitted. */
export interface TaskDraft {
  _id: string;
  taskId: string;
  person: string;
  data: Record<string, unknown>;
  opinion?: string;
  savedAt: string;
  caseVersion: number;
}

/** 站内消息 */
export interface Notice {
  _id: string;
  person: string;
  title: string;
  text: string;
  at: string;
  read: boolean;
  link?: string;
}
