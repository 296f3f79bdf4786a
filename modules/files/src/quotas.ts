import { ERROR } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import { inMegabytes, MAX_CASE_BYTES, MAX_INSTALLATION_BYTES, MAX_PERSON_DAY_BYTES } from './limits.js';

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

const ADVICE: Record<keyof Quotas, (used: number, limit: number) => string> = {
  personDay: (used, limit) =>
    `您今天已上传 ${inMegabytes(used)}，每人每天最多 ${inMegabytes(limit)}。请压缩照片，或明天再上传；急需时请联系系统管理员。`,
  case: (used, limit) =>
    `本办件已有 ${inMegabytes(used)} 的文件，每件最多 ${inMegabytes(limit)}。请去掉不需要的附件，或压缩后再提交。`,
  installation: (used, limit) =>
    `本系统已存 ${inMegabytes(used)} 的文件，上限 ${inMegabytes(limit)}。请联系系统管理员清理或扩容后再上传。`,
};

/** @throws AppError 413 UPLOAD_QUOTA naming what is used, the limit, and what to do, when `more` bytes would pass it */
export function withinQuota(quotas: Quotas, which: keyof Quotas, used: number, more: number): void {
  const limit = quotas[which];
  if (used + more <= limit) return;
  const details = { quota: which, used, limit, size: more };
  throw new AppError(413, ERROR.uploadQuota, ADVICE[which](used, limit), { details });
}
