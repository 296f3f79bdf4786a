/** What somebody who keeps the installation running may know of a case: nothing that was answered in it. */
export interface CaseMark {
  no: string;
  kindTitle: string;
  /** Name of the office that handles it. */
  office: string;
}

/** Places of 运行 that need somebody, most urgent first; `count` where there can be several. */
export interface Attention {
  kind:
    | 'disk'
    | 'engine-missing'
    | 'incidents'
    | 'unserved'
    | 'unassigned'
    | 'overdue-jobs'
    | 'low-disk'
    | 'backup'
    | 'audit';
  severity: 'danger' | 'warn';
  count?: number;
}

/** Work outside the engine, by topic. */
export interface TopicView {
  topic: string;
  /** Tasks nobody has taken, those a worker is at, those that are not tried any more. */
  waiting: number;
  locked: number;
  failed: number;
  /** When the oldest task that waits was made. */
  oldest?: string;
  /** A worker asks for the topic now, or did so a moment ago. */
  served: boolean;
  /** Names of those who asked since the server started. */
  workers: string[];
}

export interface JobFigures {
  /** Timers and continuations that wait, whenever they are due. */
  waiting: number;
  /** Due now; due for so long that something is wrong; failed and tried again; failed for good. */
  due: number;
  overdue: number;
  retrying: number;
  failed: number;
}

export interface DiskView {
  /** `store-full`, `store-damaged`: nothing can be written. */
  problem?: 'store-full' | 'store-damaged';
  freeBytes: number;
  totalBytes: number;
  low: boolean;
  /** Bytes of the parts that are in the data folder. */
  parts: { part: 'cases' | 'engine'; bytes: number }[];
}

export interface BackupState {
  /** The newest complete one in the data folder. */
  last?: { at: string; bytes: number; files: number };
  /** One is being made since then. */
  runningSince?: string;
  /** The last one asked for here did not succeed. */
  failed?: { at: string; reason: string };
  /** None, or older than it should be. */
  stale: boolean;
  /** The data is elsewhere (MongoDB): it is backed up with the tools of that store. */
  elsewhere: boolean;
}

export interface AuditState {
  /** Records that are anchored outside the table. */
  anchored: number;
  /** There is an anchor outside the data folder. */
  external: boolean;
  /** A record was found bad by the check of every day; the anchor does not fit any more, or could not be written. */
  problem?: 'trail-broken' | 'anchor-broken' | 'anchor-unwritten';
}

export interface VersionsView {
  product: string;
  node: string;
  /** `anliu` is the one inside; the version is that of the interface it speaks. */
  engine: { name: string; version: string };
  storage: 'sqlite' | 'mongodb';
  packs: { title: string; version: string }[];
}

/** A part of a pack that the engine should hold and does not. */
export interface MissingView {
  pack: string;
  version: string;
  kind: 'process' | 'decision';
  part: string;
  /** New cases are started with this version. */
  active: boolean;
}

/** `GET /api/operations` */
export interface OperationsOverview {
  at: string;
  attention: Attention[];
  /** Process instances that run. */
  instances: number;
  incidents: number;
  unassigned: number;
  /** Commands of people the engine has not confirmed yet. */
  untold: number;
  topics: TopicView[];
  jobs: JobFigures;
  disk: DiskView;
  backup: BackupState;
  audit: AuditState;
  missing: MissingView[];
  versions: VersionsView;
}

/** One failed automatic step that is not tried any more. */
export interface IncidentView {
  id: string;
  kind: 'external' | 'timer' | 'continuation' | 'other';
  /** Absent for processes that no pack brought. */
  case?: CaseMark;
  process: string;
  step: string;
  topic?: string;
  since: string;
  /** First line of the message, cut and without what looks like somebody's number; never empty. */
  reason: string;
  /** Tries that failed. */
  tries: number;
  /** Open incidents of the same step of the same process and kind, this one included. */
  alike: number;
  mayRetry: boolean;
}

export interface IncidentPage {
  items: IncidentView[];
  total: number;
  page: number;
  size: number;
}

/** Whom a step asks for; `name` is a post, a field or a step. */
export interface WantedPeople {
  kind: 'starter' | 'performer' | 'field' | 'enterprise' | 'post';
  name: string;
}

/** A step that was given to nobody. */
export interface UnassignedView {
  task: string;
  case: CaseMark;
  step: string;
  since: string;
  wanted: WantedPeople[];
}

export interface UnassignedPage {
  items: UnassignedView[];
  total: number;
  page: number;
  size: number;
}

/** How a variable is corrected; absent for those that are computed anew by the platform. */
export type CorrectionInput =
  | { kind: 'text' | 'integer' | 'number' | 'boolean' | 'date' }
  | { kind: 'choice'; options: { value: string; label: string }[] };

/** What the flow of a case depends on. */
export interface FlowVariable {
  name: string;
  /** Wording of the field it comes from; absent for those the process keeps for itself. */
  label?: string;
  input?: CorrectionInput;
  /** Why it is not corrected here. */
  fixed?: 'clock' | 'structured';
  /** In words; only for whoever may see the case. */
  value?: string;
}

/** One case as 运行 shows it (`GET /api/operations/cases/:no`). */
export interface CaseOperations {
  case: CaseMark & { startedAt: string; closed: boolean };
  process: string;
  pack: string;
  packVersion: string;
  /** The engine holds its definition, and an instance of it runs. */
  running: boolean;
  definitionMissing: boolean;
  /** Where it stands; `place` names the token for a move. */
  places: { place: string; step: string; nobody: boolean }[];
  targets: { step: string; name: string; kind: 'person' | 'automatic' }[];
  variables: FlowVariable[];
  incidents: IncidentView[];
  /** Timers that wait, with the name of what they are for. */
  timers: { name: string; due?: string }[];
  mayManage: boolean;
}

export type WorkerVerb = 'work' | 'read' | 'message' | 'start' | 'task' | 'deploy' | 'repair' | 'platform' | 'metrics';

/** Somebody who works on external tasks, or a token for one. */
export interface WorkerView {
  name: string;
  /** `token`: made here or on the command line, can be revoked; the others belong to the platform. */
  source: 'platform' | 'plugin' | 'token' | 'installation';
  topics: string[];
  verbs: WorkerVerb[];
  createdAt?: string;
  /** Last call since the server started. */
  lastSeen?: string;
}

/** `GET /api/operations/workers` */
export interface WorkerList {
  workers: WorkerView[];
  /** Topics of the processes in use, to choose from. */
  topics: string[];
  verbs: WorkerVerb[];
}
