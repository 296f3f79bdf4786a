import type { BatchQuery, BatchStatisticsQuery, HistoricBatchQuery } from '@anliu/engine-protocol';
import type { QueryFields } from './fields.js';

const common = { batchId: 'text', type: 'text', tenantIdIn: 'texts', withoutTenantId: 'flag' } as const;

export const batchFields: QueryFields<BatchQuery> = { ...common, suspended: 'flag' };

export const batchStatisticsFields: QueryFields<BatchStatisticsQuery> = {
  ...common,
  suspended: 'flag',
  createdBy: 'text',
  startedBefore: 'date',
  startedAfter: 'date',
  withFailures: 'flag',
  withoutFailures: 'flag',
};

export const historicBatchFields: QueryFields<HistoricBatchQuery> = { ...common, completed: 'flag' };
