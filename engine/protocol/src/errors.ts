// The error vocabulary of the port. `type` is the name Camunda 7 answers over REST, `code` is ours and never changes,
// `status` is the HTTP status the REST dialect gives it.

const MARK: unique symbol = Symbol.for('anliu.engine.error') as never;

/** One located finding of the BPMN parser or of a deployment check. Lines and columns count from 1. */
export interface ParseProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly elementIds: readonly string[];
  readonly mainElementId?: string | null;
  readonly line?: number;
  readonly column?: number;
}

export type EngineErrorCode =
  | 'engine.invalid-request'
  | 'engine.not-found'
  | 'engine.bad-user-request'
  | 'engine.not-allowed'
  | 'engine.suspended'
  | 'engine.parse'
  | 'engine.mismatching-correlation'
  | 'engine.optimistic-locking'
  | 'engine.authorization'
  | 'engine.authentication'
  | 'engine.rest'
  | 'engine.limit'
  | 'engine.unsupported'
  | 'engine.migration-plan'
  | 'engine.migrating-instance'
  | 'engine.process-engine';

export interface EngineErrorOptions {
  /** Camunda's numeric code (0 unless Camunda documents another; 1 for optimistic locking). */
  readonly numericCode?: number;
  readonly cause?: unknown;
}

/**
 * Base of everything the port throws on purpose. Recognise it with `EngineError.isInstance`, which also works when two
 * copies of this package are loaded; `instanceof` does not.
 */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly type: string;
  readonly status: number;
  readonly numericCode: number;

  constructor(code: EngineErrorCode, type: string, status: number, message: string, options: EngineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = type;
    this.code = code;
    this.type = type;
    this.status = status;
    this.numericCode = options.numericCode ?? 0;
    Object.defineProperty(this, MARK, { value: true });
  }

  static isInstance(error: unknown): error is EngineError {
    return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[MARK] === true;
  }
}

const isA = (error: unknown, code: EngineErrorCode): boolean => EngineError.isInstance(error) && error.code === code;

/** The request itself is wrong: unknown field, unparsable value, missing parameter (400). */
export class InvalidRequestError extends EngineError {
  declare readonly code: 'engine.invalid-request';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.invalid-request', 'InvalidRequestException', 400, message, options);
  }
  static override isInstance(error: unknown): error is InvalidRequestError {
    return isA(error, 'engine.invalid-request');
  }
}

/** The addressed thing does not exist (404). `status` 500 or 400 is used where Camunda answers so for a command on it. */
export class NotFoundError extends EngineError {
  declare readonly code: 'engine.not-found';
  constructor(message: string, options: EngineErrorOptions & { status?: number; type?: string } = {}) {
    super('engine.not-found', options.type ?? 'InvalidRequestException', options.status ?? 404, message, options);
  }
  static override isInstance(error: unknown): error is NotFoundError {
    return isA(error, 'engine.not-found');
  }
}

/** The engine refuses a well-formed command because of the state of things: wrong worker, expired lock (400). */
export class BadUserRequestError extends EngineError {
  declare readonly code: 'engine.bad-user-request';
  constructor(message: string, options: EngineErrorOptions & { readonly type?: string } = {}) {
    super('engine.bad-user-request', options.type ?? 'RestException', 400, message, options);
  }
  static override isInstance(error: unknown): error is BadUserRequestError {
    return isA(error, 'engine.bad-user-request');
  }
}

/** The command is not allowed on this kind of thing (400), e.g. resolving an engine-made incident. */
export class NotAllowedError extends EngineError {
  declare readonly code: 'engine.not-allowed';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.not-allowed', 'NotAllowedException', 400, message, options);
  }
  static override isInstance(error: unknown): error is NotAllowedError {
    return isA(error, 'engine.not-allowed');
  }
}

/** The instance, task or job is suspended and refuses the command (400; completing a task answers 500 as Camunda does). */
export class SuspendedEntityError extends EngineError {
  declare readonly code: 'engine.suspended';
  constructor(message: string, options: EngineErrorOptions & { status?: number } = {}) {
    super('engine.suspended', 'SuspendedEntityInteractionException', options.status ?? 400, message, options);
  }
  static override isInstance(error: unknown): error is SuspendedEntityError {
    return isA(error, 'engine.suspended');
  }
}

/** Findings of one deployed resource, as Camunda reports them in `details`. */
export interface ResourceReport {
  readonly errors: readonly ParseProblem[];
  readonly warnings: readonly ParseProblem[];
}

