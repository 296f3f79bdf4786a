import { ExpressionSyntaxError } from '../../errors.js';

type TokenKind = 'word' | 'number' | 'string' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The text of a word or symbol, the value of a string, the digits of a number. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Start and part characters of a name (DMN 1.5, 10.3.1.2, rules 27–29). */
const WORD =
  /\?|[_\p{L}\p{Nl}\p{So}\u200C-\u200D\u2070-\u218F\u{10000}-\u{EFFFF}][_\p{L}\p{Nl}\p{Nd}\p{M}\p{Pc}\p{So}\u00B7\u200C-\u200D\u2070-\u218F\u{10000}-\u{EFFFF}]*/uy;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:\p{White_Space}|\uFEFF|\/\/[^\n\r]*|\/\*[^]*?\*\/)+/uy;
const SYMBOL = /\.\.|\*\*|->|<=|>=|!=|[-+*/=<>()[\]{},:.@']/y;

/** Splits a source into tokens. @throws ExpressionSyntaxError at the first character that begins none */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const push = (kind: TokenKind, text: string, length: number): void => {
    tokens.push({ kind, text, from: at, to: at + length });
    at += length;
  };
  while (true) {
    at += match(SPACE)?.length ?? 0;
    if (at >= source.length) break;
    const number = match(NUMBER);
    const word = number === undefined ? match(WORD) : undefined;
    const symbol = number === undefined && word === undefined ? match(SYMBOL) : undefined;
    if (number !== undefined) push('number', number, number.length);
    else if (word !== undefined) push('word', word, word.length);
    else if (source[at] === '"') {
      const length = stringLength(source, at);
      push('string', unescape(source.slice(at + 1, at + length - 1)), length);
    } else if (symbol !== undefined) push('symbol', symbol, symbol.length);
    else throw syntaxError(source, at);
  }
  tokens.push({ kind: 'end', text: '', from: source.length, to: source.length });
  return tokens;
}

export function syntaxError(source: string, offset: number, wanted?: string): ExpressionSyntaxError {
  const near = source.slice(offset, offset + 20);
  const where = near ? `near '${near}'` : 'at the end';
  const hint = wanted ? `, expected ${wanted}` : '';
  return new ExpressionSyntaxError(`Error parsing FEEL '${source}': unexpected input ${where}${hint}`, source, offset);
}

function stringLength(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"') return at + 1 - start;
  }
  throw syntaxError(source, start, 'a closing quotation mark');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** A backslash before any other character stands for itself, so that patterns can be written plainly. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([^]))/g,
    (whole, short: string | undefined, long: string | undefined, single: string | undefined) => {
      if (single !== undefined) return Object.hasOwn(ESCAPES, single) ? (ESCAPES[single] ?? whole) : whole;
      const code = parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
