import { z } from 'zod';
import type { CleanableProcessInstanceReportDto, HistoryCleanupConfigurationDto } from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const historyCleanupConfigurationDto = dto('HistoryCleanupConfigurationDto', {
  batchWindowStartTime: maybe(dateTime),
  batchWindowEndTime: maybe(dateTime),
  enabled: flag,
}) satisfies z.ZodType<HistoryCleanupConfigurationDto>;

export const cleanableProcessInstanceReportDto = dto('CleanableHistoricProcessInstanceReportResultDto', {
  processDefinitionId: text,
  processDefinitionKey: text,
  processDefinitionName: maybe(text),
  processDefinitionVersion: number,
  historyTimeToLive: maybe(number),
  finishedProcessInstanceCount: number,
  cleanableProcessInstanceCount: number,
  tenantId: maybe(text),
}) satisfies z.ZodType<CleanableProcessInstanceReportDto>;
