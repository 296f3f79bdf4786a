import { evaluate as evaluateFeel, FeelFunction, SyntaxError as FeelSyntaxError, unaryTest } from 'feelin';
import { Budget } from '../budget.js';
import { LruCache } from '../cache.js';
import { ExpressionEvaluationError, ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { CACHE_SIZE, DEFAULT_TIME_ZONE, MAX_DEPTH, MAX_FEEL_SOURCE_LENGTH, MAX_STRING_LENGTH } from '../limits.js';
import type { CompiledExpression, EvaluationOptions, ExpressionScope } from '../types.js';
import { SHADOWS } from './builtins.js';
import { during, evaluation } from './evaluation.js';
import { GUARD_FUNCTIONS } from './guards.js';
import { rewriteFeel, type Rewritten } from './rewrite.js';
import { fromFeelData, Sizes, toFeelData } from './values.js';

export type FeelKind = 'expression' | 'unary-tests';

export interface FeelOptions {
  /** `unary-tests` compiles a decision table's input entry; its input is the scope's value `?`. */
  readonly kind?: FeelKind;
}

const cache = new LruCache<CompiledExpression>(CACHE_SIZE);

/** Names the language itself gives a value to. */
const IMPLICIT = new Set(['?', 'partial', 'item']);

/** Names that read as one word or several words; others (`a-b`) change how a source is parsed. */
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_ ]*$/u;

/**
 * Compiles a FEEL expression or a list of unary tests. Results are plain data (see `fromFeelData`); unknown names
 * and failing functions yield null, as FEEL says.
 * @throws ExpressionSyntaxError, ExpressionLimitError (source length, depth)
 */
export function compileFeel(source: string, options: FeelOptions = {}): CompiledExpression {
  const kind = options.kind ?? 'expression';
  if (source.length > MAX_FEEL_SOURCE_LENGTH) throw new ExpressionLimitError('source-length', MAX_FEEL_SOURCE_LENGTH);
  return cache.getOrCreate(`${kind}:${source}`, () => build(source, kind));
}

function build(source: string, kind: FeelKind): CompiledExpression {
  const plain = rewriteFeel(source, kind, {});
  const program: Program = { source, kind, plain, closure: kind === 'expression' ? undefined : null };
  return Object.freeze({
    source,
    language: 'feel',
    isLiteral: false,
    identifiers: Object.freeze(plain.identifiers.filter((name) => !IMPLICIT.has(name))),
    evaluate: (scope, options) => evaluate(program, scope, options),
  } satisfies CompiledExpression);
}

interface Program {
  readonly source: string;
  readonly kind: FeelKind;
  readonly plain: Rewritten;
  /** Made at the first evaluation; null when the source cannot be the body of a function. */
  closure: Closure | null | undefined;
}

/** The source as a function of its identifiers, and the list the interpreter writes its warnings to. */
interface Closure {
  readonly call: (...values: unknown[]) => unknown;
  readonly warnings: unknown[];
}

function evaluate(program: Program, scope: ExpressionScope, options: EvaluationOptions | undefined): unknown {
  const budget = new Budget(options);
  const zone = options?.timeZone ?? DEFAULT_TIME_ZONE;
  try {
    return during({ budget, sizes: new Sizes(budget), scope, zone, isoDates: options?.isoDates === true }, () => {
      const special = specialNames(program.source, scope);
      const closure = special.length === 0 ? closureOf(program) : undefined;
      return fromFeelData(closure ? runClosure(program, closure) : interpret(program, special), budget);
    });
  } catch (error) {
    throw translate(error, program.source);
  }
}

/** The scope's names in the source that change how it is parsed. */
function specialNames(source: string, scope: ExpressionScope): string[] {
  return [...(scope.names?.() ?? [])].filter((name) => !PLAIN_NAME.test(name) && name !== '?' && source.includes(name));
}

/** A value for a name: the scope's, else a replaced standard function, else undefined, which means the standard one. */
function valueOf(name: string): unknown {
  const { scope, zone, isoDates } = evaluation();
  if (scope.has(name)) return toFeelData(scope.get(name), zone, isoDates);
  return Object.hasOwn(SHADOWS, name) ? SHADOWS[name] : undefined;
}

/**
 * Parses once: the source becomes the body of a function of its identifiers, and the interpreter's closure for that
 * function is kept and called with each scope's values.
 */
function closureOf(program: Program): Closure | undefined {
  if (program.closure === undefined) {
    const { identifiers, text } = program.plain;
    const result = program.source.includes('?') ? undefined : tryFunction(identifiers, text);
    program.closure = result ?? null;
  }
  return program.closure ?? undefined;
}

function tryFunction(names: readonly string[], text: string): Closure | undefined {
  try {
    const { value, warnings } = evaluateFeel(`function(${names.join(', ')}) ${text}`, { ...GUARD_FUNCTIONS });
    return value instanceof FeelFunction ? { call: value.fn, warnings } : undefined;
  } catch {
    return undefined; // a name that is no parameter name: the source is interpreted instead
  }
}

function runClosure(program: Program, closure: Closure): unknown {
  try {
    return closure.call(...program.plain.identifiers.map(valueOf));
  } finally {
    // the interpreter keeps adding to one list
    closure.warnings.length = 0;
  }
}

/** Unary tests, and sources whose parsing depends on names of the scope, are parsed anew. */
function interpret(program: Program, special: readonly string[]): unknown {
  const { source, kind, plain } = program;
  const names = [...plain.identifiers, ...special, '?'];
  const context: Record<string, unknown> = Object.fromEntries(
    names.map((name) => [name, valueOf(name)]).filter(([, value]) => value !== undefined),
  );
  const text = special.length > 0 ? rewriteFeel(source, kind, context).text : plain.text;
  Object.assign(context, GUARD_FUNCTIONS, context['?'] === undefined ? { '?': null } : {});
  return kind === 'expression' ? evaluateFeel(text, context).value : unaryTest(text, context).value;
}

function translate(error: unknown, source: string): unknown {
  if (error instanceof ExpressionLimitError || error instanceof ExpressionSyntaxError) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return new ExpressionLimitError('depth', MAX_DEPTH);
  if (error instanceof RangeError && /string length/i.test(error.message)) {
    return new ExpressionLimitError('string-length', MAX_STRING_LENGTH);
  }
  if (error instanceof FeelSyntaxError) {
    return new ExpressionSyntaxError(`Error parsing FEEL '${source}': ${error.message}`, source, 0);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ExpressionEvaluationError(
    `Error while evaluating FEEL expression: ${source}. Cause: ${reason}`,
    source,
    reason,
  );
}
