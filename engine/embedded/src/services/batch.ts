import { BadUserRequestError } from '@anliu/engine-protocol';
import type { BatchService } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { Batch } from '@anliu/engine-kernel';
import { deleteBatchHistory, endBatch } from '../batches/end.js';
import { historyBatchStarts } from '../batches/start-history.js';
import { batchStarts } from '../batches/start.js';
import { suspension } from '../operation-log/instances.js';
import { NO_PROPERTY, changed, logOperation } from '../operation-log/operation.js';
import type { PropertyChange, UserOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';

const onBatch = (
  operationType: string,
  { id, tenantId }: Pick<Batch, 'id' | 'tenantId'>,
  changes: readonly PropertyChange[],
): UserOperation => ({ operationType, entityType: 'Batch', category: 'Operator', changes, batchId: id, tenantId });

export function batchService(core: Core): BatchService {
  const { processor, rows, reads } = core;
  const batchOf = (id: string): Batch => {
    const batch = rows.get('batch', id);
    if (!batch) throw new BadUserRequestError(`Batch for id '${id}' cannot be found: batch is null`);
    return batch;
  };
  return {
    ...reads.batches,
    ...batchStarts(core),
    ...historyBatchStarts(core),
    setSuspended: (id, suspended) =>
      processor.executeWithSql((ctx) => {
        const batch = batchOf(id);
        const state = changed('suspensionState', null, suspension(suspended));
        logOperation(ctx, () => onBatch(suspended ? 'SuspendBatch' : 'ActivateBatch', batch, [state]));
        rows.update('batch', id, { suspended });
        for (const definition of [batch.seedJobDefinitionId, batch.monitorJobDefinitionId, batch.batchJobDefinitionId])
          rows.update('jobDefinition', definition, { suspended });
        for (const job of rows.where('job', 'batch_id = ?', id)) commands.setJobSuspended(ctx, job.id, suspended);
      }),
    delete: (id, options = {}) =>
      processor.executeWithSql((ctx) => {
        const batch = batchOf(id);
        const change = changed('cascadeToHistory', null, options.cascade ?? false);
        logOperation(ctx, () => onBatch('Delete', batch, [change]));
        endBatch(core, ctx, batch);
        if (options.cascade) deleteBatchHistory(core, ctx, id);
      }),
    deleteHistoric: (id) =>
      processor.executeWithSql((ctx) => {
        const batch = rows.get('historicBatch', id);
        if (!batch)
          throw new BadUserRequestError(`Historic batch for id '${id}' cannot be found: historicBatch is null`);
        logOperation(ctx, () => onBatch('DeleteHistory', batch, NO_PROPERTY));
        deleteBatchHistory(core, ctx, id);
      }),
  };
}
