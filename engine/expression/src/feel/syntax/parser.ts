import { ExpressionLimitError } from '../../errors.js';
import { MAX_DEPTH } from '../../limits.js';
import { parseNumber } from '../number.js';
import type { FeelType, TypeResolver } from '../types.js';
import type { CallArguments, Iterator, Node, ParameterNode } from './ast.js';
import { syntaxError, tokenize, type Token } from './lexer.js';
import { isNameSymbol, joinParts, KnownNames, type NameScope } from './names.js';
import { ParserScopes } from './scopes.js';
import { shapeOf } from './shapes.js';
import { parseTypeTokens } from './type-parser.js';

/** Words that end a name whose extent is not known from a scope. */
const KEYWORDS = new Set(
  'and or in then else return satisfies between for if some every function true false null instance'.split(' '),
);
const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=']);
const LITERALS: Readonly<Record<string, null | boolean>> = { true: true, false: false, null: null };
/** Tokens after `[` that show that it closes an interval rather than opens a filter. */
const AFTER_CLOSING = new Set([')', ']', '}', ',', '.', '..', '=', '!=', '<', '<=', '>', '>=', '*', '/', '+', ':', '']);

/** Readings that are tried and given up may repeat work, but not without end. */
const MAX_WORK_PER_TOKEN = 50;

export interface ParserOptions {
  readonly names: readonly KnownNames[];
  readonly types: TypeResolver;
}

