/** The text is not an expression of the language. Offsets count UTF-16 units from 0; lines and columns from 1. */
export class ExpressionSyntaxError extends Error {
  readonly code = 'EXPRESSION_SYNTAX';
  readonly source: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(message: string, source: string, offset: number) {
    super(message);
    this.name = 'ExpressionSyntaxError';
    this.source = source;
    this.offset = offset;
    const before = source.slice(0, offset).split('\n');
    this.line = before.length;
    this.column = (before[before.length - 1] ?? '').length + 1;
  }
}

/**
 * The expression is well-formed and could not be evaluated with this scope. `cause` is what an object of the scope
 * threw, if that was the reason.
 */
export class ExpressionEvaluationError extends Error {
  readonly code = 'EXPRESSION_EVALUATION';
  readonly source: string;
  /** What went wrong, without the frame around it. */
  readonly reason: string;

  constructor(message: string, source: string, reason: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ExpressionEvaluationError';
    this.source = source;
    this.reason = reason;
  }
}

export type ExpressionLimit =
  | 'source-length'
  | 'depth'
  | 'steps'
  | 'time'
  | 'string-length'
  | 'range-length'
  | 'list-length'
  | 'data-size'
  | 'pattern';

/** The expression asks for more than one evaluation may use. */
export class ExpressionLimitError extends Error {
  readonly code = 'EXPRESSION_LIMIT';
  readonly limit: ExpressionLimit;
  readonly maximum: number;

  constructor(limit: ExpressionLimit, maximum: number) {
    super(`Expression exceeds its limit '${limit}' of ${maximum}`);
    this.name = 'ExpressionLimitError';
    this.limit = limit;
    this.maximum = maximum;
  }
}
