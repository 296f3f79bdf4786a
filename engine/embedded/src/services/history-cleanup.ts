import { BadUserRequestError, InvalidRequestError, formatDateTime } from '@anliu/engine-protocol';
import type {
  CleanableProcessInstanceReportDto,
  CleanableProcessInstanceReportQuery,
  HistoryCleanupService,
} from '@anliu/engine-protocol';
import { createLooseJob } from '@anliu/engine-kernel';
import type { Context, Job } from '@anliu/engine-kernel';
import { currentOrNextWindow } from '../history/batch-window.js';
import { CLEANUP_JOB } from '../history/cleanup.js';
import { prepare, toJobDto } from '../queries/index.js';
import { onJobs } from '../operation-log/jobs.js';
import { given, logOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';

const REPORT = `SELECT d.id, d.key, d.name, d.version, d.history_time_to_live AS days, d.tenant_id AS tenant,
    coalesce(sum(p.end_time IS NOT NULL), 0) AS finished,
    coalesce(sum(p.removal_time IS NOT NULL AND p.removal_time <= $now), 0) AS cleanable
  FROM process_definition d LEFT JOIN hi_process_instance p ON p.process_definition_id = d.id
  WHERE ($ids IS NULL OR d.id IN (SELECT value FROM json_each($ids)))
    AND ($keys IS NULL OR d.key IN (SELECT value FROM json_each($keys)))
    AND ($tenants IS NULL OR d.tenant_id IN (SELECT value FROM json_each($tenants)))
    AND ($withoutTenant = 0 OR d.tenant_id IS NULL)
  GROUP BY d.id HAVING $compact = 0 OR finished > 0 OR cleanable > 0`;

const list = (values: readonly string[] | undefined): string | null => (values ? JSON.stringify(values) : null);

function report({ db, now }: Core, query: CleanableProcessInstanceReportQuery): CleanableProcessInstanceReportDto[] {
  const [sorting] = query.sorting ?? [];
  if (sorting && sorting.sortBy !== 'finished')
    throw new InvalidRequestError(`Cannot set query parameter 'sortBy' to value '${String(sorting.sortBy)}'`);
  const order = sorting ? `finished ${sorting.sortOrder === 'desc' ? 'DESC' : 'ASC'}, d.id` : 'd.id';
  const rows = db.prepare(`${REPORT} ORDER BY ${order} LIMIT $limit OFFSET $offset`).all({
    now: now(),
    ids: list(query.processDefinitionIdIn),
    keys: list(query.processDefinitionKeyIn),
    tenants: list(query.tenantIdIn),
    withoutTenant: query.withoutTenantId ? 1 : 0,
    compact: query.compact ? 1 : 0,
    limit: query.maxResults ?? -1,
    offset: query.firstResult ?? 0,
  }) as Record<string, string | number | null>[];
  return rows.map((row) => ({
    processDefinitionId: String(row['id']),
    processDefinitionKey: String(row['key']),
    processDefinitionName: row['name'] as string | null,
    processDefinitionVersion: Number(row['version']),
    historyTimeToLive: row['days'] as number | null,
    finishedProcessInstanceCount: Number(row['finished']),
    cleanableProcessInstanceCount: Number(row['cleanable']),
    tenantId: row['tenant'] as string | null,
  }));
}

export function historyCleanupService(core: Core): HistoryCleanupService {
  const { db, rows, historySettings, processor, now } = core;
  const { batchWindow, cleanupEnabled } = historySettings;
  const jobs = (): Job[] =>
    prepare(db, 'SELECT id FROM job WHERE handler_type = ? ORDER BY id')
      .all(CLEANUP_JOB)
      .map(({ id }) => rows.get('job', String(id)))
      .filter((job) => job !== undefined);
  const put = (ctx: Context, immediatelyDue: boolean): Job | null => {
    const [job] = jobs();
    if (!immediatelyDue && !batchWindow) {
      if (job) ctx.store.load('job', job);
      return job ? ctx.store.put('job', { ...job, suspended: true, dueDate: null }) : null;
    }
    const dueDate = immediatelyDue || !batchWindow ? ctx.now : currentOrNextWindow(batchWindow, ctx.now).start;
    const handlerConfiguration = JSON.stringify({ immediatelyDue, countEmptyRuns: 0 });
    if (!job) {
      const spec = { handlerType: CLEANUP_JOB, handlerConfiguration, jobDefinitionId: null, dueDate };
      return createLooseJob(ctx, { ...spec, type: 'timer' });
    }
    ctx.store.load('job', job);
    return ctx.store.put('job', { ...job, handlerConfiguration, dueDate, suspended: false, rev: job.rev + 1 });
  };
  return {
    async schedule({ immediatelyDue = true } = {}) {
      if (!cleanupEnabled) throw new BadUserRequestError('History cleanup is disabled for this engine');
      const job = await processor.executeAfterWrites((ctx) => {
        logOperation(ctx, () => onJobs('CreateHistoryCleanupJobs', given({ immediatelyDue })));
        return put(ctx, immediatelyDue);
      });
      return job && toJobDto(job);
    },
    listJobs: async () => jobs().map(toJobDto),
    getConfiguration: async () => {
      const window = batchWindow && currentOrNextWindow(batchWindow, now());
      return {
        batchWindowStartTime: window ? formatDateTime(window.start) : null,
        batchWindowEndTime: window ? formatDateTime(window.end) : null,
        enabled: cleanupEnabled,
      };
    },
    listCleanableProcessInstances: async (query = {}) => report(core, query),
    countCleanableProcessInstances: async ({ maxResults: _, firstResult: __, ...query } = {}) =>
      report(core, query).length,
  };
}
