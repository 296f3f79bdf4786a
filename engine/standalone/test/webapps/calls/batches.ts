import type { WebappCall } from './call.js';
import { BATCH, BATCH_STATISTICS, COUNT, HISTORIC_BATCH } from './shapes.js';

const by = 'neo' as const;
export const BATCHES: readonly WebappCall[] = [
  {
    by,
    call: 'GET /batch/statistics?sortBy=batchId&sortOrder=desc&firstResult=0&maxResults=20',
    reads: [BATCH_STATISTICS],
  },
  {
    by,
    call: 'GET /batch/statistics?sortBy=tenantId&sortOrder=asc&suspended=false&withoutTenantId=true&type=instance-deletion&firstResult=0&maxResults=20',
    reads: [BATCH_STATISTICS],
  },
  { by, call: 'GET /batch/statistics?batchId={batch}', reads: [BATCH_STATISTICS] },
  {
    by: 'classic',
    call: 'GET /batch/statistics/?firstResult=0&maxResults=50&sortBy=startTime&sortOrder=asc',
    reads: [BATCH_STATISTICS],
  },
  { by: 'classic', call: 'GET /batch/statistics/count', reads: COUNT },
  { by: 'classic', call: 'GET /batch/{batch}', reads: BATCH },
  { by, call: 'GET /history/batch?sortBy=batchId&sortOrder=desc&firstResult=0&maxResults=20', reads: [HISTORIC_BATCH] },
  {
    by: 'classic',
    call: 'GET /history/batch?completed=true&sortBy=startTime&sortOrder=desc&firstResult=0&maxResults=50',
    reads: [HISTORIC_BATCH],
  },
  { by: 'classic', call: 'GET /history/batch/count?completed=true', reads: COUNT },
  { by: 'both', call: 'GET /history/batch/{endedBatch}', reads: { ...HISTORIC_BATCH, endTime: 'instant' } },
  {
    by: 'classic',
    call: 'GET /history/job-log?jobDefinitionId={batchJobs}&sortBy=timestamp&sortOrder=desc&firstResult=0&maxResults=50',
    reads: [{ id: 'text', timestamp: 'instant', jobId: 'text', jobExceptionMessage: 'text?' }],
  },
  { by: 'both', call: 'PUT /batch/{batch}/suspended', body: { suspended: true }, status: 204 },
  { by: 'both', call: 'PUT /batch/{batch}/suspended', body: { suspended: false }, status: 204 },
  // Nothing of the batch has failed yet: the query of the jobs finds none.
  {
    by,
    call: 'POST /job/retries',
    body: { retries: 1, jobQuery: { jobDefinitionId: '{batchJobs}', withException: true } },
    status: 400,
  },
  {
    by: 'classic',
    call: 'POST /process-instance/delete',
    body: {
      processInstanceIds: ['{packed}'],
      deleteReason: 'x',
      skipCustomListeners: true,
      skipSubprocesses: true,
      skipIoMappings: true,
    },
    reads: BATCH,
    keep: 'madeBatch',
  },
  {
    by: 'classic',
    call: 'POST /history/process-instance/delete',
    body: { historicProcessInstanceIds: ['{finished}'], deleteReason: 'old' },
    reads: BATCH,
    keep: 'historicBatch',
  },
  {
    by: 'classic',
    call: 'POST /history/process-instance/set-removal-time',
    body: { hierarchical: true, clearedRemovalTime: true, historicProcessInstanceIds: ['{finished}'] },
    reads: BATCH,
  },
  {
    by: 'classic',
    call: 'POST /external-task/retries-async',
    body: { externalTaskIds: ['{failedTask}'], retries: 3 },
    reads: BATCH,
  },
  { by: 'both', call: 'DELETE /batch/{freshBatch}?cascade=true', body: null, status: 204 },
  { by: 'classic', call: 'DELETE /batch/{madeBatch}', body: {}, status: 204 },
  { by: 'classic', call: 'DELETE /history/batch/{endedBatch}', body: {}, status: 204 },
];
