import type { Iterator, Node, ParameterNode } from './ast.js';
import { KnownNames } from './names.js';
import type { Grammar } from './grammar.js';
import { shapeOf } from './shapes.js';

/** `if … then … else …` */
export function parseIf(parser: Grammar, at: number): Node {
  parser.tokens.at++;
  const condition = parser.expression();
  parser.tokens.expect('then');
  const then = parser.expression();
  parser.tokens.expect('else');
  return { kind: 'if', condition, then, otherwise: parser.expression(), at };
}

/** `for … return …`, `some … satisfies …`, `every … satisfies …` */
export function parseIteration(parser: Grammar, at: number): Node {
  const keyword = parser.tokens.next().text as 'for' | 'some' | 'every';
  parser.tokens.at++;
  const iterators: Iterator[] = [];
  const parseRest = (): Node => {
    const name = parser.nameUntil('in');
    parser.tokens.expect('in');
    const from = parser.expression();
    const to = parser.tokens.accept('..') ? parser.expression() : undefined;
    iterators.push({ name, from, to });
    const declared = parser.scopes.declare(name, shapeOf(from, parser.shapes));
    return parser.scopes.with(declared, () => {
      if (parser.tokens.accept(',')) return parseRest();
      parser.tokens.expect(keyword === 'for' ? 'return' : 'satisfies');
      if (keyword !== 'for') return parser.expression();
      return parser.scopes.with(parser.scopes.declare('partial'), () => parser.expression());
    });
  };
  const body = parseRest();
  if (keyword === 'for') return { kind: 'for', iterators, body, at };
  return { kind: 'quantified', quantifier: keyword, iterators, body, at };
}

/** `function(a, b: type) …` */
export function parseFunction(parser: Grammar, at: number): Node {
  parser.tokens.at++;
  parser.tokens.expect('(');
  const parameters: ParameterNode[] = [];
  if (!parser.tokens.accept(')')) {
    do {
      const name = parser.nameUntil(':', ',', ')');
      parameters.push({ name, type: parser.tokens.accept(':') ? parser.type() : undefined });
    } while (parser.tokens.accept(','));
    parser.tokens.expect(')');
  }
  const external = parser.tokens.accept('external');
  const names = new KnownNames(parameters.map(({ name }) => name));
  return { kind: 'function', parameters, body: parser.scopes.with(names, () => parser.expression()), external, at };
}
