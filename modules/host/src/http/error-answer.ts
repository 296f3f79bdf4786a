import { randomBytes } from 'node:crypto';
import { ERROR, type ErrorBody } from '@anliu/contract';
import { AppError, invalid, type Logger } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';
import type { Language } from '@anliu/sentences';
import { UnsafeDataError } from '@anliu/storage';
import { say } from '../sentences.js';

export interface ErrorAnswer {
  readonly status: number;
  readonly body: { error: ErrorBody };
  readonly headers: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly log: Logger;
  readonly request: Record<string, unknown>;
  readonly now: Date;
  readonly language: Language;
}

/** Turns whatever was thrown into an answer. What we did not foresee gets a number; its text stays in the log. */
export function answerTo(error: unknown, { log, request, now, language }: Asked): ErrorAnswer {
  const known = knownError(error);
  if (known && known.status < 500) {
    const retryAfter = known.details?.retryAfter;
    return {
      status: known.status,
      body: { error: known.toBody(language) },
      headers: typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {},
    };
  }
  const incident = incidentNumber(now);
  log.error('request failed', {
    ...request,
    incident,
    error: error instanceof Error ? error : String(error),
    cause: causeOf(error),
  });
  if (known)
    return {
      status: known.status,
      body: { error: { ...known.toBody(language), incident } },
      headers: { 'retry-after': '5' },
    };
  return {
    status: 500,
    body: {
      error: {
        code: ERROR.internal,
        message: say.incident({ incident }).in(language),
        incident,
      },
    },
    headers: {},
  };
}

function knownError(error: unknown): AppError | undefined {
  // 500 is never meant for the person: its text could say anything. 503 is: it says when to come back.
  if (error instanceof AppError) return error.status === 500 ? undefined : error;
  if (error instanceof UnsafeDataError)
    return invalid(error.said, [{ path: error.path, code: error.code, message: error.said }]);
  return undefined;
}

const causeOf = (error: unknown): string | undefined =>
  error instanceof Error && error.cause !== undefined
    ? String(error.cause instanceof Error ? error.cause.stack : error.cause)
    : undefined;

/** e.g. `20261123-7f3k9q`: short enough to be read out on the telephone. */
const incidentNumber = (now: Date): string =>
  `${dayOf(now).replaceAll('-', '')}-${randomBytes(4).toString('hex').slice(0, 6)}`;
