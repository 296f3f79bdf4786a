import type { DateTimeString } from '../time.js';

/** An operation on many things that jobs carry out; gone when its last job has run. */
export interface BatchDto {
  readonly id: string;
  /** `instance-deletion`, `instance-modification`, `set-job-retries`, … as Camunda names them. */
  readonly type: string;
  readonly totalJobs: number;
  readonly jobsCreated: number;
  readonly batchJobsPerSeed: number;
  readonly invocationsPerBatchJob: number;
  readonly seedJobDefinitionId: string;
  readonly monitorJobDefinitionId: string;
  readonly batchJobDefinitionId: string;
  readonly suspended: boolean;
  readonly tenantId: string | null;
  readonly createUserId: string | null;
  readonly startTime: DateTimeString;
  /** When the first of its jobs ran. */
  readonly executionStartTime: DateTimeString | null;
}

export interface BatchStatisticsDto extends BatchDto {
  /** Jobs that have not run, those still to be created included. */
  readonly remainingJobs: number;
  readonly completedJobs: number;
  /** Jobs without retries left; they are remaining jobs too. */
  readonly failedJobs: number;
}

export interface HistoricBatchDto {
  readonly id: string;
  readonly type: string;
  readonly totalJobs: number;
  readonly batchJobsPerSeed: number;
  readonly invocationsPerBatchJob: number;
  readonly seedJobDefinitionId: string;
  readonly monitorJobDefinitionId: string;
  readonly batchJobDefinitionId: string;
  readonly tenantId: string | null;
  readonly createUserId: string | null;
  readonly startTime: DateTimeString;
  readonly endTime: DateTimeString | null;
  readonly removalTime: DateTimeString | null;
  readonly executionStartTime: DateTimeString | null;
}
