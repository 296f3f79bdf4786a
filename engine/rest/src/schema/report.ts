import { z } from 'zod';
import type {
  DurationReportDto,
  MetricIntervalDto,
  SchemaLogEntryDto,
  TaskCountReportDto,
} from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const metricIntervalDto = dto('MetricsIntervalResultDto', {
  timestamp: dateTime,
  name: text,
  reporter: maybe(text),
  value: number,
}) satisfies z.ZodType<MetricIntervalDto>;

export const metricSumDto = dto('MetricsResultDto', { result: number });

export const durationReportDto = dto('DurationReportResultDto', {
  period: number,
  periodUnit: z.enum(['MONTH', 'QUARTER']),
  minimum: number,
  maximum: number,
  average: number,
}) satisfies z.ZodType<DurationReportDto>;

export const taskCountReportDto = dto('HistoricTaskInstanceReportResultDto', {
  taskName: maybe(text),
  count: number,
  processDefinitionKey: maybe(text),
  processDefinitionId: maybe(text),
  processDefinitionName: maybe(text),
  tenantId: maybe(text),
}) satisfies z.ZodType<TaskCountReportDto>;

export const schemaLogEntryDto = dto('SchemaLogEntryDto', {
  id: text,
  timestamp: dateTime,
  version: text,
}) satisfies z.ZodType<SchemaLogEntryDto>;

export const telemetryConfigurationDto = dto('TelemetryConfigurationDto', { enableTelemetry: flag });

const vendorVersion = z.strictObject({ vendor: text, version: text });
const counts = z.record(z.string(), z.strictObject({ count: number }));
export const telemetryDataDto = dto('TelemetryDataDto', {
  installation: text,
  product: z.strictObject({
    name: text,
    version: text,
    edition: text,
    internals: z.strictObject({
      database: vendorVersion,
      'application-server': vendorVersion,
      'camunda-integration': z.array(text),
      commands: counts,
      metrics: counts,
      webapps: z.array(text),
      jdk: vendorVersion,
      'data-collection-start-date': maybe(dateTime),
    }),
  }),
});
