import { ERROR, type ErrorBody, type FieldError } from '@anliu/contract';

/**
 * The one error a module throws to answer a request with something other than 2xx.
 * `message` is a Chinese sentence for the person: what happened, where, what to do. 5xx texts never leave the server.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[] | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { fields?: FieldError[]; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.status = status;
    this.code = code;
    this.fields = more.fields;
    this.details = more.details;
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.fields ? { fields: this.fields } : {}),
      ...(this.details ? { details: this.details } : {}),
    };
  }
}

export const invalid = (message: string, fields?: FieldError[], code: string = ERROR.invalid): AppError =>
  new AppError(400, code, message, fields ? { fields } : {});
/** 422: the form itself is fine JSON, but fields are refused. */
export const formInvalid = (message: string, fields: FieldError[]): AppError =>
  new AppError(422, ERROR.formInvalid, message, { fields });
export const forbidden = (message: string, code: string = ERROR.forbidden): AppError =>
  new AppError(403, code, message);
/** Also the answer for things that exist but that this person may not see. */
export const notFound = (message: string): AppError => new AppError(404, ERROR.notFound, message);
export const conflict = (code: string, message: string, details?: Record<string, unknown>): AppError =>
  new AppError(409, code, message, details ? { details } : {});

const STORE_FULL = /^(SQLITE_FULL|ENOSPC|EDQUOT|14031)$/;
const STORE_DAMAGED = /^(SQLITE_CORRUPT|SQLITE_NOTADB)/;
const MAX_CAUSES = 10;

/** Whether a full or damaged disk is behind an error, however it was wrapped. */
export function diskProblem(error: unknown): 'full' | 'damaged' | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < MAX_CAUSES; at = at.cause, depth += 1) {
    const code = String((at as { code?: unknown }).code);
    if (STORE_FULL.test(code)) return 'full';
    if (STORE_DAMAGED.test(code)) return 'damaged';
  }
  return undefined;
}
