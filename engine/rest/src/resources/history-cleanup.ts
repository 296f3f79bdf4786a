import { z } from 'zod';
import { NotFoundError } from '@anliu/engine-protocol';
import type { CleanableProcessInstanceReportQuery, JobDto, ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { PAGING_FIELDS, SORTING_FIELDS, queryFromParams } from '../query/fields.js';
import type { QueryFields } from '../query/fields.js';
import { countDto, jobDto } from '../schema/index.js';
import { cleanableProcessInstanceReportDto, historyCleanupConfigurationDto } from '../schema/history-cleanup.js';

const reportFields: QueryFields<CleanableProcessInstanceReportQuery> = {
  processDefinitionIdIn: 'texts',
  processDefinitionKeyIn: 'texts',
  tenantIdIn: 'texts',
  withoutTenantId: 'flag',
  compact: 'flag',
};
const REPORT = '/history/process-definition/cleanable-process-instance-report';

const notThere = (message: string): NotFoundError => new NotFoundError(message, { type: 'RestException' });

export function historyCleanupRoutes({ historyCleanup }: ProcessEngine): Route[] {
  const jobs = async (): Promise<JobDto[]> => {
    const found = await historyCleanup.listJobs();
    if (found.length === 0) throw notThere('History cleanup jobs are empty');
    return found;
  };
  return [
    post(
      '/history/cleanup',
      { summary: 'Schedules the cleanup of history', query: { immediatelyDue: 'flag' }, answer: jobDto },
      async ({ query }) => {
        const job = await historyCleanup.schedule({ immediatelyDue: query.get('immediatelyDue') !== 'false' });
        if (!job) throw notThere('History cleanup job does not exist');
        return json(job);
      },
    ),
    get('/history/cleanup/job', { summary: 'The cleanup job', answer: jobDto }, async () => json((await jobs())[0])),
    get('/history/cleanup/jobs', { summary: 'The cleanup jobs', answer: z.array(jobDto) }, async () =>
      json(await jobs()),
    ),
    get(
      '/history/cleanup/configuration',
      { summary: 'When history is cleaned up', answer: historyCleanupConfigurationDto },
      async () => json(await historyCleanup.getConfiguration()),
    ),
    get(`${REPORT}/count`, { summary: 'Count of the report', query: reportFields, answer: countDto }, async (request) =>
      json({
        count: await historyCleanup.countCleanableProcessInstances(queryFromParams(reportFields, request.query)),
      }),
    ),
    get(
      REPORT,
      {
        summary: 'How many instances of each definition have ended and may go',
        query: { ...reportFields, ...PAGING_FIELDS, ...SORTING_FIELDS },
        answer: z.array(cleanableProcessInstanceReportDto),
      },
      async (request) =>
        json(await historyCleanup.listCleanableProcessInstances(queryFromParams(reportFields, request.query))),
    ),
  ];
}
