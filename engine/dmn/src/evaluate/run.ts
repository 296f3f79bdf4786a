import { createFeelEvaluation, ExpressionLimitError, feelToString, tryCoerce } from '@anliu/engine-expression';
import type { FeelEvaluation, FeelType, FeelValue } from '@anliu/engine-expression';
import { MAX_DIAGNOSTICS, MAX_EVALUATION_DEPTH, MAX_EVALUATION_MILLISECONDS, MAX_EVALUATION_STEPS } from '../limits.js';
import type { LiteralExpression, Place } from '../model.js';
import { convert } from '../types/camunda.js';
import { ANY } from '../types/resolve.js';
import type { Diagnostic, DiagnosticCode } from './diagnostic.js';
import type { DecisionLibrary } from './library.js';
import { Scope } from './scope.js';
import type { EvaluatedDecision } from './trace.js';

/**
 * `dmn`: values are checked as DMN 1.5 says. `camunda`: as Camunda 7 does it — only clauses and literal expressions have
 * types, which convert; lists of allowed values are documentation; a required decision is also known by its outputs.
 */
export type Dialect = 'dmn' | 'camunda';

export interface RunOptions {
  /** Default `dmn`. */
  readonly dialect?: Dialect;
  /** What `now()` and `today()` see. */
  readonly now: () => Date;
  /** IANA zone for `now()`; see the expression package's default. */
  readonly timeZone?: string | undefined;
  readonly maxSteps?: number;
  readonly maxMilliseconds?: number;
}

/** One evaluation: its budget, what it found, and the decisions it has evaluated, in the order they were finished. */
export class Run {
  readonly library: DecisionLibrary;
  readonly feel: FeelEvaluation;
  readonly diagnostics: Diagnostic[] = [];
  readonly trace: EvaluatedDecision[] = [];
  readonly now: () => Date;
  readonly dialect: Dialect;
  #place: Place = { id: undefined, line: 1, column: 1 };
  #id: string | undefined;
  #depth = 0;

  constructor(library: DecisionLibrary, options: RunOptions) {
    this.library = library;
    this.now = options.now;
    this.dialect = options.dialect ?? 'dmn';
    this.feel = createFeelEvaluation({
      now: options.now,
      ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
      budget: {
        maxSteps: options.maxSteps ?? MAX_EVALUATION_STEPS,
        maxMilliseconds: options.maxMilliseconds ?? MAX_EVALUATION_MILLISECONDS,
      },
      onWarning: ({ message }) => this.report('EXPRESSION_WARNING', message, this.#place, 'warning'),
    });
  }

  report(code: DiagnosticCode, message: string, place: Place, severity: Diagnostic['severity'] = 'error'): void {
    if (this.diagnostics.length >= MAX_DIAGNOSTICS) return;
    const { line, column } = place;
    this.diagnostics.push({ severity, code, message, elementId: place.id ?? this.#id, line, column });
  }

  /** Runs a part of the model; what goes wrong inside is reported there. */
  at<T>(place: Place, run: () => T): T {
    const [before, id] = [this.#place, this.#id];
    this.#place = place;
    this.#id = place.id ?? id;
    this.feel.budget.spend();
    try {
      return run();
    } finally {
      this.#place = before;
      this.#id = id;
    }
  }

  /** Runs a decision or a function. @throws ExpressionLimitError when too many are open */
  deeper<T>(run: () => T): T {
    if (this.#depth >= MAX_EVALUATION_DEPTH) throw new ExpressionLimitError('depth', MAX_EVALUATION_DEPTH);
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }

  /** The value as the named type; what does not fit is reported and becomes null. */
  coerce(value: FeelValue, typeRef: string | undefined, namespace: string, place: Place): FeelValue {
    return this.fit(value, typeRef, namespace, place) ?? null;
  }

  /** As `coerce`, but undefined for what does not fit. */
  fit(value: FeelValue, typeRef: string | undefined, namespace: string, place: Place): FeelValue | undefined {
    const fitting =
      this.dialect === 'camunda'
        ? convert(value, typeRef ?? 'Any', this.feel)
        : tryCoerce(value, this.type(typeRef, namespace, place), this.feel);
    if (fitting === undefined) {
      const message = `Invalid value '${feelToString(value)}' for clause with type '${typeRef}'.`;
      this.report('TYPE_MISMATCH', message, place);
    }
    return fitting;
  }

  /** As `coerce`, to the result of a type when that is a function's: a variable may name either. */
  coerceResult(value: FeelValue, typeRef: string | undefined, namespace: string, place: Place): FeelValue {
    const type = this.type(typeRef, namespace, place);
    const result = type.kind === 'function' ? type.returns : type;
    const fitting = tryCoerce(value, result, this.feel);
    if (fitting === undefined) this.report('TYPE_MISMATCH', `The result is not of type '${typeRef}'`, place);
    return fitting ?? null;
  }

  type(typeRef: string | undefined, namespace: string, place: Place): FeelType {
    const type = this.library.types.resolve(typeRef, namespace);
    if (type) return type;
    this.report('TYPE_UNKNOWN', `The type '${typeRef}' is not defined`, place, 'warning');
    return ANY;
  }

  /** Whether a value passes unary tests in FEEL. @throws ExpressionSyntaxError when they are none */
  passes(tests: LiteralExpression, value: FeelValue, scope: Scope, namespace: string): boolean {
    return this.at(tests, () => {
      const program = this.library.programs.feel(tests, 'unary-tests', scope, this.library.types.resolver(namespace));
      return program.evaluate(new Scope([['?', value]], scope), this.feel) === true;
    });
  }
}
