import { z } from 'zod';
import type { BatchDto, BatchStatisticsDto, HistoricBatchDto } from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

const shared = {
  id: text,
  type: text,
  totalJobs: number,
  batchJobsPerSeed: number,
  invocationsPerBatchJob: number,
  seedJobDefinitionId: text,
  monitorJobDefinitionId: text,
  batchJobDefinitionId: text,
  tenantId: maybe(text),
  createUserId: maybe(text),
  startTime: dateTime,
  executionStartTime: maybe(dateTime),
};
const running = { ...shared, jobsCreated: number, suspended: flag };

export const batchDto = dto('BatchDto', running) satisfies z.ZodType<BatchDto>;

export const batchStatisticsDto = dto('BatchStatisticsDto', {
  ...running,
  remainingJobs: number,
  completedJobs: number,
  failedJobs: number,
}) satisfies z.ZodType<BatchStatisticsDto>;

export const historicBatchDto = dto('HistoricBatchDto', {
  ...shared,
  endTime: maybe(dateTime),
  removalTime: maybe(dateTime),
}) satisfies z.ZodType<HistoricBatchDto>;
