import { parseNumber } from '../number.js';
import type { TypeResolver } from '../types.js';
import type { FeelType } from '../values.js';
import type { CallArguments, Node } from './ast.js';
import { COMPARISONS, parseBracket, parseContext, parseEndpoint, parseInterval, parseParenthesis } from './brackets.js';
import { parseFunction, parseIf, parseIteration } from './constructs.js';
import type { Grammar } from './grammar.js';
import { syntaxError } from './lexer.js';
import { isNameSymbol, joinParts, KnownNames, type NameScope } from './names.js';
import { ParserScopes } from './scopes.js';
import { shapeOf } from './shapes.js';
import { TokenStream } from './token-stream.js';
import { parseTypeTokens } from './type-parser.js';

/** Words that end a name whose extent is not known from a scope. */
const KEYWORDS = new Set(
  'and or in then else return satisfies between for if some every function true false null instance'.split(' '),
);
const LITERALS: Readonly<Record<string, null | boolean>> = { true: true, false: false, null: null };
/** Tokens after `[` that show that it closes an interval rather than opens a filter. */
const AFTER_CLOSING = new Set([')', ']', '}', ',', '.', '..', '=', '!=', '<', '<=', '>', '>=', '*', '/', '+', ':', '']);

export interface ParserOptions {
  readonly names: readonly KnownNames[];
  readonly types: TypeResolver;
}

/** Recursive descent over the tokens of one source (DMN 1.5, 10.3.1.2). Each nesting costs one of `MAX_DEPTH`. */
export class Parser implements Grammar {
  readonly tokens: TokenStream;
  readonly scopes: ParserScopes;
  readonly #types: TypeResolver;

  constructor(source: string, options: ParserOptions) {
    this.tokens = new TokenStream(source);
    this.scopes = new ParserScopes(options.names);
    this.#types = options.types;
  }

  whole(): Node {
    const node = this.expression();
    this.tokens.expectEnd();
    return node;
  }

  unaryTests(): Node {
    const at = this.tokens.next().from;
    let node: Node;
    if (this.tokens.is('-') && this.tokens.peek(1).kind === 'end') {
      this.tokens.at++;
      node = { kind: 'any-input', at };
    } else if (
      this.tokens.is('not') &&
      this.tokens.peek(1).text === '(' &&
      this.tokens.closesAtEnd(this.tokens.at + 1)
    ) {
      this.tokens.at += 2;
      node = { kind: 'tests', tests: this.#tests(), negated: true, at };
      this.tokens.expect(')');
    } else node = { kind: 'tests', tests: this.#tests(), negated: false, at };
    this.tokens.expectEnd();
    return node;
  }

  // ---- operators, loosest first

  expression(): Node {
    return this.tokens.nest(() => this.#disjunction());
  }

  #disjunction(): Node {
    return this.#leftAssociative(['or'], () => this.#conjunction());
  }

  #conjunction(): Node {
    return this.#leftAssociative(['and'], () => this.#comparison());
  }

  #leftAssociative(operators: readonly string[], operand: () => Node): Node {
    const start = this.tokens.depth;
    let left = operand();
    while (operators.some((operator) => this.tokens.is(operator))) {
      this.tokens.deepen();
      const { text: operator, from: at } = this.tokens.next();
      this.tokens.at++;
      const right = operand();
      left =
        operator === 'or' || operator === 'and'
          ? { kind: 'logical', operator, left, right, at }
          : { kind: 'arithmetic', operator: operator as '+', left, right, at };
    }
    this.tokens.depth = start;
    return left;
  }

  #comparison(): Node {
    const start = this.tokens.depth;
    let left = this.additive();
    while (true) {
      this.tokens.deepen();
      const { text, from: at, kind } = this.tokens.next();
      if (kind === 'symbol' && COMPARISONS.has(text)) {
        this.tokens.at++;
        left = { kind: 'comparison', operator: text as '=', left, right: this.additive(), at };
      } else if (this.tokens.accept('between')) {
        const low = this.additive();
        this.tokens.expect('and');
        left = { kind: 'between', value: left, low, high: this.additive(), at };
      } else if (this.tokens.accept('in')) left = { kind: 'in', value: left, tests: this.#inTests(), at };
      else break;
    }
    this.tokens.depth = start;
    return left;
  }

  additive(): Node {
    return this.#leftAssociative(['+', '-'], () => this.#multiplicative());
  }

