import type { JobDto } from '../dto/job.js';
import type { PageAndSort } from '../query/common.js';
import type { DateTimeString } from '../time.js';

export interface HistoryCleanupConfigurationDto {
  /** The window that is open, else the next one; null without a window. */
  readonly batchWindowStartTime: DateTimeString | null;
  readonly batchWindowEndTime: DateTimeString | null;
  readonly enabled: boolean;
}

export interface CleanableProcessInstanceReportDto {
  readonly processDefinitionId: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionName: string | null;
  readonly processDefinitionVersion: number;
  /** Days. */
  readonly historyTimeToLive: number | null;
  readonly finishedProcessInstanceCount: number;
  /** Those whose removal time has come. */
  readonly cleanableProcessInstanceCount: number;
  readonly tenantId: string | null;
}

export interface CleanableProcessInstanceReportQuery extends PageAndSort<'finished'> {
  readonly processDefinitionIdIn?: readonly string[];
  readonly processDefinitionKeyIn?: readonly string[];
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  /** Only definitions with finished or cleanable instances. */
  readonly compact?: boolean;
}

/** Removes history whose time to live is over, by a job that stays. */
export interface HistoryCleanupService {
  /** Schedules the cleanup, at once or in the batch window. Null when there is nothing to schedule it for. */
  schedule(options?: { readonly immediatelyDue?: boolean }): Promise<JobDto | null>;
  listJobs(): Promise<JobDto[]>;
  getConfiguration(): Promise<HistoryCleanupConfigurationDto>;
  listCleanableProcessInstances(
    query?: CleanableProcessInstanceReportQuery,
  ): Promise<CleanableProcessInstanceReportDto[]>;
  countCleanableProcessInstances(query?: CleanableProcessInstanceReportQuery): Promise<number>;
}
