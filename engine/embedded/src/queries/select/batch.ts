import type { BatchQuery, BatchStatisticsQuery, HistoricBatchQuery } from '@anliu/engine-protocol';
import { BATCH, HISTORIC_BATCH } from '@anliu/engine-kernel';
import { clause, equals, isIn, notAfter, notBefore, whenTrue } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { seenBy } from '../../authorization/readable.js';

const FAILED = 'EXISTS (SELECT 1 FROM job j WHERE j.job_definition_id = b.batch_job_definition_id AND j.retries = 0)';

const common = {
  batchId: equals('b.id'),
  type: equals('b.type'),
  tenantIdIn: isIn('b.tenant_id'),
  withoutTenantId: whenTrue('b.tenant_id IS NULL'),
};
const suspended = (value: boolean) => clause('b.suspended = ?', value ? 1 : 0);

const batchFilters: FilterTable<BatchQuery> = { ...common, suspended };

const sorts = { batchId: 'b.id', tenantId: 'b.tenant_id' };

export const BATCHES: Selection<BatchQuery, string, typeof BATCH.columns> = {
  table: BATCH,
  from: 'batch b',
  alias: 'b',
  readable: [seenBy('READ', 'Batch', 'b.id')],
  filters: batchFilters,
  sorts,
};

const statisticsFilters: FilterTable<BatchStatisticsQuery> = {
  ...common,
  suspended,
  createdBy: equals('b.create_user_id'),
  startedBefore: notAfter('b.start_time'),
  startedAfter: notBefore('b.start_time'),
  withFailures: whenTrue(FAILED),
  withoutFailures: whenTrue(`NOT ${FAILED}`),
};

export const BATCH_STATISTICS: Selection<BatchStatisticsQuery, string, typeof BATCH.columns> = {
  ...BATCHES,
  filters: statisticsFilters,
  sorts: { ...sorts, startTime: 'b.start_time' },
};

const historicFilters: FilterTable<HistoricBatchQuery> = {
  ...common,
  completed: (completed) => clause(completed ? 'b.end_time IS NOT NULL' : 'b.end_time IS NULL'),
};

export const HISTORIC_BATCHES: Selection<HistoricBatchQuery, string, typeof HISTORIC_BATCH.columns> = {
  table: HISTORIC_BATCH,
  from: 'hi_batch b',
  alias: 'b',
  readable: [seenBy('READ_HISTORY', 'Batch', 'b.id')],
  filters: historicFilters,
  sorts: { ...sorts, startTime: 'b.start_time', endTime: 'b.end_time' },
};