  #multiplicative(): Node {
    return this.#leftAssociative(['*', '/'], () => this.#exponentiation());
  }

  #exponentiation(): Node {
    return this.#leftAssociative(['**'], () => this.#unary());
  }

  #unary(): Node {
    const { from: at } = this.tokens.next();
    if (this.tokens.accept('-')) return { kind: 'negation', operand: this.tokens.nest(() => this.#unary()), at };
    return this.#instanceOf();
  }

  #instanceOf(): Node {
    const value = this.#postfix();
    if (!this.tokens.is('instance') || this.tokens.peek(1).text !== 'of') return value;
    const { from: at } = this.tokens.next();
    this.tokens.at += 2;
    const { from } = this.tokens.next();
    const type = this.type();
    return { kind: 'instance-of', value, type, text: this.tokens.source.slice(from, this.tokens.peek(-1).to), at };
  }

  type(): FeelType | undefined {
    const parsed = parseTypeTokens(this.tokens.source, this.tokens.all, this.tokens.at, this.#types);
    this.tokens.at = parsed.next;
    return parsed.type;
  }

  // ---- unary tests

  #tests(): Node[] {
    const tests: Node[] = [];
    do tests.push(this.test());
    while (this.tokens.accept(','));
    return tests;
  }

  test(): Node {
    const { text, from: at, kind } = this.tokens.next();
    if (kind === 'symbol' && COMPARISONS.has(text)) {
      this.tokens.at++;
      return { kind: 'operator-range', operator: text as '<', operand: this.tokens.nest(() => this.additive()), at };
    }
    return this.expression();
  }

  #inTests(): Node[] {
    if (this.tokens.is('(')) {
      const tests = this.tokens.attempt(() => {
        this.tokens.at++;
        const list = this.tokens.bracketed(() => this.#tests());
        this.tokens.expect(')');
        if (
          ['.', '[', '(', '+', '-', '*', '/', '**'].includes(this.tokens.next().text) &&
          this.tokens.next().kind === 'symbol'
        ) {
          this.tokens.fail();
        }
        return list;
      });
      if (tests) return tests;
    }
    const { text, from: at, kind } = this.tokens.next();
    if (kind === 'symbol' && COMPARISONS.has(text)) {
      this.tokens.at++;
      return [{ kind: 'operator-range', operator: text as '<', operand: this.additive(), at }];
    }
    return [this.additive()];
  }

  // ---- primaries and what follows them

  #postfix(): Node {
    const start = this.tokens.depth;
    let node = this.#primary();
    while (this.tokens.next().kind === 'symbol') {
      this.tokens.deepen();
      const { from: at } = this.tokens.next();
      if (this.tokens.is('.')) {
        this.tokens.at++;
        node = { kind: 'path', of: node, name: this.#pathName(shapeOf(node, this.shapes)), at };
        this.#remember(node);
      } else if (this.tokens.is('[')) {
        if (this.tokens.inEndpoint && this.#closesInterval()) break;
        this.tokens.at++;
        node = { kind: 'filter', of: node, by: this.#filterBody(node), at };
      } else if (this.tokens.is('(')) {
        this.tokens.at++;
        node = { kind: 'call', callee: node, args: this.tokens.bracketed(() => this.#arguments()), at };
      } else break;
    }
    this.tokens.depth = start;
    return node;
  }

  readonly shapes = new WeakMap<Node, NameScope>();

  #remember(node: Node): void {
    const shape = shapeOf(node, this.shapes);
    if (shape) this.shapes.set(node, shape);
  }

  #closesInterval(): boolean {
    const next = this.tokens.peek(1);
    if (next.kind === 'end') return true;
    return next.kind === 'symbol' ? AFTER_CLOSING.has(next.text) : next.kind === 'word' && KEYWORDS.has(next.text);
  }

  #filterBody(list: Node): Node {
    const shape = shapeOf(list, this.shapes);
    const names = [...(shape?.names() ?? []), 'item'];
    const known = new KnownNames(names, (name) => (name === 'item' ? shape : shape?.child?.(name)));
    const body = this.tokens.bracketed(() => this.scopes.with(known, () => this.expression()));
    this.tokens.expect(']');
    return body;
  }

  #primary(): Node {
    const { kind, text, from: at } = this.tokens.next();
    if (kind === 'number') {
      this.tokens.at++;
      const value = parseNumber(text);
      if (value === null) throw syntaxError(this.tokens.source, at, 'a number within range');
      return { kind: 'literal', value, at };
    }
    if (kind === 'string') {
      this.tokens.at++;
      return { kind: 'literal', value: text, at };
    }
    if (kind === 'word') return this.#wordPrimary();
    switch (text) {
      case '(':
        return parseParenthesis(this);
      case '[':
        return parseBracket(this);
      case ']':
        this.tokens.at++;
        return this.tokens.nest(() => parseInterval(this, parseEndpoint(this), false, at));
      case '{':
        return parseContext(this);
      case '@': {
        const string = this.tokens.peek(1);
        if (string.kind !== 'string') this.tokens.fail("a text after '@'");
        this.tokens.at += 2;
        return { kind: 'at-literal', text: string.text, at };
      }
      default:
        this.tokens.fail('an expression');
    }
  }

  #wordPrimary(): Node {
    const { text, from: at } = this.tokens.next();
    const known = this.scopes.longest(this.tokens.all, this.tokens.at);
    if (known && (known.length > 1 || !KEYWORDS.has(text))) return this.#nameNode(known.length);
    if (Object.hasOwn(LITERALS, text)) {
      this.tokens.at++;
      return { kind: 'literal', value: LITERALS[text] ?? null, at };
    }
    switch (text) {
      case '?':
        this.tokens.at++;
        return { kind: 'input', at };
      case 'if':
        return this.tokens.nest(() => parseIf(this, at));
      case 'for':
        return this.tokens.nest(() => parseIteration(this, at));
      case 'some':
      case 'every':
        return this.tokens.nest(() => parseIteration(this, at));
      case 'function':
        return this.tokens.nest(() => parseFunction(this, at));
    }
    if (KEYWORDS.has(text)) this.tokens.fail('an expression');
    return this.#nameNode(1);
  }

  /** A name of at least `length` tokens; words that follow belong to it, for two names never stand side by side. */
  #nameNode(length: number): Node {
    const { from: at } = this.tokens.next();
    const known = this.scopes.longest(this.tokens.all, this.tokens.at);
    const name = this.#name(length, known?.name);
    const node: Node = { kind: 'name', name, at };
    if (known?.shape && known.name === name) this.shapes.set(node, known.shape);
    return node;
  }

  #name(length: number, known?: string): string {
    const parts = Array.from({ length }, (_, index) => this.tokens.peek(index).text);
    this.tokens.at += length;
    const given = parts.length;
    while (
      this.tokens.next().kind === 'word' &&
      !KEYWORDS.has(this.tokens.next().text) &&
      this.tokens.next().text !== '?'
    ) {
      parts.push(this.tokens.next().text);
      this.tokens.at++;
      while (this.tokens.next().kind === 'number' && /^\d+$/.test(this.tokens.next().text)) {
        parts.push(this.tokens.next().text);
        this.tokens.at++;
      }
    }
    return known !== undefined && parts.length === given ? known : joinParts(parts);
  }

  #pathName(shape: NameScope | undefined): string {
    const known = shape && KnownNames.of(shape).longest(this.tokens.all, this.tokens.at);
    if (known) {
      this.tokens.at += known.parts.length;
      return known.name;
    }
    if (this.tokens.next().kind !== 'word') this.tokens.fail('a name');
    return this.#name(1);
  }

  key(): string {
    if (this.tokens.next().kind === 'string') {
      this.tokens.at++;
      return this.tokens.peek(-1).text;
    }
    return this.nameUntil(':');
  }

  /** Every token up to a delimiter, as one name. */
  nameUntil(...delimiters: string[]): string {
    const parts: string[] = [];
    if (this.tokens.next().kind !== 'word') this.tokens.fail('a name');
    while (!delimiters.some((delimiter) => this.tokens.is(delimiter))) {
      const { kind, text } = this.tokens.next();
      if (kind === 'string' || kind === 'end' || (kind === 'symbol' && !isNameSymbol(text))) {
        this.tokens.fail(`'${delimiters[0]}'`);
      }
      parts.push(text);
      this.tokens.at++;
    }
    return joinParts(parts);
  }

  #arguments(): CallArguments {
    if (this.tokens.accept(')')) return { kind: 'positional', values: [] };
    if (this.#startsNamed()) {
      const values: { name: string; value: Node }[] = [];
      do {
        const name = this.nameUntil(':');
        this.tokens.expect(':');
        values.push({ name, value: this.expression() });
      } while (this.tokens.accept(','));
      this.tokens.expect(')');
      return { kind: 'named', values };
    }
    const values: Node[] = [];
    do values.push(this.expression());
    while (this.tokens.accept(','));
    this.tokens.expect(')');
    return { kind: 'positional', values };
  }

  /** Whether a name and a colon come next. */
  #startsNamed(): boolean {
    for (let ahead = 0; ; ahead++) {
      const { kind, text } = this.tokens.peek(ahead);
      if (kind === 'symbol' && text === ':') return ahead > 0;
      if (kind !== 'word' && (ahead === 0 || (kind !== 'number' && !(kind === 'symbol' && isNameSymbol(text)))))
        return false;
    }
  }
}
