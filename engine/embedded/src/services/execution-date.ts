import { UnsupportedError } from '@anliu/engine-protocol';
import type { DateTimeString } from '@anliu/engine-protocol';

/** Suspending and activating definitions happens at once: what is meant for later is refused, never done early. */
export function refuseExecutionDate(executionDate: DateTimeString | null | undefined): void {
  if (executionDate)
    throw new UnsupportedError('executionDate is not supported: suspend or activate when it is meant to happen');
}
