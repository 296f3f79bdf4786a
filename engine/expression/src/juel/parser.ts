import { ExpressionLimitError } from '../errors.js';
import { MAX_DEPTH } from '../limits.js';
import type { BinaryOperator, Node, Part } from './ast.js';
import { syntaxError, tokenize, type Token } from './lexer.js';

const BINARY: ReadonlyArray<Readonly<Record<string, BinaryOperator>>> = [
  { '||': '||', or: '||' },
  { '&&': '&&', and: '&&' },
  { '==': '==', eq: '==', '!=': '!=', ne: '!=' },
  { '<': '<', lt: '<', '<=': '<=', le: '<=', '>': '>', gt: '>', '>=': '>=', ge: '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', div: '/', '%': '%', mod: '%' },
];

/**
 * Splits a text into literal pieces and parsed expressions. `\${` and `\#{` are literal; `${` and `#{` must not be mixed.
 * @throws ExpressionSyntaxError, ExpressionLimitError (depth)
 */
export function parseTemplate(source: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  let marker: string | undefined;
  for (let at = 0; at < source.length;) {
    const two = source.slice(at, at + 2);
    if (source[at] === '\\' && /^[$#]\{$/.test(source.slice(at + 1, at + 3))) {
      text += source.slice(at + 1, at + 3);
      at += 3;
    } else if (two === '${' || two === '#{') {
      if (marker && marker !== two) throw syntaxError(source, at, two, `'${marker}' throughout`);
      marker = two;
      if (text) parts.push({ type: 'text', text });
      text = '';
      const { tokens, end } = tokenize(source, at + 2);
      parts.push({ type: 'eval', node: new Parser(source, tokens).parse() });
      at = end;
    } else {
      text += source[at];
      at++;
    }
  }
  if (text) parts.push({ type: 'text', text });
  return parts;
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#token.kind !== 'end') throw this.#unexpected('}');
    return node;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #unexpected(expected: string): Error {
    return syntaxError(this.#source, this.#token.offset, this.#token.text, expected);
  }

  #take(text: string): boolean {
    const token = this.#token;
    if ((token.kind !== 'symbol' && token.kind !== 'keyword') || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(`'${text}'`);
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    const result = read();
    this.#depth--;
    return result;
  }

  #choice(): Node {
    return this.#nested(() => {
      const test = this.#binary(0);
      if (!this.#take('?')) return test;
      const yes = this.#choice();
      this.#expect(':');
      return { type: 'choice', test, yes, no: this.#choice() };
    });
  }

  #binary(level: number): Node {
    const operators = BINARY[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (let length = 0; ; length++) {
      const token = this.#token;
      const operator =
        (token.kind === 'symbol' || token.kind === 'keyword') && Object.hasOwn(operators, token.text)
          ? operators[token.text]
          : undefined;
      if (!operator) return left;
      // a chain a+b+c… nests to the left without recursion here, but its evaluation recurses
      if (length + this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
      this.#at++;
      left = { type: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Node {
    if (this.#take('-')) return this.#nested(() => ({ type: 'unary', operator: '-', operand: this.#unary() }));
    if (this.#take('!') || this.#take('not')) {
      return this.#nested(() => ({ type: 'unary', operator: '!', operand: this.#unary() }));
    }
    if (this.#take('empty')) return this.#nested(() => ({ type: 'unary', operator: 'empty', operand: this.#unary() }));
    return this.#value();
  }

  #value(): Node {
    let node = this.#primary();
    for (let length = 0; ; length++) {
      if (length + this.#depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
      if (this.#take('[')) {
        const key = this.#choice();
        this.#expect(']');
        node = { type: 'property', target: node, key };
      } else if (this.#take('.')) {
        const token = this.#token;
        if (token.kind !== 'name') throw this.#unexpected('a property name');
        this.#at++;
        node = this.#take('(')
          ? { type: 'method', target: node, name: token.text, args: this.#arguments() }
          : { type: 'property', target: node, key: { type: 'literal', value: token.text } };
      } else return node;
    }
  }

  #primary(): Node {
    const token = this.#token;
    this.#at++;
    if (token.kind === 'number') return { type: 'literal', value: token.value, decimal: token.decimal === true };
    if (token.kind === 'string') return { type: 'literal', value: token.value };
    if (token.kind === 'keyword' && token.text === 'true') return { type: 'literal', value: true };
    if (token.kind === 'keyword' && token.text === 'false') return { type: 'literal', value: false };
    if (token.kind === 'keyword' && token.text === 'null') return { type: 'literal', value: null };
    if (token.kind === 'name') return this.#name(token);
    if (token.text === '(' && token.kind === 'symbol') {
      const node = this.#choice();
      this.#expect(')');
      return node;
    }
    this.#at--;
    throw this.#unexpected('an expression');
  }

  #name(token: Token): Node {
    const separator = this.#token;
    const local = this.#tokens[this.#at + 1];
    const open = this.#tokens[this.#at + 2];
    if (separator.text === ':' && local?.kind === 'name' && open?.text === '(' && adjacent(token, separator, local)) {
      this.#at += 3;
      return { type: 'call', name: `${token.text}:${local.text}`, args: this.#arguments(), offset: token.offset };
    }
    if (this.#take('(')) return { type: 'call', name: token.text, args: this.#arguments(), offset: token.offset };
    return { type: 'identifier', name: token.text };
  }

  #arguments(): Node[] {
    const args: Node[] = [];
    if (this.#take(')')) return args;
    do args.push(this.#choice());
    while (this.#take(','));
    this.#expect(')');
    return args;
  }
}

function adjacent(first: Token, second: Token, third: Token): boolean {
  return first.offset + first.text.length === second.offset && second.offset + 1 === third.offset;
}
