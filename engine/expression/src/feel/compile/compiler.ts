import { parseDate, parseDateTime, parseTime } from '../temporal/date-time.js';
import { parseDuration } from '../temporal/duration.js';
import type { Node, NodeOf } from '../syntax/ast.js';
import type { TypeResolver } from '../types.js';
import { FeelContext, FeelRange, type FeelValue } from '../values.js';
import type { Code, Context, Frame, Place } from './code.js';
import { compileFilter, compileFor, compileQuantified } from './iteration.js';
import { compileCall, compileFunction, compileName, compilePath } from './names.js';
import * as operators from './operators.js';

/** Turns a tree into closures, once. */
export function compileTree(root: Node, types: TypeResolver): Code {
  let nodes = 0;
  const context: Context = {
    types,
    compile(node, place) {
      nodes++;
      return compileNode(node, context, place);
    },
    measure(make) {
      const before = nodes;
      const code = make();
      return { code, cost: nodes - before };
    },
  };
  return context.compile(root, null);
}

function compileNode(node: Node, context: Context, place: Place | null): Code {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'at-literal': {
      const value = temporalLiteral(node.text);
      if (value !== null) return () => value;
      return (_frame, run) =>
        run.evaluation.warn('INVALID_VALUE', `no date, time or duration: @"${node.text}"`, node.at);
    }
    case 'input':
      return compileName('?', place, node.at, 'ignore');
    case 'name':
      return compileName(node.name, place, node.at);
    case 'path':
      return compilePath(node, context, place);
    case 'call':
      return compileCall(node, context, place);
    case 'function':
      return compileFunction(node, context, place);
    case 'list': {
      const codes = node.elements.map((element) => context.compile(element, place));
      return (frame, run) => codes.map((code) => code(frame, run));
    }
    case 'context':
      return compileContext(node, context, place);
    case 'range':
      return operators.compileRange(node, context, place);
    case 'operator-range': {
      const operand = context.compile(node.operand, place);
      return (frame, run) => FeelRange.ofOperator(node.operator, operand(frame, run));
    }
    case 'arithmetic':
      return operators.compileArithmetic(node, context, place);
    case 'negation':
      return operators.compileNegation(node, context, place);
    case 'comparison':
      return operators.compileComparison(node, context, place);
    case 'logical':
      return operators.compileLogical(node, context, place);
    case 'between':
      return operators.compileBetween(node, context, place);
    case 'in':
      return operators.compileIn(node, context, place);
    case 'instance-of':
      return operators.compileInstanceOf(node, context, place);
    case 'filter':
      return compileFilter(node, context, place);
    case 'for':
      return compileFor(node, context, place);
    case 'quantified':
      return compileQuantified(node, context, place);
    case 'if': {
      const [condition, then, otherwise] = [
        context.compile(node.condition, place),
        context.compile(node.then, place),
        context.compile(node.otherwise, place),
      ];
      return (frame, run) => (condition(frame, run) === true ? then(frame, run) : otherwise(frame, run));
    }
    case 'any-input':
      return () => true;
    case 'tests': {
      const test = operators.compileTests(node.tests, context, place);
      const input = compileName('?', place, node.at, 'ignore');
      if (!node.negated) return (frame, run) => test(input(frame, run), frame, run);
      return (frame, run) => {
        const result = test(input(frame, run), frame, run);
        return result === null ? null : !result;
      };
    }
  }
}

function temporalLiteral(text: string): FeelValue {
  return parseDate(text) ?? parseDateTime(text) ?? parseTime(text) ?? parseDuration(text);
}

/** Each entry sees those before it. A name that comes twice makes the context null. */
function compileContext(node: NodeOf<'context'>, context: Context, place: Place | null): Code {
  let inner = place;
  const entries = node.entries.map(({ key, value }) => {
    const code = context.compile(value, inner);
    inner = { kind: 'name', name: key, outer: inner };
    return [key, code] as const;
  });
  const seen = new Set<string>();
  const twice = node.entries.find(({ key }) => seen.size === seen.add(key).size);
  if (twice) {
    return (_frame, run) => run.evaluation.warn('DUPLICATE_KEY', `'${twice.key}' is there twice`, twice.value.at);
  }
  return (frame, run) => {
    const values = new Map<string, FeelValue>();
    let own: Frame | null = frame;
    for (const [key, code] of entries) {
      const value = code(own, run);
      values.set(key, value);
      own = { value, outer: own };
    }
    return new FeelContext(values);
  };
}
