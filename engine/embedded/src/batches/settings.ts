import { BadUserRequestError, LimitError } from '@anliu/engine-protocol';
import { BATCH_JOBS_PER_SEED, BATCH_POLL_MS, INVOCATIONS_PER_BATCH_JOB, MAX_BATCH_ITEMS } from '../limits.js';

/** How batches are cut into jobs. */
export interface BatchSettings {
  /** Jobs one run of a seed job makes. */
  readonly jobsPerSeed: number;
  /** Items one job works on, in one transaction. */
  readonly invocationsPerJob: number;
  /** The same for single types of batches. */
  readonly invocationsPerJobByType: Readonly<Record<string, number>>;
  /** Milliseconds between two looks whether a batch is done. */
  readonly pollTime: number;
  /** Items one batch may have. */
  readonly maxItems: number;
}

export const batchSettings = (given: Partial<BatchSettings> = {}): BatchSettings => ({
  jobsPerSeed: BATCH_JOBS_PER_SEED,
  invocationsPerJob: INVOCATIONS_PER_BATCH_JOB,
  invocationsPerJobByType: {},
  pollTime: BATCH_POLL_MS,
  maxItems: MAX_BATCH_ITEMS,
  ...given,
});

/** @throws BadUserRequestError when there is nothing to do, LimitError when there is too much */
export function checkItems(items: readonly string[], what: string, { maxItems }: BatchSettings): void {
  if (items.length === 0) throw new BadUserRequestError(`${what} is empty`);
  if (items.length > maxItems) {
    throw new LimitError(
      'MAX_BATCH_ITEMS',
      `一个批次最多处理 ${maxItems} 项，收到 ${items.length} 项；请缩小查询条件或分批提交`,
      { status: 400 },
    );
  }
}
