import type { FormDefinition } from '@anliu/form-model';
import type { ClockView } from './clock.js';
import type { ParameterView } from './parameter.js';
import type { OrganizationRef, PersonRef } from './session.js';

export interface EnterpriseRef {
  uscc: string;
  name: string;
}

export type RiskLevel = 'major' | 'larger' | 'general' | 'low';

/** What a list row or a page header says of a case. */
export interface CaseHeader {
  id: string;
  /** 业务编号 */
  no: string;
  kind: string;
  /** e.g. `执法检查`, `隐患整改`. */
  kindTitle: string;
  title: string;
  /** State in the office's own words, e.g. `整改中`. */
  state: string;
  closed: boolean;
  enterprise?: EnterpriseRef;
  region: string;
  organization: OrganizationRef;
  grade?: RiskLevel;
  createdAt: string;
  closedAt?: string;
  clock?: ClockView;
  /** What has to be done next; absent when the case is closed or nobody has to do anything. */
  duty?: DutyView;
}

/** The most urgent thing of a case that has to be done and is not: a step with its own limit or a clock of the case, whichever runs out first. */
export interface DutyView {
  /** Step or clock, in the office's own words. */
  name: string;
  /** When it runs out; absent when it has no limit. One that has run out stays until it is met. */
  due?: string;
  state: 'running' | 'stopped';
  /** Since when it is there. */
  since: string;
  /** Who has it: one person, or those who may take it. */
  holder: PersonRef[];
  /** Organisation or enterprise of who has it. */
  unit?: OrganizationRef;
  /** Town or park of the case, else its county: code and name. */
  town?: { code: string; name: string };
  overdue: boolean;
}

export interface CasePage {
  items: CaseHeader[];
  total: number;
  /** True when there are more than `total`; no more were counted. */
  more?: boolean;
  page: number;
  size: number;
}

export interface TimelineEntry {
  at: string;
  /** Work time spent on the step in milliseconds, when it is a finished step. */
  duration?: number;
  kind: 'start' | 'step' | 'document' | 'clock' | 'command' | 'message' | 'system' | 'end';
  title: string;
  by?: PersonRef;
  onBehalfOf?: PersonRef;
  /** What the button said with which the step ended. */
  outcomeLabel?: string;
  opinion?: string;
  detail?: string;
}

export interface DocumentView {
  id: string;
  /** Pack's document id, e.g. `DOC-22`. */
  document: string;
  title: string;
  number?: string;
  state: 'draft' | 'issued' | 'void';
  issuedAt?: string;
  issuedBy?: PersonRef;
  /** `/api/documents/:id/pdf` once rendered. */
  pdf?: string;
}

export interface OpenStep {
  taskId: string;
  /** Key of the step: the id of its user task in the process. */
  step: string;
  name: string;
  since: string;
  people: PersonRef[];
  clock?: ClockView;
  /** The viewer may act on it. */
  mine: boolean;
}

/** `GET /api/cases/:id` */
export interface CaseDetail extends CaseHeader {
  version: number;
  form: { key: string; definition: FormDefinition; view: string };
  data: Record<string, unknown>;
  timeline: TimelineEntry[];
  documents: DocumentView[];
  clocks: ClockView[];
  open: OpenStep[];
  parent?: CaseHeader;
  children: CaseHeader[];
  files: FileView[];
  /** Processes this viewer may start from this case, e.g. 申请延期. `reason` present: shown but not available, and why. */
  startable: StartableProcess[];
  processDefinitionId: string;
  packVersion: string;
}

export interface FileView {
  id: string;
  name: string;
  type: string;
  size: number;
  width?: number;
  height?: number;
  takenAt?: string;
  url: string;
  thumbnail?: string;
}

/** `GET /api/cases/:id/diagram` – BPMN XML with what happened on it. */
export interface CaseDiagram {
  xml: string;
  active: { activityId: string; count: number }[];
  finished: { activityId: string; count: number; totalDuration: number }[];
  incidents: { activityId: string; message: string }[];
}

/** `GET /api/startables` */
export interface StartableProcess {
  key: string;
  title: string;
  description?: string;
  reason?: string;
}

/** `GET /api/startables/:key/form?parent=` */
export interface StartForm {
  process: StartableProcess;
  form: { key: string; definition: FormDefinition; view: string };
  data: Record<string, unknown>;
  parameters: Record<string, ParameterView>;
}

/** `POST /api/cases`, header `idempotency-key`. */
export interface StartCaseRequest {
  process: string;
  data: Record<string, unknown>;
  parent?: string;
}

export interface StartCaseResponse {
  message: string;
  case: CaseHeader;
  next: { name: string; people: PersonRef[] }[];
}
