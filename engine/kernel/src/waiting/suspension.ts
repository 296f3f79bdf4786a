import { SuspendedEntityError } from '@anliu/engine-protocol';
import type { Execution } from '../tables/entities.js';

/** Nothing begins or ends in a suspended instance, whoever set it in motion. */
export function refuseSuspended(execution: Execution): void {
  if (execution.suspended) {
    throw new SuspendedEntityError(`ENGINE-03040 Execution with id '${execution.id}' is suspended.`);
  }
}
