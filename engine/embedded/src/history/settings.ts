import type { HistoryLevel } from '@anliu/engine-kernel';
import { CLEANUP_BATCH_SIZE } from '../limits.js';
import type { BatchWindow } from './batch-window.js';

/** When history may go, and when it is cleaned up. */
export interface HistorySettings {
  /** How much is kept. Camunda's default is `full`. */
  readonly level: HistoryLevel;
  /** From when the time to live counts: the end of the root instance, its start, or never. Camunda's default is `end`. */
  readonly removalTimeStrategy: 'start' | 'end' | 'none';
  /** Deployments must say how long history lives. Default false. */
  readonly enforceTimeToLive: boolean;
  /** False: history is never cleaned up. Default true. */
  readonly cleanupEnabled: boolean;
  /** When history is cleaned up by itself; without one only when somebody asks for it. */
  readonly batchWindow: BatchWindow | undefined;
  /** Rows of a kind one run of the cleanup removes in one transaction. */
  readonly cleanupBatchSize: number;
}

export const historySettings = (given: Partial<HistorySettings> = {}): HistorySettings => ({
  level: 'full',
  removalTimeStrategy: 'end',
  enforceTimeToLive: false,
  cleanupEnabled: true,
  batchWindow: undefined,
  cleanupBatchSize: CLEANUP_BATCH_SIZE,
  ...given,
});
