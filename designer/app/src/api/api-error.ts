import { ERROR, type ErrorBody, type FieldError } from '@anliu/contract';

/** Why a request has no usable answer. `refused` is the server's considered answer; the others say nothing about the command. */
export type FailureKind = 'refused' | 'offline' | 'timeout' | 'broken';

/** The one error every API call throws. `message` is a Chinese sentence fit for the screen, or empty when the screen must word it itself. */
export class ApiError extends Error {
  readonly kind: FailureKind;
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[];
  readonly details: Record<string, unknown>;
  readonly incident: string | undefined;

  constructor(kind: FailureKind, status: number, body: Partial<ErrorBody> = {}) {
    super(body.message ?? '');
    this.name = 'ApiError';
    this.kind = kind;
    this.status = status;
    this.code = body.code ?? '';
    this.fields = body.fields ?? [];
    this.details = body.details ?? {};
    this.incident = body.incident;
  }

  is(code: (typeof ERROR)[keyof typeof ERROR]): boolean {
    return this.code === code;
  }
}

export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError('broken', 0, { message: error instanceof Error ? error.message : String(error) });

/** Reads the body of an answer that is not 2xx; anything that is not our error shape becomes `broken` without a text. */
export function errorOf(status: number, body: unknown): ApiError {
  const error = (body as { error?: unknown } | null | undefined)?.error;
  if (error && typeof error === 'object' && typeof (error as ErrorBody).code === 'string') {
    return new ApiError(status >= 500 ? 'broken' : 'refused', status, error as ErrorBody);
  }
  return new ApiError('broken', status);
}
