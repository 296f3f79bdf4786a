import { ProcessEngineError } from '@anliu/engine-protocol';
import { createLooseJob, finishLooseJob } from '@anliu/engine-kernel';
import type { Batch, Context, Job } from '@anliu/engine-kernel';
import type { Core, LooseJobHandler } from '../runtime-core.js';
import { endBatch } from './end.js';
import { MONITOR_JOB, SEED_JOB } from './handler-types.js';
import { oneAfterAnother } from './operation.js';
import { BATCH_OPERATIONS } from './operations/index.js';
import type { BatchType } from './operations/index.js';

function batchOf({ rows }: Core, job: Job): Batch {
  const batch = rows.get('batch', job.batchId ?? '');
  if (!batch) throw new ProcessEngineError(`Batch with id '${job.batchId ?? ''}' cannot be found: batch is null`);
  return batch;
}

/** A job of a batch is as suspended and as urgent as its job definition says. */
function createBatchJob(core: Core, ctx: Context, batch: Batch, handlerType: string, dueDate: number | null): Job {
  const definitionIds = { [SEED_JOB]: batch.seedJobDefinitionId, [MONITOR_JOB]: batch.monitorJobDefinitionId };
  const jobDefinitionId = (definitionIds as Record<string, string>)[handlerType] ?? batch.batchJobDefinitionId;
  const definition = core.rows.get('jobDefinition', jobDefinitionId);
  return createLooseJob(ctx, {
    handlerType,
    handlerConfiguration: batch.id,
    jobDefinitionId,
    batchId: batch.id,
    dueDate,
    type: handlerType === MONITOR_JOB ? 'timer' : 'message',
    priority: definition?.overridingJobPriority ?? 0,
    suspended: definition?.suspended ?? false,
    tenantId: batch.tenantId,
  });
}

/** Gives the next items their jobs; when none is left, the monitor takes over. */
const seed: LooseJobHandler = (core, ctx, job) => {
  const batch = batchOf(core, job);
  finishLooseJob(ctx, job);
  const { db, rows } = core;
  const { batchJobsPerSeed, invocationsPerBatchJob } = batch;
  const taken = rows.where(
    'batchItem',
    'batch_id = ? AND job_id IS NULL ORDER BY id LIMIT ?',
    batch.id,
    batchJobsPerSeed * invocationsPerBatchJob,
  );
  let jobsCreated = 0;
  for (let from = 0; from < taken.length; from += invocationsPerBatchJob) {
    const jobId = createBatchJob(core, ctx, batch, batch.type, null).id;
    for (const { id } of taken.slice(from, from + invocationsPerBatchJob)) rows.update('batchItem', id, { jobId });
    jobsCreated++;
  }
  rows.update('batch', batch.id, { jobsCreated: batch.jobsCreated + jobsCreated });
  const left = db.prepare('SELECT 1 FROM batch_item WHERE batch_id = ? AND job_id IS NULL LIMIT 1').get(batch.id);
  createBatchJob(core, ctx, batch, left === undefined ? MONITOR_JOB : SEED_JOB, null);
};

/** Ends a batch none of whose jobs is left, else looks again later. */
const monitor: LooseJobHandler = (core, ctx, job) => {
  const batch = batchOf(core, job);
  finishLooseJob(ctx, job);
  const remaining = core.db
    .prepare('SELECT 1 FROM job WHERE job_definition_id = ? LIMIT 1')
    .get(batch.batchJobDefinitionId);
  if (remaining === undefined) endBatch(core, ctx, batch, job.id);
  else createBatchJob(core, ctx, batch, MONITOR_JOB, ctx.now + core.batchSettings.pollTime);
};

/** Works on the items of one job, all or none. */
const execute: LooseJobHandler = (core, ctx, job) => {
  const { rows } = core;
  const batch = batchOf(core, job);
  if (batch.executionStartTime === null) {
    rows.update('batch', batch.id, { executionStartTime: ctx.now });
    rows.update('historicBatch', batch.id, { executionStartTime: ctx.now });
  }
  const items = rows.where('batchItem', 'job_id = ? ORDER BY id', job.id);
  for (const { id } of items) rows.remove('batchItem', id);
  finishLooseJob(ctx, job);
  const operation = BATCH_OPERATIONS[batch.type as BatchType];
  oneAfterAnother(
    ctx,
    items.map(({ item }) => item),
    (item) => operation.each(ctx, item, batch.configuration as never, core),
  );
};

export const batchJobHandlers = (): Record<string, LooseJobHandler> => ({
  [SEED_JOB]: seed,
  [MONITOR_JOB]: monitor,
  ...Object.fromEntries(Object.keys(BATCH_OPERATIONS).map((type) => [type, execute])),
});
