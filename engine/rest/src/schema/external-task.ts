import { z } from 'zod';
import type { ExternalTaskDto, LockedExternalTaskDto } from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text, variableMap } from './common.js';

export const externalTaskDto = dto('ExternalTaskDto', {
  activityId: text,
  activityInstanceId: text,
  errorMessage: maybe(text),
  executionId: text,
  id: text,
  lockExpirationTime: maybe(dateTime),
  createTime: dateTime,
  processDefinitionId: text,
  processDefinitionKey: text,
  processDefinitionVersionTag: maybe(text),
  processInstanceId: text,
  retries: maybe(number),
  suspended: flag,
  workerId: maybe(text),
  topicName: text,
  tenantId: maybe(text),
  priority: number,
  businessKey: maybe(text),
}) satisfies z.ZodType<ExternalTaskDto>;

export const lockedExternalTaskDto = dto('LockedExternalTaskDto', {
  ...externalTaskDto.shape,
  errorDetails: maybe(text),
  variables: variableMap,
  extensionProperties: z.record(z.string(), text),
}) satisfies z.ZodType<LockedExternalTaskDto>;
