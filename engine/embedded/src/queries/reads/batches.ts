import { NotFoundError } from '@anliu/engine-protocol';
import type { BatchService, BatchStatisticsDto } from '@anliu/engine-protocol';
import type { Batch } from '@anliu/engine-kernel';
import type { ReadContext } from '../context.js';
import { toBatchDto, toHistoricBatchDto } from '../mappers/batch.js';
import { BATCHES, BATCH_STATISTICS, HISTORIC_BATCHES } from '../select/batch.js';
import { countRows, first, readableRow, selectRows } from '../sql/select.js';

export type BatchReads = Pick<
  BatchService,
  'list' | 'count' | 'get' | 'listStatistics' | 'countStatistics' | 'listHistoric' | 'countHistoric' | 'getHistoric'
>;

export function batchReads({ db }: ReadContext): BatchReads {
  const statisticsOf = (row: Batch): BatchStatisticsDto => {
    const jobs = first(
      db,
      'SELECT count(*) AS waiting, coalesce(sum(retries = 0), 0) AS failed FROM job WHERE job_definition_id = ?',
      [row.batchJobDefinitionId],
    );
    const remainingJobs = Number(jobs?.['waiting']) + row.totalJobs - row.jobsCreated;
    return {
      ...toBatchDto(row),
      remainingJobs,
      completedJobs: row.totalJobs - remainingJobs,
      failedJobs: Number(jobs?.['failed']),
    };
  };
  return {
    list: async (query = {}) => selectRows(db, BATCHES, query).map(toBatchDto),
    count: async (query = {}) => countRows(db, BATCHES, query),
    get: async (id) => {
      const row = readableRow(db, BATCHES, id);
      if (!row) throw new NotFoundError(`Batch with id '${id}' does not exist`);
      return toBatchDto(row);
    },
    listStatistics: async (query = {}) => selectRows(db, BATCH_STATISTICS, query).map(statisticsOf),
    countStatistics: async (query = {}) => countRows(db, BATCH_STATISTICS, query),
    listHistoric: async (query = {}) => selectRows(db, HISTORIC_BATCHES, query).map(toHistoricBatchDto),
    countHistoric: async (query = {}) => countRows(db, HISTORIC_BATCHES, query),
    getHistoric: async (id) => {
      const row = readableRow(db, HISTORIC_BATCHES, id);
      if (!row) throw new NotFoundError(`Historic batch with id '${id}' does not exist`);
      return toHistoricBatchDto(row);
    },
  };
}
