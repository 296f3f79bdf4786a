import type { DateTimeString } from '../time.js';

/** Half open: from `startDate` on, before `endDate`. */
export interface ReportPeriod {
  readonly startDate?: DateTimeString | null;
  readonly endDate?: DateTimeString | null;
}

export interface MetricIntervalDto {
  readonly timestamp: DateTimeString;
  readonly name: string;
  readonly reporter: string | null;
  readonly value: number;
}

export interface MetricIntervalQuery extends ReportPeriod {
  readonly name?: string | null;
  /** Seconds. */
  readonly interval: number;
  readonly firstResult: number;
  readonly maxResults: number;
}

/** Durations in milliseconds of what finished in a month (1 to 12) or quarter (1 to 4). */
export interface DurationReportDto {
  readonly period: number;
  readonly periodUnit: 'MONTH' | 'QUARTER';
  readonly minimum: number;
  readonly maximum: number;
  readonly average: number;
}

export interface DurationReportQuery {
  readonly periodUnit: 'MONTH' | 'QUARTER';
  readonly processDefinitionIdIn?: readonly string[];
  readonly processDefinitionKeyIn?: readonly string[];
  readonly startedBefore?: DateTimeString;
  readonly startedAfter?: DateTimeString;
}

export interface TaskCountReportDto {
  readonly taskName: string | null;
  readonly count: number;
  readonly processDefinitionKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionName: string | null;
  readonly tenantId: string | null;
}

export interface TaskCountReportQuery {
  readonly groupBy: 'taskName' | 'processDefinition';
  readonly completedBefore?: DateTimeString;
  readonly completedAfter?: DateTimeString;
}

export interface SchemaLogEntryDto {
  readonly id: string;
  readonly timestamp: DateTimeString;
  readonly version: string;
}

/** Figures counted from what the engine keeps. */
export interface ReportService {
  /** Zero for a metric the engine does not count. */
  metricSum(name: string, period: ReportPeriod): Promise<number>;
  /** Newest interval first, those without a value left out. */
  metricIntervals(query: MetricIntervalQuery): Promise<MetricIntervalDto[]>;
  processInstanceDurations(query: DurationReportQuery): Promise<DurationReportDto[]>;
  taskDurations(
    query: Omit<DurationReportQuery, 'startedBefore' | 'startedAfter'> & TaskCountPeriod,
  ): Promise<DurationReportDto[]>;
  taskCounts(query: TaskCountReportQuery): Promise<TaskCountReportDto[]>;
  /** Versions of the tables this database went through. */
  schemaLog(): Promise<SchemaLogEntryDto[]>;
}

export type TaskCountPeriod = Omit<TaskCountReportQuery, 'groupBy'>;
