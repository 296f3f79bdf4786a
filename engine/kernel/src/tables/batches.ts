import { bool, int, json, maybeTextIndexed, maybeText, maybeTime, table, text, textIndexed, time } from './columns.js';
import type { RowOf } from './columns.js';

/** What a batch is, running or finished. */
const shared = {
  id: text,
  /** `instance-deletion`, `instance-modification`, `set-job-retries`, … */
  type: text,
  totalJobs: int,
  batchJobsPerSeed: int,
  invocationsPerBatchJob: int,
  seedJobDefinitionId: text,
  monitorJobDefinitionId: text,
  batchJobDefinitionId: text,
  tenantId: maybeText,
  createUserId: maybeText,
  startTime: time,
  /** When the first of its jobs ran. */
  executionStartTime: maybeTime,
} as const;

/** An operation on many things, carried out by jobs. Gone when its last job has run. */
export const BATCH = table('batch', {
  ...shared,
  jobsCreated: int,
  suspended: bool,
  /** What the operation of this type needs to know besides its items. */
  configuration: json,
});

/** One thing a batch still has to work on. Gone in the transaction of the job that worked on it. */
export const BATCH_ITEM = table('batch_item', {
  /** Grows in the order of the items. */
  id: text,
  batchId: textIndexed,
  /** The job that works on it; null until the seed job made one. */
  jobId: maybeTextIndexed,
  /** The id of a process instance, job, external task, … */
  item: text,
});

export const HISTORIC_BATCH = table('hi_batch', {
  ...shared,
  endTime: maybeTime,
  removalTime: maybeTime,
});

export const BATCH_TABLES = { batch: BATCH, batchItem: BATCH_ITEM, historicBatch: HISTORIC_BATCH } as const;

export type Batch = RowOf<typeof BATCH.columns>;
export type BatchItem = RowOf<typeof BATCH_ITEM.columns>;
export type HistoricBatch = RowOf<typeof HISTORIC_BATCH.columns>;
