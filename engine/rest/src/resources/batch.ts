import { z } from 'zod';
import { BadUserRequestError, InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { del, flag, get, param, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { batchFields, batchStatisticsFields, historicBatchFields } from '../query/batch.js';
import { listRoutes } from '../query/list-routes.js';
import { batchDto, batchStatisticsDto, historicBatchDto } from '../schema/index.js';

/** Camunda says no more than what could not be done. */
async function unable(what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!BadUserRequestError.isInstance(error)) throw error;
    throw new InvalidRequestError(`Unable to ${what}`, { cause: error });
  }
}

export function batchRoutes({ batches }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/batch/statistics', {
      row: batchStatisticsDto,
      fields: batchStatisticsFields,
      list: batches.listStatistics,
      count: batches.countStatistics,
    }),
    ...listRoutes('/batch', { row: batchDto, fields: batchFields, list: batches.list, count: batches.count }),
    get('/batch/:id', { summary: 'One batch', answer: batchDto }, async (request) =>
      json(await batches.get(param(request, 'id'))),
    ),
    put(
      '/batch/:id/suspended',
      { summary: 'Suspends or activates a batch', body: z.object({ suspended: z.boolean() }), answer: 'none' },
      async (request) => {
        const id = param(request, 'id');
        const { suspended } = await request.body();
        await unable(`${suspended ? 'suspend' : 'activate'} batch with id '${id}'`, () =>
          batches.setSuspended(id, suspended),
        );
        return empty;
      },
    ),
    del(
      '/batch/:id',
      { summary: 'Deletes a batch with its jobs', query: { cascade: 'flag' }, answer: 'none' },
      async (request) => {
        const id = param(request, 'id');
        await unable(`delete batch with id '${id}'`, () => batches.delete(id, { cascade: flag(request, 'cascade') }));
        return empty;
      },
    ),
    ...listRoutes('/history/batch', {
      row: historicBatchDto,
      fields: historicBatchFields,
      list: batches.listHistoric,
      count: batches.countHistoric,
    }),
    get('/history/batch/:id', { summary: 'One historic batch', answer: historicBatchDto }, async (request) =>
      json(await batches.getHistoric(param(request, 'id'))),
    ),
    del('/history/batch/:id', { summary: 'Deletes the history of a batch', answer: 'none' }, async (request) => {
      const id = param(request, 'id');
      await unable(`delete historic batch with id '${id}'`, () => batches.deleteHistoric(id));
      return empty;
    }),
  ];
}
