import type { EventService } from './events.js';
import type { CommentService } from './services/comment.js';
import type { FilterService } from './services/filter.js';
import type { DecisionService } from './services/decision.js';
import type { BatchService } from './services/batch.js';
import type { HistoryCleanupService } from './services/history-cleanup.js';
import type { HistoryService } from './services/history.js';
import type { AuthorizationService, IdentityService } from './services/identity.js';
import type { MigrationService } from './services/migration.js';
import type { FormService } from './services/form.js';
import type { ReportService } from './services/report.js';
import type { RepositoryService } from './services/repository.js';
import type { IncidentService, RuntimeService } from './services/runtime.js';
import type { TaskService } from './services/task.js';
import type { ExternalTaskService, JobService } from './services/work.js';

export interface EngineInfo {
  readonly name: string;
  readonly version: string;
}

/**
 * The engine as everything outside it sees it: Camunda 7 semantics, whatever runs behind. Commands throw the errors of
 * `errors.ts` and are durable when their promise resolves; reads see every command resolved before they were called.
 */
export interface ProcessEngine {
  readonly info: EngineInfo;
  readonly repository: RepositoryService;
  readonly runtime: RuntimeService;
  readonly tasks: TaskService;
  readonly externalTasks: ExternalTaskService;
  readonly jobs: JobService;
  readonly incidents: IncidentService;
  readonly decisions: DecisionService;
  readonly history: HistoryService;
  readonly identity: IdentityService;
  readonly authorizations: AuthorizationService;
  readonly filters: FilterService;
  readonly migration: MigrationService;
  readonly comments: CommentService;
  readonly forms: FormService;
  readonly reports: ReportService;
  readonly batches: BatchService;
  readonly historyCleanup: HistoryCleanupService;
  readonly events: EventService;
  /** Finishes what is running, writes everything, releases files and timers. Later calls throw. */
  close(): Promise<void>;
}
