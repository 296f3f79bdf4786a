import { ExpressionLimitError } from '../../errors.js';
import { MAX_DEPTH } from '../../limits.js';
import { ANY, namedType, type TypeResolver } from '../types.js';
import type { FeelType } from '../values.js';
import { syntaxError, tokenize, type Token } from './lexer.js';
import { joinParts } from './names.js';

/** Words that follow a type in an expression. */
const ENDS = new Set('or in then else return satisfies between external'.split(' '));

interface Parsed {
  /** Undefined for a name nothing is known of. */
  readonly type: FeelType | undefined;
  readonly next: number;
}

/** A type from its text: `list<number>`, `context<a: string>`, … Undefined when a name in it is not known. */
export function parseFeelType(text: string, types: TypeResolver = () => undefined): FeelType | undefined {
  const tokens = tokenize(text);
  const { type, next } = parseTypeTokens(text, tokens, 0, types);
  if (tokens[next]?.kind !== 'end') throw syntaxError(text, tokens[next]?.from ?? 0);
  return type;
}

/** Reads a type at a token (DMN 1.5, 10.3.1.2, rules 52–53). */
export function parseTypeTokens(
  source: string,
  tokens: readonly Token[],
  start: number,
  types: TypeResolver,
  depth = 0,
): Parsed {
  if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
  let at = start;
  const is = (text: string): boolean => tokens[at]?.text === text && tokens[at]?.kind !== 'string';
  const expect = (text: string): void => {
    if (!is(text)) throw syntaxError(source, tokens[at]?.from ?? source.length, `'${text}'`);
    at++;
  };
  const inner = (): FeelType | undefined => {
    const parsed = parseTypeTokens(source, tokens, at, types, depth + 1);
    at = parsed.next;
    return parsed.type;
  };
  const done = (type: FeelType | undefined): Parsed => ({ type, next: at });
  const name = readName(source, tokens, at, types);
  at = name.next;
  if (!is('<')) return done(name.type);
  at++;
  if (name.text === 'list' || name.text === 'range') {
    const element = inner();
    expect('>');
    return done(element && { kind: name.text, element });
  }
  if (name.text === 'context') {
    const entries = new Map<string, FeelType>();
    let known = true;
    while (!is('>')) {
      const parts: string[] = [];
      while (!is(':') && tokens[at]?.kind !== 'end') parts.push(tokens[at++]?.text ?? '');
      expect(':');
      const type = inner();
      if (type) entries.set(joinParts(parts), type);
      else known = false;
      if (is(',')) at++;
      else break;
    }
    expect('>');
    return done(known ? { kind: 'context', entries } : undefined);
  }
  if (name.text !== 'function') throw syntaxError(source, tokens[at - 1]?.from ?? 0);
  const parameters: (FeelType | undefined)[] = [];
  while (!is('>')) {
    parameters.push(inner());
    if (is(',')) at++;
    else break;
  }
  expect('>');
  let returns: FeelType | undefined = ANY;
  if (is('->')) {
    at++;
    returns = inner();
  }
  const all = parameters.filter((type) => type !== undefined);
  return done(returns && all.length === parameters.length ? { kind: 'function', parameters: all, returns } : undefined);
}

/** The longest run of words that names a type, else the words up to a keyword. */
function readName(
  source: string,
  tokens: readonly Token[],
  start: number,
  types: TypeResolver,
): { text: string; type: FeelType | undefined; next: number } {
  const parts: string[] = [];
  let best: { text: string; type: FeelType; next: number } | undefined;
  let plainEnd = start;
  let plain = true;
  for (let at = start; parts.length < 12; at++) {
    const token = tokens[at];
    const dot = token?.kind === 'symbol' && token.text === '.';
    if (!token || (token.kind !== 'word' && token.kind !== 'number' && !dot)) break;
    parts.push(token.text);
    const text = joinParts(parts);
    const type = types(text) ?? namedType(text);
    if (type) best = { text, type, next: at + 1 };
    if (ENDS.has(token.text) || (token.text === 'and' && plain)) plain = false;
    if (plain) plainEnd = at + 1;
  }
  if (best) return best;
  if (plainEnd === start) throw syntaxError(source, tokens[start]?.from ?? source.length, 'a type');
  const words = tokens.slice(start, plainEnd).map((token) => token.text);
  return { text: joinParts(words), type: undefined, next: plainEnd };
}
