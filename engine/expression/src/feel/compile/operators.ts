import { calculate, negateValue } from '../arithmetic.js';
import { compareValues, feelEquals, rangeContains } from '../equality.js';
import type { ComparisonOperator, Node, NodeOf } from '../syntax/ast.js';
import { mentions } from '../syntax/mentions.js';
import { isInstance, typeOf } from '../types.js';
import { FeelRange, type FeelValue } from '../values.js';
import type { Code, Context, Place, Run } from './code.js';

export function compileArithmetic(node: NodeOf<'arithmetic'>, context: Context, place: Place | null): Code {
  const [left, right] = [context.compile(node.left, place), context.compile(node.right, place)];
  const { operator, at } = node;
  return (frame, run) => {
    const [a, b] = [left(frame, run), right(frame, run)];
    run.evaluation.offset = at;
    return calculate(operator, a, b, run.evaluation);
  };
}

export function compileNegation(node: NodeOf<'negation'>, context: Context, place: Place | null): Code {
  const operand = context.compile(node.operand, place);
  return (frame, run) => {
    const value = operand(frame, run);
    run.evaluation.offset = node.at;
    return negateValue(value, run.evaluation);
  };
}

/** `and` and `or` know three truth values; anything but a boolean is unknown (DMN 1.5, 10.3.2.13, table 50). */
export function compileLogical(node: NodeOf<'logical'>, context: Context, place: Place | null): Code {
  const [left, right] = [context.compile(node.left, place), context.compile(node.right, place)];
  const decisive = node.operator === 'or';
  return (frame, run) => {
    const a = left(frame, run);
    if (a === decisive) return decisive;
    const b = right(frame, run);
    if (b === decisive) return decisive;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !decisive;
    const odd = typeof a === 'boolean' || a === null ? b : a;
    if (typeof odd !== 'boolean' && odd !== null) {
      run.evaluation.warn('INVALID_TYPE', `${node.operator} takes booleans, got ${typeOf(odd)}`, node.at);
    }
    return null;
  };
}

export function compileComparison(node: NodeOf<'comparison'>, context: Context, place: Place | null): Code {
  const [left, right] = [context.compile(node.left, place), context.compile(node.right, place)];
  const { operator, at } = node;
  return (frame, run) => compare(operator, left(frame, run), right(frame, run), at, run);
}

function compare(operator: ComparisonOperator, a: FeelValue, b: FeelValue, at: number, run: Run): boolean | null {
  if (operator === '=' || operator === '!=') {
    const equal = feelEquals(a, b, run.evaluation);
    if (equal !== null) return equal === (operator === '=');
  } else {
    const order = compareValues(a, b);
    if (order !== null) {
      if (operator === '<') return order < 0;
      if (operator === '<=') return order <= 0;
      return operator === '>' ? order > 0 : order >= 0;
    }
  }
  const types = [typeOf(a), typeOf(b)];
  return run.evaluation.warn('NOT_COMPARABLE', `no comparison ${types.join(` ${operator} `)}`, at, types);
}

export function compileBetween(node: NodeOf<'between'>, context: Context, place: Place | null): Code {
  const value = context.compile(node.value, place);
  const [low, high] = [context.compile(node.low, place), context.compile(node.high, place)];
  return (frame, run) => {
    const v = value(frame, run);
    const above = compare('>=', v, low(frame, run), node.at, run);
    const below = compare('<=', v, high(frame, run), node.at, run);
    if (above === null || below === null) return null;
    return above && below;
  };
}

export function compileRange(node: NodeOf<'range'>, context: Context, place: Place | null): Code {
  const [start, end] = [context.compile(node.start, place), context.compile(node.end, place)];
  return (frame, run) => {
    const [low, high] = [start(frame, run), end(frame, run)];
    if (low !== null && high !== null && compareValues(low, high) === null) {
      return run.evaluation.warn('NOT_COMPARABLE', `no range from ${typeOf(low)} to ${typeOf(high)}`, node.at);
    }
    return new FeelRange(low, high, node.startIncluded, node.endIncluded);
  };
}

export function compileInstanceOf(node: NodeOf<'instance-of'>, context: Context, place: Place | null): Code {
  const value = context.compile(node.value, place);
  const { type, text, at } = node;
  return (frame, run) => {
    const given = value(frame, run);
    if (!type) return run.evaluation.warn('UNKNOWN_NAME', `no type is named '${text}'`, at);
    return isInstance(given, type, run.evaluation);
  };
}

/** A test of one value: what an input entry and the right side of `in` are made of. */
export type Test = (value: FeelValue, frame: Parameters<Code>[0], run: Run) => boolean | null;

/** `x in (tests)`. */
export function compileIn(node: NodeOf<'in'>, context: Context, place: Place | null): Code {
  const value = context.compile(node.value, place);
  const test = compileTests(node.tests, context, place);
  return (frame, run) => test(value(frame, run), frame, run);
}

/** True when any test is, else null when any is unknown. */
export function compileTests(nodes: readonly Node[], context: Context, place: Place | null): Test {
  const tests = nodes.map((node) => compileTest(node, context, place));
  if (tests.length === 1) return tests[0] as Test;
  return (value, frame, run) => {
    let unknown = false;
    for (const test of tests) {
      const result = test(value, frame, run);
      if (result === true) return true;
      if (result === null) unknown = true;
    }
    return unknown ? null : false;
  };
}

function compileTest(node: Node, context: Context, place: Place | null): Test {
  if (node.kind === 'operator-range') {
    const operand = context.compile(node.operand, place);
    const { operator, at } = node;
    return (value, frame, run) => compare(operator, value, operand(frame, run), at, run);
  }
  // `?` is the tested value inside the test
  const inner: Place = { kind: 'name', name: '?', outer: place };
  const code = context.compile(node, inner);
  const usesInput = mentions(node, '?');
  // `true` tests for that value; only what is computed is a condition.
  const isConstant = node.kind === 'literal';
  return (value, frame, run) => {
    const test = code({ value, outer: frame }, run);
    // A condition that is unknown is not a test for null.
    if (usesInput && (typeof test === 'boolean' || test === null)) return test;
    const result = isConstant ? feelEquals(value, test, run.evaluation) : matches(value, test, run);
    if (result !== null) return result;
    return run.evaluation.warn('NOT_COMPARABLE', `no test of ${typeOf(value)} by ${typeOf(test)}`, node.at);
  };
}

/** Whether a value is, or is in, what a test stands for (DMN 1.5, 10.3.2.10). */
function matches(value: FeelValue, test: FeelValue, run: Run): boolean | null {
  if (test instanceof FeelRange) {
    if (value instanceof FeelRange) return feelEquals(value, test, run.evaluation);
    return rangeContains(test, value);
  }
  if (Array.isArray(test)) {
    const list = test as readonly FeelValue[];
    if (Array.isArray(value) && feelEquals(value, list, run.evaluation) === true) return true;
    run.evaluation.budget.spend(list.length);
    return list.some((element) =>
      element instanceof FeelRange && !(value instanceof FeelRange)
        ? rangeContains(element, value) === true
        : feelEquals(value, element, run.evaluation) === true,
    );
  }
  if (test === true && typeof value !== 'boolean') return true;
  if (test === false && typeof value !== 'boolean') return false;
  return feelEquals(value, test, run.evaluation);
}
