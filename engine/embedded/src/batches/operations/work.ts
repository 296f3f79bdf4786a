import { commands } from '@anliu/engine-kernel';
import type { BatchOperation } from '../operation.js';

export interface RetriesConfiguration {
  readonly retries: number;
  /** Milliseconds; absent: the due date stays. */
  readonly dueDate?: number | null;
}

export const jobRetries: BatchOperation<RetriesConfiguration> = {
  each: (ctx, id, { retries, dueDate }) => commands.setJobRetries(ctx, id, retries, dueDate),
};

export const externalTaskRetries: BatchOperation<{ readonly retries: number }> = {
  each: (ctx, id, { retries }) => commands.setExternalTaskRetries(ctx, [id], retries),
};
