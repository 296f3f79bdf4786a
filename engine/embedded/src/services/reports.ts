import { formatDateTime } from '@anliu/engine-protocol';
import type { DurationReportDto, DurationReportQuery, ReportService, TaskCountReportDto } from '@anliu/engine-protocol';
import { after, before, clause, isIn, joinClauses } from '../queries/sql/clause.js';
import type { Clause } from '../queries/sql/clause.js';
import { all, first } from '../queries/sql/select.js';
import type { Core } from '../runtime-core.js';
import { instant } from '../runtime-core.js';
import { SCHEMA_VERSION } from '../schema.js';

interface Metric {
  readonly from: string;
  readonly time: string;
  readonly where?: string;
  readonly value?: string;
}

const STARTED: Metric = { from: 'hi_activity_instance', time: 'start_time' };
const ROOTS: Metric = { from: 'hi_process_instance', time: 'start_time', where: 'id = root_process_instance_id' };

/** Camunda's metrics that history can answer, under their old and new names. */
const METRICS: Readonly<Record<string, Metric>> = {
  'activity-instance-start': STARTED,
  'flow-node-instances': STARTED,
  'activity-instance-end': { from: 'hi_activity_instance', time: 'end_time' },
  'root-process-instance-start': ROOTS,
  'process-instances': ROOTS,
  'job-successful': { from: 'hi_job_log', time: 'timestamp', where: `state = 'successful'` },
  'job-failed': { from: 'hi_job_log', time: 'timestamp', where: `state = 'failed'` },
  'unique-task-workers': { from: 'hi_task', time: 'start_time', value: 'count(DISTINCT assignee)' },
  'task-users': { from: 'hi_task', time: 'start_time', value: 'count(DISTINCT assignee)' },
};

const PERIODS = {
  MONTH: `CAST(strftime('%m', end_time / 1000, 'unixepoch') AS INTEGER)`,
  QUARTER: `(CAST(strftime('%m', end_time / 1000, 'unixepoch') AS INTEGER) + 2) / 3`,
} as const;

export function reportService({ db, now }: Core): ReportService {
  const durations = (
    unit: DurationReportQuery['periodUnit'],
    table: string,
    duration: string,
    conditions: readonly (Clause | undefined)[],
  ): DurationReportDto[] => {
    const where = joinClauses(
      [clause('end_time IS NOT NULL'), ...conditions.filter((one) => one !== undefined)],
      'AND',
    );
    return all(
      db,
      `SELECT ${PERIODS[unit]} AS period, min(${duration}) AS low, max(${duration}) AS high, avg(${duration}) AS mean
         FROM ${table} WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
      where.params,
    ).map((row) => ({
      period: Number(row['period']),
      periodUnit: unit,
      minimum: Number(row['low']),
      maximum: Number(row['high']),
      average: Math.round(Number(row['mean'])),
    }));
  };
  return {
    async metricSum(name, period) {
      const metric = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
      if (!metric) return 0;
      const { from, time, where = '1', value = 'count(*)' } = metric;
      const row = first(db, `SELECT ${value} AS n FROM ${from} WHERE ${where} AND ${time} >= ? AND ${time} < ?`, [
        instant(period.startDate) ?? 0,
        instant(period.endDate) ?? Number.MAX_SAFE_INTEGER,
      ]);
      return Number(row?.['n'] ?? 0);
    },
    async metricIntervals(query) {
      const width = query.interval * 1000;
      const names = query.name ? [query.name] : Object.keys(METRICS);
      const parts = names.flatMap((name) => {
        const metric = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
        if (!metric) return [];
        const { from, time, where = '1', value = 'count(*)' } = metric;
        return clause(
          `SELECT ? AS name, ${time} / ? * ? AS at, ${value} AS n FROM ${from}
             WHERE ${where} AND ${time} >= ? AND ${time} < ? GROUP BY 2`,
          name,
          width,
          width,
          instant(query.startDate) ?? 0,
          instant(query.endDate) ?? now() + 1,
        );
      });
      if (parts.length === 0) return [];
      return all(db, `${parts.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY at DESC, name LIMIT ? OFFSET ?`, [
        ...parts.flatMap(({ params }) => params),
        query.maxResults,
        query.firstResult,
      ]).map((row) => ({
        timestamp: formatDateTime(Number(row['at'])),
        name: String(row['name']),
        reporter: null,
        value: Number(row['n']),
      }));
    },
    processInstanceDurations: async (query) =>
      durations(query.periodUnit, 'hi_process_instance', 'duration_in_millis', [
        query.processDefinitionIdIn && isIn('process_definition_id')(query.processDefinitionIdIn),
        query.processDefinitionKeyIn && isIn('process_definition_key')(query.processDefinitionKeyIn),
        query.startedBefore === undefined ? undefined : before('start_time')(query.startedBefore),
        query.startedAfter === undefined ? undefined : after('start_time')(query.startedAfter),
      ]),
    taskDurations: async (query) =>
      durations(query.periodUnit, 'hi_task', 'duration', [
        query.completedBefore === undefined ? undefined : before('end_time')(query.completedBefore),
        query.completedAfter === undefined ? undefined : after('end_time')(query.completedAfter),
      ]),
    async taskCounts({ groupBy, completedBefore, completedAfter }) {
      const where = joinClauses(
        [
          clause('t.end_time IS NOT NULL'),
          ...(completedBefore === undefined ? [] : [before('t.end_time')(completedBefore)]),
          ...(completedAfter === undefined ? [] : [after('t.end_time')(completedAfter)]),
        ],
        'AND',
      );
      const name = groupBy === 'taskName' ? 't.name' : 'NULL';
      return all(
        db,
        `SELECT ${name} AS name, count(*) AS n, t.process_definition_key AS key, t.process_definition_id AS id,
           (SELECT d.name FROM process_definition d WHERE d.id = t.process_definition_id) AS definition, t.tenant_id AS tenant
         FROM hi_task t WHERE ${where.sql} GROUP BY 1, 3, 4, 5, 6 ORDER BY 1, 4`,
        where.params,
      ).map((row): TaskCountReportDto => ({
        taskName: row['name'] as string | null,
        count: Number(row['n']),
        processDefinitionKey: row['key'] as string | null,
        processDefinitionId: row['id'] as string | null,
        processDefinitionName: row['definition'] as string | null,
        tenantId: row['tenant'] as string | null,
      }));
    },
    async schemaLog() {
      // Until the tables change for the first time the log has one entry, as old as the first deployment.
      const row = first(db, 'SELECT min(deployment_time) AS at FROM deployment', []);
      return [
        {
          id: '1',
          timestamp: formatDateTime(Number(row?.['at'] ?? now())),
          version: String(SCHEMA_VERSION),
        },
      ];
    },
  };
}
