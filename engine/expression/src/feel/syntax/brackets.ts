import type { Node } from './ast.js';
import type { Grammar } from './grammar.js';
import { shapeOf } from './shapes.js';

/** Operators a test may begin with. */
export const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** `(…)`, `(a..b)` or `(< a)`. */
export function parseParenthesis(parser: Grammar): Node {
  const { from: at } = parser.tokens.next();
  parser.tokens.at++;
  const { text, kind, from } = parser.tokens.next();
  if (kind === 'symbol' && COMPARISONS.has(text)) {
    parser.tokens.at++;
    const operand = parser.tokens.bracketed(() => parser.tokens.nest(() => parser.additive()));
    parser.tokens.expect(')');
    return { kind: 'operator-range', operator: text as '<', operand, at: from };
  }
  const inner = parser.tokens.bracketed(() => parser.expression());
  if (parser.tokens.is('..')) return parseInterval(parser, inner, false, at);
  parser.tokens.expect(')');
  return inner;
}

/** A list or an interval. */
export function parseBracket(parser: Grammar): Node {
  const { from: at } = parser.tokens.next();
  parser.tokens.at++;
  if (parser.tokens.accept(']')) return { kind: 'list', elements: [], at };
  return parser.tokens.bracketed<Node>(() => {
    // an element may be a test: `[< 10, [1..5]]` is a list of ranges
    const elements = [parser.test()];
    if (elements.length === 1 && parser.tokens.is('..')) return parseInterval(parser, elements[0] as Node, true, at);
    while (parser.tokens.accept(',')) elements.push(parser.test());
    parser.tokens.expect(']');
    return { kind: 'list', elements, at };
  });
}

/** The end of an interval. */
export function parseEndpoint(parser: Grammar): Node {
  const outer = parser.tokens.inEndpoint;
  parser.tokens.inEndpoint = true;
  const node = parser.tokens.nest(() => parser.additive());
  parser.tokens.inEndpoint = outer;
  return node;
}

/** From `..` on. */
export function parseInterval(parser: Grammar, start: Node, startIncluded: boolean, at: number): Node {
  parser.tokens.expect('..');
  const end = parseEndpoint(parser);
  const endIncluded = parser.tokens.is(']');
  if (!endIncluded && !parser.tokens.is(')') && !parser.tokens.is('[')) parser.tokens.fail("']', ')' or '['");
  parser.tokens.at++;
  return { kind: 'range', start, end, startIncluded, endIncluded, at };
}

export function parseContext(parser: Grammar): Node {
  const { from: at } = parser.tokens.next();
  parser.tokens.at++;
  const entries: { key: string; value: Node }[] = [];
  const parseEntries = (): void => {
    const key = parser.key();
    parser.tokens.expect(':');
    const value = parser.expression();
    entries.push({ key, value });
    const declared = parser.scopes.declare(key, shapeOf(value, parser.shapes));
    if (parser.tokens.accept(',')) parser.scopes.with(declared, parseEntries);
  };
  if (!parser.tokens.is('}')) parser.tokens.bracketed(() => parser.tokens.nest(parseEntries));
  parser.tokens.expect('}');
  return { kind: 'context', entries, at };
}
