export type ExpressionLanguage = 'juel' | 'feel';

/** What an expression can see. Names are resolved through this and nothing else. */
export interface ExpressionScope {
  get(name: string): unknown;
  has(name: string): boolean;
  set?(name: string, value: unknown): void;
  names?(): Iterable<string>;
  /**
   * `execution`, `task`, `externalTask` …: plain objects whose own properties and own functions are what an
   * expression may read and call. A variable never shadows them.
   */
  readonly objects?: Readonly<Record<string, unknown>>;
  now(): Date;
  /** Who acts, for `currentUser()` and `currentUserGroups()`. */
  readonly caller?: { readonly userId: string | null; groups(): readonly string[] };
}

export interface EvaluationOptions {
  /** Work units; see `MAX_STEPS`. */
  readonly maxSteps?: number;
  /** Wall clock in milliseconds; see `MAX_MILLISECONDS`. */
  readonly maxMilliseconds?: number;
  /** JUEL: whole numbers that Java would hold as a Long (literals, sums …) come as bigint. Default: as number. */
  readonly longs?: boolean;
  /** IANA zone for local dates and times; see `DEFAULT_TIME_ZONE`. */
  readonly timeZone?: string;
  /**
   * FEEL only: scope texts of the form `YYYY-MM-DD` are dates. For case data, where dates are stored as text; process
   * variables keep their type.
   */
  readonly isoDates?: boolean;
}

/** Immutable and shareable: holds no state of any evaluation. */
export interface CompiledExpression {
  readonly source: string;
  readonly language: ExpressionLanguage;
  /** True when the text is plain text without an expression in it; `literal` is then that text. */
  readonly isLiteral: boolean;
  readonly literal?: unknown;
  /** Names the expression reads from its scope, each once, in order of appearance. */
  readonly identifiers: readonly string[];
  /**
   * Evaluates against a scope.
   * @throws ExpressionEvaluationError when a name, property, method or conversion fails
   * @throws ExpressionLimitError when a budget is exceeded
   */
  evaluate(scope: ExpressionScope, options?: EvaluationOptions): unknown;
}

/** A scope over the own properties of a plain record (or a Map); `set` writes into it. */
export function scopeOf(
  values: Record<string, unknown> | Map<string, unknown>,
  now: () => Date = () => new Date(),
): ExpressionScope {
  if (values instanceof Map) {
    return {
      get: (name) => values.get(name),
      has: (name) => values.has(name),
      set: (name, value) => void values.set(name, value),
      names: () => values.keys(),
      now,
    };
  }
  return {
    get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
    has: (name) => Object.hasOwn(values, name),
    set: (name, value) => {
      Object.defineProperty(values, name, { value, writable: true, enumerable: true, configurable: true });
    },
    names: () => Object.keys(values),
    now,
  };
}
