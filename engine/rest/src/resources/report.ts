import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { DurationReportQuery, ProcessEngine, TaskCountPeriod } from '@anliu/engine-protocol';
import { json, text } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import { get, param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text as textField } from '../http/schemas.js';
import { MAX_METRIC_INTERVALS } from '../limits.js';
import { PAGING_FIELDS, pagingOf, valuesOf } from '../query/fields.js';
import {
  durationReportDto,
  metricIntervalDto,
  metricSumDto,
  schemaLogEntryDto,
  taskCountReportDto,
} from '../schema/index.js';

const PERIOD = { startDate: 'date', endDate: 'date' } as const;
const DURATION = {
  reportType: 'text',
  periodUnit: 'text',
  processDefinitionIdIn: 'texts',
  processDefinitionKeyIn: 'texts',
  startedBefore: 'date',
  startedAfter: 'date',
} as const;
const TASK_REPORT = {
  reportType: 'text',
  periodUnit: 'text',
  groupBy: 'text',
  completedBefore: 'date',
  completedAfter: 'date',
} as const;
/** Seconds of an interval when the request names none. */
const DEFAULT_INTERVAL_S = 900;

function unitOf(text: string | null): 'MONTH' | 'QUARTER' {
  const unit = text?.toUpperCase();
  if (unit !== 'MONTH' && unit !== 'QUARTER') throw new InvalidRequestError('periodUnit is null or unknown');
  return unit;
}

/** A report as CSV for clients that ask for it, else as JSON. */
function reported(rows: readonly object[], accept: string | undefined): Answer {
  if (!/(application|text)\/csv/.test(accept ?? '')) return json(rows);
  const names = Object.keys(rows[0] ?? {});
  const cell = (value: unknown): string => {
    const plain = String(value ?? '');
    // A leading formula sign would make spreadsheets calculate.
    const safe = /^[=+\-@]/.test(plain) && typeof value === 'string' ? `'${plain}` : plain;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) => Object.values(row).map(cell).join(','));
  return text([names.join(','), ...lines].join('\n'), 'text/csv');
}

export function reportRoutes({ reports }: ProcessEngine): Route[] {
  return [
    get(
      '/metrics',
      {
        summary: 'Metrics per interval',
        query: {
          name: 'text',
          reporter: 'text',
          ...PERIOD,
          interval: 'number',
          aggregateByReporter: 'flag',
          ...PAGING_FIELDS,
        },
        answer: z.array(metricIntervalDto),
      },
      async ({ query }) => {
        const { name, interval, startDate, endDate } = valuesOf<{ interval?: number } & Record<string, string>>(
          { name: 'text', interval: 'number', ...PERIOD },
          query,
        );
        const { firstResult = 0, maxResults = MAX_METRIC_INTERVALS } = pagingOf(query);
        if (interval !== undefined && interval <= 0) throw new InvalidRequestError('interval must be greater than 0');
        return json(
          await reports.metricIntervals({
            name: name ?? null,
            interval: interval ?? DEFAULT_INTERVAL_S,
            startDate: startDate ?? null,
            endDate: endDate ?? null,
            firstResult,
            maxResults: Math.min(maxResults, MAX_METRIC_INTERVALS),
          }),
        );
      },
    ),
    get(
      '/metrics/:metricsName/sum',
      { summary: 'Sum of a metric', query: PERIOD, answer: metricSumDto },
      async (request) =>
        json({
          result: await reports.metricSum(param(request, 'metricsName'), {
            startDate: request.query.get('startDate'),
            endDate: request.query.get('endDate'),
          }),
        }),
    ),
    get(
      '/history/process-instance/report',
      { summary: 'Durations of finished instances', query: DURATION, answer: [z.array(durationReportDto), 'text'] },
      async ({ query, raw }) => {
        if (query.get('reportType') !== 'duration') throw new InvalidRequestError('Unknown report type');
        const conditions = valuesOf<Omit<DurationReportQuery, 'periodUnit'>>(
          {
            processDefinitionIdIn: 'texts',
            processDefinitionKeyIn: 'texts',
            startedBefore: 'date',
            startedAfter: 'date',
          },
          query,
        );
        const periodUnit = unitOf(query.get('periodUnit'));
        return reported(await reports.processInstanceDurations({ ...conditions, periodUnit }), raw.headers.accept);
      },
    ),
    get(
      '/history/task/report',
      {
        summary: 'Counts or durations of finished tasks',
        query: TASK_REPORT,
        answer: [z.array(taskCountReportDto), z.array(durationReportDto)],
      },
      async ({ query }) => {
        const period = valuesOf<TaskCountPeriod>({ completedBefore: 'date', completedAfter: 'date' }, query);
        const type = query.get('reportType');
        if (type === 'duration')
          return json(await reports.taskDurations({ ...period, periodUnit: unitOf(query.get('periodUnit')) }));
        const groupBy = query.get('groupBy');
        if (type !== 'count' || (groupBy !== 'taskName' && groupBy !== 'processDefinition'))
          throw new InvalidRequestError('A report needs reportType duration, or count with groupBy');
        return json(await reports.taskCounts({ ...period, groupBy }));
      },
    ),
    get(
      '/schema/log',
      { summary: 'Versions of the tables', query: PAGING_FIELDS, answer: z.array(schemaLogEntryDto) },
      async () => json(await reports.schemaLog()),
    ),
    post(
      '/schema/log',
      {
        summary: 'Versions of the tables, the query in the body',
        query: PAGING_FIELDS,
        body: z.object({ version: textField, sorting: z.array(z.unknown()).nullish() }),
        answer: z.array(schemaLogEntryDto),
      },
      async (request) => {
        const { version } = await request.body();
        return json((await reports.schemaLog()).filter((entry) => !version || entry.version === version));
      },
    ),
  ];
}
