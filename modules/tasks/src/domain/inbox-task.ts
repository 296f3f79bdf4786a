import type { OrganizationRef, PersonRef } from '@anliu/contract';

/** A task of the engine and who has it; `_id` is the engine's task id. Instants as in cases. What lists show is made from it: `worklist/`. */
export interface InboxTask {
  _id: string;
  caseId: string;
  process: string;
  /** Key of the step; stored under the name of 0.1.0. */
  definitionKey: string;
  name: string;
  state: 'open' | 'completed' | 'deleted';
  assignee?: PersonRef;
  /** People who may take it; empty when it was given to one person. */
  candidates: PersonRef[];
  /** Ids of assignee and candidates: on whose desk it is or was. */
  people: string[];
  /** It is open and on nobody's desk: nobody was found for the step. */
  nobody?: true;
  createdAt: string;
  endedAt?: string;
  endedBy?: PersonRef;
  /** Label of the outcome; stored under the name of 0.1.0. */
  outcome?: string;
  sender?: PersonRef;
  readBy: string[];
  /** Who has typed something and not submitted it, and when it was kept. */
  drafts?: { person: string; savedAt: string }[];
  /** Organisation or enterprise of who has it. */
  unit?: OrganizationRef;
  /** Last engine event taken over. */
  seq: number;
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
