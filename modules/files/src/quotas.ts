import { ERROR } from '@anliu/contract';
import { AppError, type Message } from '@anliu/kit';
import { inMegabytes, MAX_CASE_BYTES, MAX_INSTALLATION_BYTES, MAX_PERSON_DAY_BYTES } from './limits.js';
import { say } from './sentences.js';

/** How many bytes of files there may be. */
export interface Quotas {
  readonly personDay: number;
  readonly case: number;
  readonly installation: number;
}

export const QUOTAS: Quotas = {
  personDay: MAX_PERSON_DAY_BYTES,
  case: MAX_CASE_BYTES,
  installation: MAX_INSTALLATION_BYTES,
};

const ADVICE: Record<keyof Quotas, (said: { used: string; limit: string }) => Message> = {
  personDay: (said) => say.quotaPersonDay(said),
  case: (said) => say.quotaCase(said),
  installation: (said) => say.quotaInstallation(said),
};

/** @throws AppError 413 UPLOAD_QUOTA naming what is used, the limit, and what to do, when `more` bytes would pass it */
export function withinQuota(quotas: Quotas, which: keyof Quotas, used: number, more: number): void {
  const limit = quotas[which];
  if (used + more <= limit) return;
  const details = { quota: which, used, limit, size: more };
  throw new AppError(413, ERROR.uploadQuota, ADVICE[which]({ used: inMegabytes(used), limit: inMegabytes(limit) }), {
    details,
  });
}
