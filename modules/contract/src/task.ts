import type { FormDefinition } from '@anliu/form-model';
import type { CaseHeader, DocumentView } from './case.js';
import type { ClockView } from './clock.js';
import type { ParameterView } from './parameter.js';
import type { PersonRef } from './session.js';

export type TaskViewId = 'todo' | 'claimable' | 'done' | 'started' | 'cc' | 'drafts';

/** `GET /api/tasks?view&q&kind&page&size` – one row of the inbox. */
export interface TaskSummary {
  id: string;
  /** Step name, e.g. `现场检查记录`. */
  name: string;
  /** Key of the step: the id of its user task in the process. */
  step: string;
  case: CaseHeader;
  assignee?: PersonRef;
  /** True when nobody has taken it yet and this person may. */
  claimable: boolean;
  sender?: PersonRef;
  createdAt: string;
  endedAt?: string;
  /** What the button said with which it ended. */
  outcomeLabel?: string;
  clock?: ClockView;
  unread: boolean;
  /** Time this person's draft was saved, if there is one. */
  draftAt?: string;
}

export interface TaskPage {
  items: TaskSummary[];
  total: number;
  /** True when there are more than `total`; no more were counted. */
  more?: boolean;
  page: number;
  size: number;
  counts: Record<TaskViewId, number>;
}

/** An outcome of a step: the button's verb and whether an opinion is asked for. */
export interface OutcomeView {
  key: string;
  label: string;
  primary: boolean;
  danger: boolean;
  opinion: 'none' | 'optional' | 'required';
  /** What follows, one sentence, when the process says so. */
  hint?: string;
}

/** `GET /api/tasks/:id` */
export interface TaskDetail extends TaskSummary {
  /** Step n of m in words, from the main path. */
  progress: { index: number; total: number };
  guide?: string;
  legalBasis?: string;
  /** Definition with the view to render; values already stripped of what the view hides. */
  form: { key: string; definition: FormDefinition; view: string };
  data: Record<string, unknown>;
  caseVersion: number;
  outcomes: OutcomeView[];
  draft?: { data: Record<string, unknown>; opinion?: string; savedAt: string; caseVersion: number };
  /** False when this person may look but not act; `reason` says why. */
  actionable: boolean;
  reason?: string;
  commands: ('claim' | 'unclaim' | 'transfer')[];
  parameters: Record<string, ParameterView>;
}

/** `POST /api/tasks/:id/complete`, header `idempotency-key` (any unique text; the same key gives the same answer). */
export interface CompleteTaskRequest {
  /** Key of the outcome. */
  outcome: string;
  data: Record<string, unknown>;
  opinion?: string;
  caseVersion: number;
}

/** What happened and what follows, in sentences. */
export interface CompleteTaskResponse {
  message: string;
  case: CaseHeader;
  next: { name: string; people: PersonRef[] }[];
  documents: DocumentView[];
}

/** `PUT /api/tasks/:id/draft` → `{ savedAt }` */
export interface SaveDraftRequest {
  data: Record<string, unknown>;
  opinion?: string;
  caseVersion: number;
}

/** `POST /api/tasks/:id/transfer` */
export interface TransferTaskRequest {
  to: string;
  reason: string;
}
