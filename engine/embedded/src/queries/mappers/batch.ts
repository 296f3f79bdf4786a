import type { BatchDto, HistoricBatchDto } from '@anliu/engine-protocol';
import type { Batch, HistoricBatch } from '@anliu/engine-kernel';
import { shownTime, shownTimeOrNull } from './common.js';

const sharedOf = (row: Batch | HistoricBatch) => ({
  id: row.id,
  type: row.type,
  totalJobs: row.totalJobs,
  batchJobsPerSeed: row.batchJobsPerSeed,
  invocationsPerBatchJob: row.invocationsPerBatchJob,
  seedJobDefinitionId: row.seedJobDefinitionId,
  monitorJobDefinitionId: row.monitorJobDefinitionId,
  batchJobDefinitionId: row.batchJobDefinitionId,
  tenantId: row.tenantId,
  createUserId: row.createUserId,
  startTime: shownTime(row.startTime),
  executionStartTime: shownTimeOrNull(row.executionStartTime),
});

export const toBatchDto = (row: Batch): BatchDto => ({
  ...sharedOf(row),
  jobsCreated: row.jobsCreated,
  suspended: row.suspended,
});

export const toHistoricBatchDto = (row: HistoricBatch): HistoricBatchDto => ({
  ...sharedOf(row),
  endTime: shownTimeOrNull(row.endTime),
  removalTime: shownTimeOrNull(row.removalTime),
});
