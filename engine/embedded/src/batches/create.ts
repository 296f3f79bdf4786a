import { createLooseJob } from '@anliu/engine-kernel';
import type { Batch } from '@anliu/engine-kernel';
import { logOperation } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';
import { MONITOR_JOB, SEED_JOB } from './handler-types.js';
import { BATCH_OPERATIONS } from './operations/index.js';
import type { BatchType } from './operations/index.js';
import { checkItems } from './settings.js';

export interface NewBatch {
  readonly type: BatchType;
  /** Ids of what is worked on; the same id twice counts once. */
  readonly items: readonly string[];
  /** How an empty list of items is reported, e.g. `processInstanceIds`. */
  readonly itemsAre: string;
  /** JSON, given to the operation with every item. */
  readonly configuration: unknown;
  readonly createUserId?: string | null | undefined;
  readonly tenantId?: string | null | undefined;
  /** What the log of operations says of it. */
  readonly operation: (nrOfInstances: number) => UserOperation;
}

/**
 * Starts a batch: when the promise resolves, the batch, its items and its seed job are on disk.
 * @throws BadUserRequestError when there are no items, LimitError when there are too many
 */
export async function createBatch(core: Core, input: NewBatch): Promise<Batch> {
  const items = [...new Set(input.items)];
  checkItems(items, input.itemsAre, core.batchSettings);
  if (!(input.type in BATCH_OPERATIONS)) throw new Error(`no operation for batches of type '${input.type}'`);
  const { rows, newId, now } = core;
  const { jobsPerSeed, invocationsPerJob, invocationsPerJobByType } = core.batchSettings;
  const invocations = invocationsPerJobByType[input.type] ?? invocationsPerJob;
  return core.processor.executeWithSql((ctx) => {
    const id = newId();
    const tenantId = input.tenantId ?? null;
    const jobDefinition = (jobType: string): string => {
      const definition = {
        id: newId(),
        processDefinitionId: null,
        processDefinitionKey: null,
        jobType,
        jobConfiguration: id,
        activityId: null,
        suspended: false,
        overridingJobPriority: null,
        deploymentId: null,
        tenantId,
      };
      rows.put('jobDefinition', definition);
      return definition.id;
    };
    const { jobsCreated, suspended, configuration, ...historic }: Batch = {
      id,
      type: input.type,
      totalJobs: Math.ceil(items.length / invocations),
      jobsCreated: 0,
      batchJobsPerSeed: jobsPerSeed,
      invocationsPerBatchJob: invocations,
      seedJobDefinitionId: jobDefinition(SEED_JOB),
      monitorJobDefinitionId: jobDefinition(MONITOR_JOB),
      batchJobDefinitionId: jobDefinition(input.type),
      configuration: input.configuration,
      suspended: false,
      tenantId,
      createUserId: input.createUserId ?? ctx.actor.userId,
      startTime: now(),
      executionStartTime: null,
    };
    logOperation(ctx, () => input.operation(items.length));
    const batch: Batch = { ...historic, jobsCreated, suspended, configuration };
    rows.put('batch', batch);
    rows.put('historicBatch', { ...historic, endTime: null, removalTime: null });
    for (const item of items) rows.put('batchItem', { id: newId(), batchId: id, jobId: null, item });
    createLooseJob(ctx, {
      handlerType: SEED_JOB,
      handlerConfiguration: id,
      jobDefinitionId: batch.seedJobDefinitionId,
      batchId: id,
      tenantId,
    });
    return batch;
  });
}