/** A deployed resource cannot be parsed (400); `problems` says where and why, `details` per resource name. */
export class ParseError extends EngineError {
  declare readonly code: 'engine.parse';
  readonly problems: readonly ParseProblem[];
  readonly details: Readonly<Record<string, ResourceReport>>;
  constructor(message: string, details: Readonly<Record<string, ResourceReport>>, options?: EngineErrorOptions) {
    super('engine.parse', 'ParseException', 400, message, options);
    this.details = details;
    this.problems = Object.values(details).flatMap((report) => [...report.errors, ...report.warnings]);
  }
  static override isInstance(error: unknown): error is ParseError {
    return isA(error, 'engine.parse');
  }
}

/** A message matched nothing, or more than one thing (REST: 400 RestException). */
export class MismatchingMessageCorrelationError extends EngineError {
  declare readonly code: 'engine.mismatching-correlation';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.mismatching-correlation', 'MismatchingMessageCorrelationException', 400, message, options);
  }
  static override isInstance(error: unknown): error is MismatchingMessageCorrelationError {
    return isA(error, 'engine.mismatching-correlation');
  }
}

/** Someone else changed it first; repeating the call is safe (500, numeric code 1). */
export class OptimisticLockingError extends EngineError {
  declare readonly code: 'engine.optimistic-locking';
  constructor(message: string, options: EngineErrorOptions = {}) {
    super('engine.optimistic-locking', 'OptimisticLockingException', 500, message, { numericCode: 1, ...options });
  }
  static override isInstance(error: unknown): error is OptimisticLockingError {
    return isA(error, 'engine.optimistic-locking');
  }
}

/** A right a caller lacks, as Camunda's answers show it. */
export interface MissingAuthorization {
  readonly permissionName: string;
  readonly resourceName: string;
  /** Null: any resource of the type. */
  readonly resourceId: string | null;
}

/** The authenticated caller may not do this (403). With `missing`, one of these rights would have been enough. */
export class AuthorizationError extends EngineError {
  declare readonly code: 'engine.authorization';
  readonly userId: string | null;
  readonly missing: readonly MissingAuthorization[];
  constructor(
    message: string,
    options: EngineErrorOptions & { readonly userId?: string; readonly missing?: readonly MissingAuthorization[] } = {},
  ) {
    super('engine.authorization', 'AuthorizationException', 403, message, options);
    this.userId = options.userId ?? null;
    this.missing = options.missing ?? [];
  }
  static override isInstance(error: unknown): error is AuthorizationError {
    return isA(error, 'engine.authorization');
  }
}

/** Nobody is authenticated, or the credentials are wrong (401). */
export class AuthenticationError extends EngineError {
  declare readonly code: 'engine.authentication';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.authentication', 'AuthenticationException', 401, message, options);
  }
  static override isInstance(error: unknown): error is AuthenticationError {
    return isA(error, 'engine.authentication');
  }
}

/** A failure Camunda's REST layer reports under its own name; the status is given (400 or 500). */
export class RestError extends EngineError {
  declare readonly code: 'engine.rest';
  constructor(message: string, status: number, options?: EngineErrorOptions) {
    super('engine.rest', 'RestException', status, message, options);
  }
  static override isInstance(error: unknown): error is RestError {
    return isA(error, 'engine.rest');
  }
}

/** A named limit of the engine was reached: endless loop, over-large multi-instance, too large a value. */
export class LimitError extends EngineError {
  declare readonly code: 'engine.limit';
  readonly limit: string;
  constructor(limit: string, message: string, options: EngineErrorOptions & { status?: number } = {}) {
    super('engine.limit', 'ProcessEngineException', options.status ?? 500, message, options);
    this.limit = limit;
  }
  static override isInstance(error: unknown): error is LimitError {
    return isA(error, 'engine.limit');
  }
}

/** The engine does not offer this operation (501); never used for an operation that would succeed elsewhere silently. */
export class UnsupportedError extends EngineError {
  declare readonly code: 'engine.unsupported';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.unsupported', 'UnsupportedOperationException', 501, message, options);
  }
  static override isInstance(error: unknown): error is UnsupportedError {
    return isA(error, 'engine.unsupported');
  }
}

/** Execution failed: an expression threw, no flow could be taken, a completed task was delegated … (500). */
export class ProcessEngineError extends EngineError {
  declare readonly code: 'engine.process-engine';
  constructor(message: string, options?: EngineErrorOptions) {
    super('engine.process-engine', 'ProcessEngineException', 500, message, options);
  }
  static override isInstance(error: unknown): error is ProcessEngineError {
    return isA(error, 'engine.process-engine');
  }
}
