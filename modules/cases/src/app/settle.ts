import type { CaseRecord } from '../domain/case.js';
import { SETTLE_MS } from '../limits.js';
import type { CaseContext } from './context.js';

const LOOK_AGAIN_MS = 25;

/**
 * Waits until what follows automatically from a command is done (documents, child cases, notices), at most `SETTLE_MS`, so that an
 * answer can say what happened. What takes longer or failed goes on by itself.
 */
export async function settle(context: CaseContext, record: CaseRecord): Promise<CaseRecord> {
  const until = Date.now() + SETTLE_MS;
  await context.pump.drained();
  while (record.instanceId !== undefined && Date.now() < until) {
    const waiting = await context.engine.externalTasks.count({
      processInstanceId: record.instanceId,
      withRetriesLeft: true,
    });
    if (waiting === 0) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    await context.pump.drained();
  }
  await context.pump.drained();
  return context.store.get(record._id);
}
