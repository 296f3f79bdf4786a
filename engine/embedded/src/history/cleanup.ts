import { HISTORY_TABLES, rescheduleLooseJob } from '@anliu/engine-kernel';
import { CLEANUP_MAX_DELAY_MS, CLEANUP_START_DELAY_MS } from '../limits.js';
import { prepare } from '../queries/index.js';
import type { Core, LooseJobHandler } from '../runtime-core.js';
import { currentOrNextWindow, isWithin, nextWindow } from './batch-window.js';

export const CLEANUP_JOB = 'history-cleanup';

interface CleanupConfiguration {
  readonly immediatelyDue: boolean;
  /** Runs in a row that found little to do. */
  readonly countEmptyRuns: number;
}

function removeInstances({ db }: Core, ids: readonly string[]): void {
  const list = JSON.stringify(ids);
  for (const { name, columns } of Object.values(HISTORY_TABLES)) {
    const column = 'processInstanceId' in columns ? 'process_instance_id' : 'id';
    prepare(db, `DELETE FROM ${name} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(list);
  }
}

/** Removes a portion of what may go by now. Answers whether there may be more. */
function cleanUp(core: Core, now: number): boolean {
  const { db, historySettings } = core;
  const { cleanupBatchSize } = historySettings;
  const due = (table: string): string[] =>
    prepare(db, `SELECT id FROM ${table} WHERE removal_time <= ? ORDER BY removal_time LIMIT ?`)
      .all(now, cleanupBatchSize)
      .map(({ id }) => String(id));
  const instances = due('hi_process_instance');
  removeInstances(core, instances);
  const decisions = due('hi_decision_instance');
  for (const id of decisions) core.rows.remove('historicDecisionInstance', id);
  const batches = due('hi_batch');
  for (const id of batches) core.rows.remove('historicBatch', id);
  return [instances, decisions, batches].some((ids) => ids.length === cleanupBatchSize);
}

/** The cleanup job stays: after a run it is due again at once, a little later, in the next window, or it is suspended. */
export const cleanup: LooseJobHandler = (core, ctx, job) => {
  const { batchWindow } = core.historySettings;
  const { immediatelyDue, countEmptyRuns } = JSON.parse(job.handlerConfiguration ?? '{}') as CleanupConfiguration;
  const window = batchWindow && currentOrNextWindow(batchWindow, ctx.now);
  const open = window !== undefined && isWithin(window, ctx.now);
  const isMore = (immediatelyDue || open) && cleanUp(core, ctx.now);
  const again = (dueDate: number | null, emptyRuns: number, suspended = false): void => {
    const handlerConfiguration = JSON.stringify({ immediatelyDue, countEmptyRuns: emptyRuns });
    rescheduleLooseJob(ctx, job, { dueDate, handlerConfiguration, suspended });
  };
  const later = ctx.now + Math.min(2 ** countEmptyRuns * CLEANUP_START_DELAY_MS, CLEANUP_MAX_DELAY_MS);
  if (isMore) again(ctx.now, 0);
  else if (open && isWithin(window, later)) again(later, countEmptyRuns + 1);
  else if (batchWindow) again(nextWindow(batchWindow, ctx.now).start, 0);
  else again(job.dueDate, 0, true);
};
