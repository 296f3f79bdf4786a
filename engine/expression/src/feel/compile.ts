import { evaluate as evaluateFeel, SyntaxError as FeelSyntaxError, unaryTest } from 'feelin';
import { Budget } from '../budget.js';
import { LruCache } from '../cache.js';
import { ExpressionEvaluationError, ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { CACHE_SIZE, DEFAULT_TIME_ZONE, MAX_DEPTH, MAX_SOURCE_LENGTH, MAX_STRING_LENGTH } from '../limits.js';
import type { CompiledExpression, EvaluationOptions, ExpressionScope } from '../types.js';
import { shadow, SHADOWED_NAMES } from './builtins.js';
import { guardFunctions } from './guards.js';
import { rewriteFeel, type Rewritten } from './rewrite.js';
import { fromFeelData, Sizes, toFeelData } from './values.js';

export type FeelKind = 'expression' | 'unary-tests';

export interface FeelOptions {
  /** `unary-tests` compiles a decision table's input entry; its input is the scope's value `?`. */
  readonly kind?: FeelKind;
}

const cache = new LruCache<CompiledExpression>(CACHE_SIZE);

/** Names that read as one word or several words; others (`a-b`) change how a source is parsed. */
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_ ]*$/u;

/**
 * Compiles a FEEL expression or a list of unary tests. Results are plain data (see `fromFeelData`); unknown names
 * and failing functions yield null, as FEEL says.
 * @throws ExpressionSyntaxError, ExpressionLimitError (source length, depth)
 */
export function compileFeel(source: string, options: FeelOptions = {}): CompiledExpression {
  const kind = options.kind ?? 'expression';
  if (source.length > MAX_SOURCE_LENGTH) throw new ExpressionLimitError('source-length', MAX_SOURCE_LENGTH);
  return cache.getOrCreate(`${kind}:${source}`, () => build(source, kind));
}

function build(source: string, kind: FeelKind): CompiledExpression {
  const plain = rewriteFeel(source, kind, {});
  const identifiers = plain.identifiers.filter((name) => name !== '?' && name !== 'partial' && name !== 'item');
  const shadows = SHADOWED_NAMES.filter((name) => name.split(' ').every((word) => source.includes(word)));
  return Object.freeze({
    source,
    language: 'feel',
    isLiteral: false,
    identifiers: Object.freeze(identifiers),
    evaluate: (scope, options) => run({ source, kind, plain, shadows }, scope, options),
  } satisfies CompiledExpression);
}

interface Program {
  readonly source: string;
  readonly kind: FeelKind;
  readonly plain: Rewritten;
  readonly shadows: readonly string[];
}

function run(program: Program, scope: ExpressionScope, options: EvaluationOptions | undefined): unknown {
  const { source, kind } = program;
  const zone = options?.timeZone ?? DEFAULT_TIME_ZONE;
  const budget = new Budget(options);
  try {
    const { context, special } = variables(program, scope, zone, options?.isoDates === true);
    const text = special ? rewriteFeel(source, kind, context).text : program.plain.text;
    for (const name of program.shadows) {
      if (!Object.hasOwn(context, name)) context[name] = shadow(name, { budget, scope, zone });
    }
    Object.assign(context, guardFunctions(budget, new Sizes(budget)));
    const result = kind === 'expression' ? evaluateFeel(text, context) : unaryTest(text, context);
    return fromFeelData(result.value, budget);
  } catch (error) {
    throw translate(error, source);
  }
}

/** The scope's values the source mentions. `special` is set when one of their names changes how the source is parsed. */
function variables(program: Program, scope: ExpressionScope, zone: string, isoDates: boolean) {
  const names = new Set(program.plain.identifiers.filter((name) => scope.has(name)));
  let special = false;
  for (const name of scope.names?.() ?? []) {
    if (PLAIN_NAME.test(name) || !program.source.includes(name)) continue;
    special ||= name !== '?';
    names.add(name);
  }
  const entries = [...names].map((name): [string, unknown] => [name, toFeelData(scope.get(name), zone, isoDates)]);
  if (program.kind === 'unary-tests' && !names.has('?')) {
    entries.push(['?', scope.has('?') ? toFeelData(scope.get('?'), zone, isoDates) : null]);
  }
  return { context: Object.fromEntries(entries), special };
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
