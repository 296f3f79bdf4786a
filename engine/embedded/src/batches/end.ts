import { commands } from '@anliu/engine-kernel';
import type { Batch, Context } from '@anliu/engine-kernel';
import type { Core } from '../runtime-core.js';

/** Takes a batch away with the jobs and items it still has. Its history stays and is closed. */
export function endBatch(core: Core, ctx: Context, batch: Batch, running?: string): void {
  const { db, rows } = core;
  for (const { id } of rows.where('job', 'batch_id = ?', batch.id)) {
    // The job that ends the batch has finished itself.
    if (id !== running) commands.removeJob(ctx, id);
  }
  for (const id of [batch.seedJobDefinitionId, batch.monitorJobDefinitionId, batch.batchJobDefinitionId])
    rows.remove('jobDefinition', id);
  db.prepare('DELETE FROM batch_item WHERE batch_id = ?').run(batch.id);
  rows.remove('batch', batch.id);
  rows.update('historicBatch', batch.id, { endTime: ctx.now });
}

/** Removes what history tells of a batch, what this very command would tell of it included. */
export function deleteBatchHistory({ db, rows }: Core, ctx: Context, id: string): void {
  const batch = rows.get('historicBatch', id);
  if (!batch) return;
  const definitions = [batch.seedJobDefinitionId, batch.monitorJobDefinitionId, batch.batchJobDefinitionId];
  for (const definition of definitions) {
    db.prepare('DELETE FROM hi_incident WHERE job_definition_id = ?').run(definition);
    db.prepare('DELETE FROM hi_job_log WHERE job_definition_id = ?').run(definition);
  }
  rows.remove('historicBatch', id);
  const told = ctx.outbox.history.filter(
    (effect) =>
      effect.kind !== 'historicJobLog' ||
      effect.op !== 'insert' ||
      !definitions.includes(effect.row.jobDefinitionId ?? ''),
  );
  ctx.outbox.history.splice(0, ctx.outbox.history.length, ...told);
}
