import {
  AuthorizationError,
  BadUserRequestError,
  EngineError,
  InvalidRequestError,
  MigratingProcessInstanceValidationError,
  MigrationPlanValidationError,
  NotAllowedError,
  NotFoundError,
  ParseError,
  RestError,
  SuspendedEntityError,
} from '@anliu/engine-protocol';
import { z } from 'zod';

/** Body of every error answer, as Camunda writes it. */
interface ExceptionDto {
  readonly type: string;
  readonly message: string;
  readonly code: number | null;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly body: ExceptionDto;
}

const REST_CODES: ReadonlySet<string> = new Set(['engine.invalid-request', 'engine.rest', 'engine.authentication']);

/**
 * Only the engine's own exceptions have a code: what the REST layer finds by itself has none, unless an exception of the
 * engine caused it.
 */
function codeOf(error: EngineError): number | null {
  const ofRest = REST_CODES.has(error.code) || (NotFoundError.isInstance(error) && !ofEngine(error));
  if (!ofRest) return error.numericCode;
  const { cause } = error;
  if (!EngineError.isInstance(cause)) return null;
  return NotFoundError.isInstance(cause) ? cause.numericCode : codeOf(cause);
}

const ofEngine = ({ type }: EngineError): boolean => type !== 'InvalidRequestException' && type !== 'RestException';

/** Status and body for anything a route throws. Unknown errors show no inner details. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (EngineError.isInstance(error)) {
    const body = { type: error.type, message: error.message, code: codeOf(error) };
    if (ParseError.isInstance(error)) return { status: error.status, body: { ...body, ...parseDetails(error) } };
    if (MigrationPlanValidationError.isInstance(error) || MigratingProcessInstanceValidationError.isInstance(error)) {
      const { validationReport } = error;
      return { status: error.status, body: { ...body, validationReport } as ExceptionDto };
    }
    if (AuthorizationError.isInstance(error))
      return { status: error.status, body: { ...body, ...missingRights(error) } };
    return { status: error.status, body };
  }
  return {
    status: 500,
    body: { type: 'RestException', message: 'The engine could not carry out the request', code: 0 },
  };
}

/** Which rights were missing; a single one is named once more, for clients of old. */
function missingRights({ userId, missing }: AuthorizationError) {
  if (missing.length === 0) return {};
  const [only] = missing.length === 1 ? missing : [];
  return {
    userId,
    resourceName: only?.resourceName ?? null,
    resourceId: only?.resourceId ?? null,
    permissionName: only?.permissionName ?? null,
    missingAuthorizations: missing,
  };
}

const parseDetails = (error: ParseError) => ({
  details: Object.fromEntries(
    Object.entries(error.details).map(([resource, { errors, warnings }]) => [
      resource,
      { errors: errors.map(problemDto), warnings: warnings.map(problemDto) },
    ]),
  ),
});

const problemDto = ({ message, line, column, mainElementId, elementIds }: ParseError['problems'][number]) => ({
  message,
  line: line ?? 0,
  column: column ?? 0,
  mainElementId: mainElementId ?? elementIds[0] ?? null,
  elementIds,
});

export const notFound: ErrorAnswer = {
  status: 404,
  body: { type: 'NotFoundException', message: 'HTTP 404 Not Found', code: null },
};
export const methodNotAllowed: ErrorAnswer = {
  status: 405,
  body: { type: 'NotAllowedException', message: 'HTTP 405 Method Not Allowed', code: null },
};

/** Checks a body and names the first field that is wrong. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'the request body';
  throw new InvalidRequestError(`Invalid value of ${where}: ${issue?.message ?? 'not as expected'}`);
}

/** Wrong input of a command, told with what the command was about. */
export async function invalidAs<T>(prefix: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!InvalidRequestError.isInstance(error)) throw error;
    throw new InvalidRequestError(`${prefix}: ${error.message}`, { cause: error });
  }
}

/**
 * How Camunda reports a failed command: wrong input keeps its status and gets the prefix; whatever the engine refuses
 * becomes a RestException with status 500; with `refusal` what is not allowed (now) becomes one with that status.
 */
export async function failingAs<T>(prefix: string, run: () => Promise<T>, { refusal = 500 } = {}): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!EngineError.isInstance(error) || AuthorizationError.isInstance(error)) throw error;
    const message = `${prefix}: ${error.message}`;
    if (InvalidRequestError.isInstance(error)) throw new InvalidRequestError(message, { cause: error });
    const isRefusal =
      BadUserRequestError.isInstance(error) ||
      NotAllowedError.isInstance(error) ||
      SuspendedEntityError.isInstance(error);
    throw new RestError(message, isRefusal ? refusal : 500, { numericCode: error.numericCode, cause: error });
  }
}
