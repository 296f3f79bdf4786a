import { ERROR, type ErrorBody, type FieldError } from '@anliu/contract';
import { spoken, type Language, type Sentence, type Unspoken } from '@anliu/sentences';

/** A refused field as modules name it: its sentence is told when the answer is written. */
export type FieldRefusal = Unspoken<FieldError, 'message'>;

/** What an error says: a sentence of a catalogue, or a text that is data already (a check or a message of a pack). */
export type Message = Sentence | string;

/**
 * The one error a module throws to answer a request with something other than 2xx.
 * `said` is for the person: what happened, where, what to do; told in the language of the request. As an `Error` its message is Chinese,
 * for the log. 5xx texts never leave the server.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly said: Message;
  readonly fields: readonly FieldRefusal[] | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    status: number,
    code: string,
    said: Message,
    more: { fields?: readonly FieldRefusal[]; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(String(said), more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.status = status;
    this.code = code;
    this.said = said;
    this.fields = more.fields;
    this.details = more.details;
  }

  toBody(language: Language): ErrorBody {
    const { code, said, fields, details } = this;
    const body = { code, message: said, ...(fields ? { fields } : {}), ...(details ? { details } : {}) };
    return JSON.parse(spoken(body, language) ?? '{}') as ErrorBody;
  }
}

export const invalid = (said: Message, fields?: readonly FieldRefusal[], code: string = ERROR.invalid): AppError =>
  new AppError(400, code, said, fields ? { fields } : {});
/** 422: the form itself is fine JSON, but fields are refused. */
export const formInvalid = (said: Message, fields: readonly FieldRefusal[]): AppError =>
  new AppError(422, ERROR.formInvalid, said, { fields });
export const forbidden = (said: Message, code: string = ERROR.forbidden): AppError => new AppError(403, code, said);
/** Also the answer for things that exist but that this person may not see. */
export const notFound = (said: Message): AppError => new AppError(404, ERROR.notFound, said);
export const conflict = (code: string, said: Message, details?: Record<string, unknown>): AppError =>
  new AppError(409, code, said, details ? { details } : {});

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