/** Recursive descent over the tokens of one source (DMN 1.5, 10.3.1.2). Each nesting costs one of `MAX_DEPTH`. */
export class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #scopes: ParserScopes;
  readonly #types: TypeResolver;
  #at = 0;
  #depth = 0;
  #work = 0;
  /** Inside the end of an interval, where `[` may close. */
  #inEndpoint = false;

  constructor(source: string, options: ParserOptions) {
    this.#source = source;
    this.#tokens = tokenize(source);
    this.#scopes = new ParserScopes(options.names);
    this.#types = options.types;
  }

  expression(): Node {
    const node = this.#expression();
    this.#expectEnd();
    return node;
  }

  unaryTests(): Node {
    const at = this.#next().from;
    let node: Node;
    if (this.#is('-') && this.#peek(1).kind === 'end') {
      this.#at++;
      node = { kind: 'any-input', at };
    } else if (this.#is('not') && this.#peek(1).text === '(' && this.#closesAtEnd(this.#at + 1)) {
      this.#at += 2;
      node = { kind: 'tests', tests: this.#tests(), negated: true, at };
      this.#expect(')');
    } else node = { kind: 'tests', tests: this.#tests(), negated: false, at };
    this.#expectEnd();
    return node;
  }

  // ---- tokens

  #next(): Token {
    return this.#peek(0);
  }

  #peek(ahead: number): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  #is(text: string): boolean {
    const token = this.#next();
    return token.text === text && (token.kind === 'symbol' || token.kind === 'word');
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail(`'${text}'`);
  }

  #expectEnd(): void {
    if (this.#next().kind !== 'end') this.#fail();
  }

  #fail(wanted?: string): never {
    throw syntaxError(this.#source, this.#next().from, wanted);
  }

  #closesAtEnd(open: number): boolean {
    let depth = 0;
    for (let index = open; index < this.#tokens.length; index++) {
      const token = this.#tokens[index] as Token;
      if (token.kind !== 'symbol') continue;
      if (token.text === '(') depth++;
      else if (token.text === ')' && --depth === 0) return this.#tokens[index + 1]?.kind === 'end';
    }
    return false;
  }

  #nest<T>(work: () => T): T {
    if (++this.#work > MAX_WORK_PER_TOKEN * this.#tokens.length) throw new ExpressionLimitError('steps', this.#work);
    if (++this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    const result = work();
    this.#depth--;
    return result;
  }

  /** Tries a reading of the tokens; undefined when they do not read so. Limits are not a matter of reading. */
  #attempt<T>(work: () => T): T | undefined {
    const [at, depth, inEndpoint] = [this.#at, this.#depth, this.#inEndpoint];
    try {
      return work();
    } catch (error) {
      if (error instanceof ExpressionLimitError) throw error;
      [this.#at, this.#depth, this.#inEndpoint] = [at, depth, inEndpoint];
      return undefined;
    }
  }

  #bracketed<T>(work: () => T): T {
    const outer = this.#inEndpoint;
    this.#inEndpoint = false;
    const result = work();
    this.#inEndpoint = outer;
    return result;
  }

  // ---- operators, loosest first

  #expression(): Node {
    return this.#nest(() => this.#disjunction());
  }

  #disjunction(): Node {
    return this.#leftAssociative(['or'], () => this.#conjunction());
  }

  #conjunction(): Node {
    return this.#leftAssociative(['and'], () => this.#comparison());
  }

  #leftAssociative(operators: readonly string[], operand: () => Node): Node {
    const start = this.#depth;
    let left = operand();
    while (operators.some((operator) => this.#is(operator))) {
      if (++this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
      const { text: operator, from: at } = this.#next();
      this.#at++;
      const right = operand();
      left =
        operator === 'or' || operator === 'and'
          ? { kind: 'logical', operator, left, right, at }
          : { kind: 'arithmetic', operator: operator as '+', left, right, at };
    }
    this.#depth = start;
    return left;
  }

  #comparison(): Node {
    const start = this.#depth;
    let left = this.#additive();
    while (true) {
      if (++this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
      const { text, from: at, kind } = this.#next();
      if (kind === 'symbol' && COMPARISONS.has(text)) {
        this.#at++;
        left = { kind: 'comparison', operator: text as '=', left, right: this.#additive(), at };
      } else if (this.#accept('between')) {
        const low = this.#additive();
        this.#expect('and');
        left = { kind: 'between', value: left, low, high: this.#additive(), at };
      } else if (this.#accept('in')) left = { kind: 'in', value: left, tests: this.#inTests(), at };
      else break;
    }
    this.#depth = start;
    return left;
  }

  #additive(): Node {
    return this.#leftAssociative(['+', '-'], () => this.#multiplicative());
  }

  #multiplicative(): Node {
    return this.#leftAssociative(['*', '/'], () => this.#exponentiation());
  }

  #exponentiation(): Node {
    return this.#leftAssociative(['**'], () => this.#unary());
  }

  #unary(): Node {
    const { from: at } = this.#next();
    if (this.#accept('-')) return { kind: 'negation', operand: this.#nest(() => this.#unary()), at };
    return this.#instanceOf();
  }

  #instanceOf(): Node {
    const value = this.#postfix();
    if (!this.#is('instance') || this.#peek(1).text !== 'of') return value;
    const { from: at } = this.#next();
    this.#at += 2;
    const { from } = this.#next();
    const type = this.#type();
    return { kind: 'instance-of', value, type, text: this.#source.slice(from, this.#peek(-1).to), at };
  }

  #type(): FeelType | undefined {
    const parsed = parseTypeTokens(this.#source, this.#tokens, this.#at, this.#types);
    this.#at = parsed.next;
    return parsed.type;
  }

  // ---- unary tests

  #tests(): Node[] {
    const tests: Node[] = [];
    do tests.push(this.#test());
    while (this.#accept(','));
    return tests;
  }

  #test(): Node {
    const { text, from: at, kind } = this.#next();
    if (kind === 'symbol' && COMPARISONS.has(text)) {
      this.#at++;
      return { kind: 'operator-range', operator: text as '<', operand: this.#nest(() => this.#additive()), at };
    }
    return this.#expression();
  }

  #inTests(): Node[] {
    if (this.#is('(')) {
      const tests = this.#attempt(() => {
        this.#at++;
        const list = this.#bracketed(() => this.#tests());
        this.#expect(')');
        if (['.', '[', '(', '+', '-', '*', '/', '**'].includes(this.#next().text) && this.#next().kind === 'symbol') {
          this.#fail();
        }
        return list;
      });
      if (tests) return tests;
    }
    const { text, from: at, kind } = this.#next();
    if (kind === 'symbol' && COMPARISONS.has(text)) {
      this.#at++;
      return [{ kind: 'operator-range', operator: text as '<', operand: this.#additive(), at }];
    }
    return [this.#additive()];
  }

  // ---- primaries and what follows them

  #postfix(): Node {
    const start = this.#depth;
    let node = this.#primary();
    while (this.#next().kind === 'symbol') {
      if (++this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
      const { from: at } = this.#next();
      if (this.#is('.')) {
        this.#at++;
        node = { kind: 'path', of: node, name: this.#pathName(shapeOf(node, this.#shapes)), at };
        this.#remember(node);
      } else if (this.#is('[')) {
        if (this.#inEndpoint && this.#closesInterval()) break;
        this.#at++;
        node = { kind: 'filter', of: node, by: this.#filterBody(node), at };
      } else if (this.#is('(')) {
        this.#at++;
        node = { kind: 'call', callee: node, args: this.#bracketed(() => this.#arguments()), at };
      } else break;
    }
    this.#depth = start;
    return node;
  }

  readonly #shapes = new WeakMap<Node, NameScope>();

  #remember(node: Node): void {
    const shape = shapeOf(node, this.#shapes);
    if (shape) this.#shapes.set(node, shape);
  }

  #closesInterval(): boolean {
    const next = this.#peek(1);
    if (next.kind === 'end') return true;
    return next.kind === 'symbol' ? AFTER_CLOSING.has(next.text) : next.kind === 'word' && KEYWORDS.has(next.text);
  }

  #filterBody(list: Node): Node {
    const shape = shapeOf(list, this.#shapes);
    const names = [...(shape?.names() ?? []), 'item'];
    const known = new KnownNames(names, (name) => (name === 'item' ? shape : shape?.child?.(name)));
    const body = this.#bracketed(() => this.#scopes.with(known, () => this.#expression()));
    this.#expect(']');
    return body;
  }

  #primary(): Node {
    const { kind, text, from: at } = this.#next();
    if (kind === 'number') {
      this.#at++;
      const value = parseNumber(text);
      if (value === null) throw syntaxError(this.#source, at, 'a number within range');
      return { kind: 'literal', value, at };
    }
    if (kind === 'string') {
      this.#at++;
      return { kind: 'literal', value: text, at };
    }
    if (kind === 'word') return this.#wordPrimary();
    switch (text) {
      case '(':
        return this.#parenthesis();
      case '[':
        return this.#bracket();
      case ']':
        this.#at++;
        return this.#nest(() => this.#interval(this.#endpoint(), false, at));
      case '{':
        return this.#context();
      case '@': {
        const string = this.#peek(1);
        if (string.kind !== 'string') this.#fail("a text after '@'");
        this.#at += 2;
        return { kind: 'at-literal', text: string.text, at };
      }
      default:
        this.#fail('an expression');
    }
  }

  #wordPrimary(): Node {
    const { text, from: at } = this.#next();
    const known = this.#scopes.longest(this.#tokens, this.#at);
    if (known && (known.length > 1 || !KEYWORDS.has(text))) return this.#nameNode(known.length);
    if (Object.hasOwn(LITERALS, text)) {
      this.#at++;
      return { kind: 'literal', value: LITERALS[text] ?? null, at };
    }
    switch (text) {
      case '?':
        this.#at++;
        return { kind: 'input', at };
      case 'if':
        return this.#nest(() => this.#if(at));
      case 'for':
        return this.#nest(() => this.#iteration(at));
      case 'some':
      case 'every':
        return this.#nest(() => this.#iteration(at));
      case 'function':
        return this.#nest(() => this.#function(at));
    }
    if (KEYWORDS.has(text)) this.#fail('an expression');
    return this.#nameNode(1);
  }

  /** A name of at least `length` tokens; words that follow belong to it, for two names never stand side by side. */
  #nameNode(length: number): Node {
    const { from: at } = this.#next();
    const known = this.#scopes.longest(this.#tokens, this.#at);
    const name = this.#name(length, known?.name);
    const node: Node = { kind: 'name', name, at };
    if (known?.shape && known.name === name) this.#shapes.set(node, known.shape);
    return node;
  }

  #name(length: number, known?: string): string {
    const parts = Array.from({ length }, (_, index) => this.#peek(index).text);
    this.#at += length;
    const given = parts.length;
    while (this.#next().kind === 'word' && !KEYWORDS.has(this.#next().text) && this.#next().text !== '?') {
      parts.push(this.#next().text);
      this.#at++;
      while (this.#next().kind === 'number' && /^\d+$/.test(this.#next().text)) {
        parts.push(this.#next().text);
        this.#at++;
      }
    }
    return known !== undefined && parts.length === given ? known : joinParts(parts);
  }

  #pathName(shape: NameScope | undefined): string {
    const known = shape && KnownNames.of(shape).longest(this.#tokens, this.#at);
    if (known) {
      this.#at += known.parts.length;
      return known.name;
    }
    if (this.#next().kind !== 'word') this.#fail('a name');
    return this.#name(1);
  }

  // ---- brackets

  #parenthesis(): Node {
    const { from: at } = this.#next();
    this.#at++;
    const { text, kind, from } = this.#next();
    if (kind === 'symbol' && COMPARISONS.has(text)) {
      this.#at++;
      const operand = this.#bracketed(() => this.#nest(() => this.#additive()));
      this.#expect(')');
      return { kind: 'operator-range', operator: text as '<', operand, at: from };
    }
    const inner = this.#bracketed(() => this.#expression());
    if (this.#is('..')) return this.#interval(inner, false, at);
    this.#expect(')');
    return inner;
  }

  #bracket(): Node {
    const { from: at } = this.#next();
    this.#at++;
    if (this.#accept(']')) return { kind: 'list', elements: [], at };
    return this.#bracketed<Node>(() => {
      const elements = [this.#listElement()];
      if (elements.length === 1 && this.#is('..')) return this.#interval(elements[0] as Node, true, at);
      while (this.#accept(',')) elements.push(this.#listElement());
      this.#expect(']');
      return { kind: 'list', elements, at };
    });
  }

  /** An element may be a unary test: `[< 10, [1..5]]` is a list of ranges. */
  #listElement(): Node {
    return this.#test();
  }

  #endpoint(): Node {
    const outer = this.#inEndpoint;
    this.#inEndpoint = true;
    const node = this.#nest(() => this.#additive());
    this.#inEndpoint = outer;
    return node;
  }

  #interval(start: Node, startIncluded: boolean, at: number): Node {
    this.#expect('..');
    const end = this.#endpoint();
    const endIncluded = this.#is(']');
    if (!endIncluded && !this.#is(')') && !this.#is('[')) this.#fail("']', ')' or '['");
    this.#at++;
    return { kind: 'range', start, end, startIncluded, endIncluded, at };
  }

  #context(): Node {
    const { from: at } = this.#next();
    this.#at++;
    const entries: { key: string; value: Node }[] = [];
    const parseEntries = (): void => {
      const key = this.#key();
      this.#expect(':');
      const value = this.#expression();
      entries.push({ key, value });
      const declared = this.#scopes.declare(key, shapeOf(value, this.#shapes));
      if (this.#accept(',')) this.#scopes.with(declared, parseEntries);
    };
    if (!this.#is('}')) this.#bracketed(() => this.#nest(parseEntries));
    this.#expect('}');
    return { kind: 'context', entries, at };
  }

  #key(): string {
    if (this.#next().kind === 'string') {
      this.#at++;
      return this.#peek(-1).text;
    }
    return this.#nameUntil(':');
  }

  /** Every token up to a delimiter, as one name. */
  #nameUntil(...delimiters: string[]): string {
    const parts: string[] = [];
    if (this.#next().kind !== 'word') this.#fail('a name');
    while (!delimiters.some((delimiter) => this.#is(delimiter))) {
      const { kind, text } = this.#next();
      if (kind === 'string' || kind === 'end' || (kind === 'symbol' && !isNameSymbol(text))) {
        this.#fail(`'${delimiters[0]}'`);
      }
      parts.push(text);
      this.#at++;
    }
    return joinParts(parts);
  }

  #arguments(): CallArguments {
    if (this.#accept(')')) return { kind: 'positional', values: [] };
    const named = this.#attempt(() => {
      const values: { name: string; value: Node }[] = [];
      do {
        const name = this.#nameUntil(':');
        this.#expect(':');
        values.push({ name, value: this.#expression() });
      } while (this.#accept(','));
      this.#expect(')');
      return values;
    });
    if (named) return { kind: 'named', values: named };
    const values: Node[] = [];
    do values.push(this.#expression());
    while (this.#accept(','));
    this.#expect(')');
    return { kind: 'positional', values };
  }

  // ---- constructs with keywords

  #if(at: number): Node {
    this.#at++;
    const condition = this.#expression();
    this.#expect('then');
    const then = this.#expression();
    this.#expect('else');
    return { kind: 'if', condition, then, otherwise: this.#expression(), at };
  }

  #iteration(at: number): Node {
    const keyword = this.#next().text as 'for' | 'some' | 'every';
    this.#at++;
    const iterators: Iterator[] = [];
    const parseRest = (): Node => {
      const name = this.#nameUntil('in');
      this.#expect('in');
      const from = this.#expression();
      const to = this.#accept('..') ? this.#expression() : undefined;
      iterators.push({ name, from, to });
      const declared = this.#scopes.declare(name, shapeOf(from, this.#shapes));
      return this.#scopes.with(declared, () => {
        if (this.#accept(',')) return parseRest();
        this.#expect(keyword === 'for' ? 'return' : 'satisfies');
        if (keyword !== 'for') return this.#expression();
        return this.#scopes.with(this.#scopes.declare('partial'), () => this.#expression());
      });
    };
    const body = parseRest();
    if (keyword === 'for') return { kind: 'for', iterators, body, at };
    return { kind: 'quantified', quantifier: keyword, iterators, body, at };
  }

  #function(at: number): Node {
    this.#at++;
    this.#expect('(');
    const parameters: ParameterNode[] = [];
    if (!this.#accept(')')) {
      do {
        const name = this.#nameUntil(':', ',', ')');
        parameters.push({ name, type: this.#accept(':') ? this.#type() : undefined });
      } while (this.#accept(','));
      this.#expect(')');
    }
    const external = this.#accept('external');
    const names = new KnownNames(parameters.map(({ name }) => name));
    return { kind: 'function', parameters, body: this.#scopes.with(names, () => this.#expression()), external, at };
  }
}
