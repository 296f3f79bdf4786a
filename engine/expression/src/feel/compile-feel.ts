import { LruCache } from '../cache.js';
import { ExpressionEvaluationError, ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { CACHE_SIZE, DEFAULT_TIME_ZONE, MAX_FEEL_SOURCE_LENGTH } from '../limits.js';
import type { CompiledExpression, EvaluationOptions, ExpressionScope } from '../types.js';
import { fromData, toData } from './data.js';
import { FeelEvaluation } from './evaluation.js';
import { parseFeel, type FeelKind, type FeelProgram } from './program.js';
import type { FeelScope } from './compile/code.js';
import type { FeelValue } from './values.js';

export interface FeelOptions {
  /** `unary-tests` compiles a decision table's input entry; its input is the scope's value `?`. */
  readonly kind?: FeelKind;
}

const cache = new LruCache<CompiledExpression>(CACHE_SIZE);

/** Names that are read as one name whether or not they are known; others (`a-b`) change how a source is parsed. */
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/**
 * Compiles a FEEL expression or a list of unary tests. Values come from and go to plain data (see `fromData`, `toData`);
 * unknown names and failing functions yield null, as FEEL says.
 * @throws ExpressionSyntaxError, ExpressionLimitError (source length, depth)
 */
export function compileFeel(source: string, options: FeelOptions = {}): CompiledExpression {
  const kind = options.kind ?? 'expression';
  if (source.length > MAX_FEEL_SOURCE_LENGTH) throw new ExpressionLimitError('source-length', MAX_FEEL_SOURCE_LENGTH);
  return cache.getOrCreate(`${kind}:${source}`, () => build(source, kind));
}

function build(source: string, kind: FeelKind): CompiledExpression {
  const plain = parseFeel(source, { kind });
  const special = new LruCache<FeelProgram>(8);
  const programFor = (scope: ExpressionScope): FeelProgram => {
    const names = [...(scope.names?.() ?? [])].filter(
      (name) => !PLAIN_NAME.test(name) && name !== '?' && source.includes(name),
    );
    return names.length === 0 ? plain : special.getOrCreate(names.join('\n'), () => parseFeel(source, { kind, names }));
  };
  return Object.freeze({
    source,
    language: 'feel',
    isLiteral: false,
    identifiers: plain.identifiers,
    evaluate: (scope, options) => evaluate(programFor(scope), scope, options),
  } satisfies CompiledExpression);
}

function evaluate(program: FeelProgram, scope: ExpressionScope, options: EvaluationOptions = {}): unknown {
  const { timeZone = DEFAULT_TIME_ZONE, isoDates = false } = options;
  const evaluation = new FeelEvaluation({ now: () => scope.now(), timeZone, budget: options });
  try {
    return toData(program.evaluate(dataScope(scope, { timeZone, isoDates }), evaluation), evaluation.budget);
  } catch (error) {
    if (error instanceof ExpressionLimitError || error instanceof ExpressionSyntaxError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Error while evaluating FEEL expression: ${program.source}. Cause: ${reason}`;
    throw new ExpressionEvaluationError(message, program.source, reason);
  }
}

/** The scope's data as FEEL values, each converted when it is first read. */
function dataScope(scope: ExpressionScope, options: { timeZone: string; isoDates: boolean }): FeelScope {
  const known = new Map<string, FeelValue>();
  return {
    get(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      if (!scope.has(name)) return undefined;
      const value = fromData(scope.get(name), options);
      known.set(name, value);
      return value;
    },
  };
}
