import { z } from 'zod';
import type { JobDefinitionDto, JobDto } from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const jobDto = dto('JobDto', {
  id: text,
  jobDefinitionId: maybe(text),
  processInstanceId: maybe(text),
  processDefinitionId: maybe(text),
  processDefinitionKey: maybe(text),
  executionId: maybe(text),
  exceptionMessage: maybe(text),
  failedActivityId: maybe(text),
  retries: number,
  dueDate: maybe(dateTime),
  suspended: flag,
  priority: number,
  tenantId: maybe(text),
  createTime: dateTime,
  batchId: maybe(text),
}) satisfies z.ZodType<JobDto>;

export const jobDefinitionDto = dto('JobDefinitionDto', {
  id: text,
  processDefinitionId: maybe(text),
  processDefinitionKey: maybe(text),
  jobType: text,
  jobConfiguration: maybe(text),
  activityId: maybe(text),
  suspended: flag,
  overridingJobPriority: maybe(number),
  tenantId: maybe(text),
  deploymentId: maybe(text),
}) satisfies z.ZodType<JobDefinitionDto>;
