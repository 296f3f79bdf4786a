import { ExpressionSyntaxError } from '../errors.js';
import { asLong } from './coerce.js';

type TokenKind = 'number' | 'string' | 'name' | 'keyword' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly value?: string | number | bigint;
  readonly offset: number;
  /** For numbers: whether written with a point or exponent (a Java Double rather than a Long). */
  readonly decimal?: boolean;
}

const KEYWORDS = new Set('true false null empty div mod and or not lt gt le ge eq ne instanceof'.split(' '));
const SYMBOLS = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
  '?',
  ':',
  '+',
  '-',
  '*',
  '/',
  '%',
  '!',
  '<',
  '>',
  '}',
];
const NAME_START = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u;
const NAME_PART = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Sc}\p{Pc}#]/u;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;

/** Reads the tokens of one `${…}` from `offset` up to and including its closing brace. */
export function tokenize(source: string, offset: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let at = offset;
  for (;;) {
    while (at < source.length && /\s/.test(source[at]!)) at++;
    if (at >= source.length) throw syntaxError(source, at, '<EOF>', '}');
    const char = source[at]!;
    if (char === '"' || char === "'") {
      const read = readString(source, at);
      tokens.push({ kind: 'string', text: source.slice(at, read.end), value: read.value, offset: at });
      at = read.end;
      continue;
    }
    if (/\d/.test(char) || (char === '.' && /\d/.test(source[at + 1] ?? ''))) {
      NUMBER.lastIndex = at;
      const text = NUMBER.exec(source)![0];
      const decimal = /[.eE]/.test(text);
      if (!decimal && BigInt.asIntN(64, BigInt(text)) !== BigInt(text))
        throw syntaxError(source, at, text, '<INTEGER>');
      tokens.push({ kind: 'number', text, value: decimal ? Number(text) : asLong(BigInt(text)), offset: at, decimal });
      at += text.length;
      continue;
    }
    const name = readName(source, at);
    if (name) {
      tokens.push({ kind: KEYWORDS.has(name) ? 'keyword' : 'name', text: name, offset: at });
      at += name.length;
      continue;
    }
    const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
    if (!symbol) throw syntaxError(source, at, char, 'an expression');
    if (symbol === '}') {
      tokens.push({ kind: 'end', text: '}', offset: at });
      return { tokens, end: at + 1 };
    }
    tokens.push({ kind: 'symbol', text: symbol, offset: at });
    at += symbol.length;
  }
}

export function syntaxError(source: string, offset: number, found: string, expected: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError(
    `Error parsing '${source}': syntax error at position ${offset}, encountered '${found}', expected ${expected}`,
    source,
    offset,
  );
}

function readName(source: string, start: number): string {
  let end = start;
  for (const char of source.slice(start)) {
    if (!(end === start ? NAME_START : NAME_PART).test(char)) break;
    end += char.length;
  }
  return source.slice(start, end);
}

function readString(source: string, start: number): { value: string; end: number } {
  const quote = source[start]!;
  let value = '';
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at]!;
    if (char === quote) return { value, end: at + 1 };
    if (char === '\\') {
      const escaped = source[++at];
      if (escaped !== '\\' && escaped !== '"' && escaped !== "'") {
        throw syntaxError(source, at, `\\${escaped ?? ''}`, "'\\\\', '\\\"' or '\\''");
      }
      value += escaped;
    } else value += char;
  }
  throw syntaxError(source, start, source.slice(start, start + 20), 'a closing quote');
}
