import { BadUserRequestError } from '@anliu/engine-protocol';
import type { DateTimeString } from '@anliu/engine-protocol';

/** Suspending and activating definitions happens at once: what is meant for later is refused, never done early. */
export function refuseExecutionDate(executionDate: DateTimeString | null | undefined): void {
  if (executionDate) throw new BadUserRequestError('executionDate：暂不支持定时挂起，请在需要时直接调用');
}
