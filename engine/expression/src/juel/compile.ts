import { Budget } from '../budget.js';
import { LruCache } from '../cache.js';
import { ExpressionEvaluationError, ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { CACHE_SIZE, MAX_DEPTH, MAX_SOURCE_LENGTH, MAX_STRING_LENGTH } from '../limits.js';
import type { CompiledExpression, EvaluationOptions, ExpressionScope } from '../types.js';
import type { Node, Part } from './ast.js';
import { toBoolean, toText } from './coerce.js';
import { JuelDateTime } from './date-time.js';
import { failureMessage, JuelFailure } from './failure.js';
import { FUNCTIONS } from './functions.js';
import { isJavaLong } from './java-types.js';
import { callMethod, readProperty, type Capabilities } from './members.js';
import { arithmetic, compare, equal, isEmpty, negate } from './operators.js';
import { parseTemplate } from './parser.js';
import { SpinNode } from './spin.js';
import { isSpinXml } from './spin-xml.js';
import { isStackOverflow, isTextTooLong } from '../native-limits.js';

interface Environment {
  readonly scope: ExpressionScope;
  readonly options: EvaluationOptions | undefined;
  readonly budget: Budget;
  readonly capabilities: Capabilities;
}

type Closure = (environment: Environment) => unknown;

const cache = new LruCache<CompiledExpression>(CACHE_SIZE);

/** Whether a text contains `${…}` or `#{…}`, so that it must be compiled rather than taken literally. */
export function isExpression(text: string): boolean {
  return /[$#]\{/.test(text);
}

/**
 * Compiles a JUEL text (`${…}`, `#{…}`, or a mixture with plain text; plain text alone is a literal).
 * A single expression yields its value with its type, a mixture yields a string.
 * @throws ExpressionSyntaxError, ExpressionLimitError (source length, depth)
 */
export function compileJuel(source: string): CompiledExpression {
  if (source.length > MAX_SOURCE_LENGTH) throw new ExpressionLimitError('source-length', MAX_SOURCE_LENGTH);
  return cache.getOrCreate(source, () => build(source));
}

function build(source: string): CompiledExpression {
  const parts = parseTemplate(source);
  const identifiers = new Set<string>();
  const closures = parts.map((part) => partClosure(part, source, identifiers));
  const isLiteral = parts.every((part) => part.type === 'text');
  const literal = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const single = parts.length === 1 ? closures[0]! : joined(closures);
  const run: Closure = isLiteral ? () => literal : single;
  return Object.freeze({
    source,
    language: 'juel',
    isLiteral,
    ...(isLiteral ? { literal } : {}),
    identifiers: Object.freeze([...identifiers]),
    evaluate: (scope, options) => evaluate(source, run, scope, options),
  } satisfies CompiledExpression);
}

function joined(closures: readonly Closure[]): Closure {
  return (environment) => {
    let text = '';
    for (const closure of closures) text = environment.budget.text(text + toText(closure(environment)));
    return text;
  };
}

function evaluate(source: string, run: Closure, scope: ExpressionScope, options?: EvaluationOptions): unknown {
  const objects = scope.objects ? Object.values(scope.objects) : [];
  const capabilities = new Set(
    objects.filter((object): object is object => typeof object === 'object' && object !== null),
  );
  try {
    return release(run({ scope, options, budget: new Budget(options), capabilities }), capabilities);
  } catch (error) {
    throw translate(error, source);
  }
}

function translate(error: unknown, source: string): unknown {
  if (error instanceof ExpressionLimitError || error instanceof ExpressionEvaluationError) return error;
  if (error instanceof JuelFailure) {
    return new ExpressionEvaluationError(failureMessage(source, error), source, error.message);
  }
  if (isTextTooLong(error)) return new ExpressionLimitError('string-length', MAX_STRING_LENGTH);
  if (isStackOverflow(error)) return new ExpressionLimitError('depth', MAX_DEPTH);
  const reason = error instanceof Error ? error.message : String(error);
  return new ExpressionEvaluationError(failureMessage(source, new JuelFailure('other', reason)), source, reason, error);
}

/** What leaves an expression is data: helper objects unwrap, functions and capability objects do not leave. */
function release(value: unknown, capabilities: Capabilities): unknown {
  if (value === undefined) return null;
  if (value instanceof SpinNode) return release(value.data, capabilities);
  if (isSpinXml(value)) return value.toString();
  if (value instanceof JuelDateTime) return value.toDate();
  if (Array.isArray(value) && value.some((element) => element instanceof SpinNode || isSpinXml(element))) {
    return value.map((element) => release(element, capabilities));
  }
  if (typeof value === 'function' || typeof value === 'symbol') throw new JuelFailure('other', 'result is not data');
  if (typeof value === 'object' && value !== null && capabilities.has(value)) {
    throw new JuelFailure('other', 'result is not data');
  }
  return value;
}

function partClosure(part: Part, source: string, identifiers: Set<string>): Closure {
  return part.type === 'text' ? () => part.text : withJavaType(part.node, closureOf(part.node, source, identifiers));
}

/** With the option `longs`, what Java would hold as a Long leaves as a bigint. */
function withJavaType(node: Node, closure: Closure): Closure {
  if (!isJavaLong(node)) return closure;
  return (environment) => {
    const value = closure(environment);
    return environment.options?.longs === true && Number.isSafeInteger(value) ? BigInt(value as number) : value;
  };
}

function closureOf(node: Node, source: string, identifiers: Set<string>): Closure {
  const sub = (child: Node) => closureOf(child, source, identifiers);
  switch (node.type) {
    case 'literal':
      return () => node.value;
    case 'identifier':
      identifiers.add(node.name);
      return (environment) => resolve(node.name, environment);
    case 'property': {
      const [target, key] = [sub(node.target), sub(node.key)];
      return (environment) => readProperty(target(environment), key(environment), environment.capabilities);
    }
    case 'method': {
      const target = sub(node.target);
      const args = node.args.map((arg) => withJavaType(arg, sub(arg)));
      return (environment) => {
        const { capabilities, budget } = environment;
        const base = target(environment);
        const values = args.map((arg) => release(arg(environment), capabilities));
        return callMethod(base, node.name, values, capabilities, budget);
      };
    }
    case 'call': {
      const called = FUNCTIONS.get(node.name);
      if (!called || called.arity !== node.args.length) {
        throw new ExpressionSyntaxError(
          `Error parsing '${source}': Could not resolve function '${node.name}'`,
          source,
          node.offset,
        );
      }
      const args = node.args.map(sub);
      return (environment) => {
        environment.budget.spend();
        const values = args.map((arg) => release(arg(environment), environment.capabilities));
        return called.call(values, environment.scope, environment.options);
      };
    }
    case 'unary':
      return unary(node.operator, sub(node.operand));
    case 'binary':
      return binary(node.operator, sub(node.left), sub(node.right));
    case 'choice': {
      const [test, yes, no] = [sub(node.test), sub(node.yes), sub(node.no)];
      return (environment) => (toBoolean(test(environment)) ? yes(environment) : no(environment));
    }
  }
}

function resolve(name: string, { scope, budget }: Environment): unknown {
  budget.spend();
  if (scope.objects && Object.hasOwn(scope.objects, name)) return scope.objects[name];
  if (!scope.has(name)) throw new JuelFailure('property', `Cannot resolve identifier '${name}'`);
  return scope.get(name) ?? null;
}

function unary(operator: '-' | '!' | 'empty', operand: Closure): Closure {
  if (operator === '-') return (environment) => negate(operand(environment));
  if (operator === '!') return (environment) => !toBoolean(operand(environment));
  return (environment) => isEmpty(operand(environment));
}

function binary(operator: Extract<Node, { type: 'binary' }>['operator'], left: Closure, right: Closure): Closure {
  switch (operator) {
    case '&&':
      return (environment) => toBoolean(left(environment)) && toBoolean(right(environment));
    case '||':
      return (environment) => toBoolean(left(environment)) || toBoolean(right(environment));
    case '==':
      return (environment) => equal(left(environment), right(environment));
    case '!=':
      return (environment) => !equal(left(environment), right(environment));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (environment) => compare(operator, left(environment), right(environment));
    default:
      return (environment) => arithmetic(operator, left(environment), right(environment));
  }
}
