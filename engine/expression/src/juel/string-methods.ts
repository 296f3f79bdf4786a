import type { Budget } from '../budget.js';
import { ExpressionLimitError } from '../errors.js';
import { MAX_STRING_LENGTH } from '../limits.js';
import { chargePattern, compilePattern, replacePattern } from '../regex.js';
import { toNumber, toText } from './coerce.js';
import { JuelFailure } from './failure.js';

/** Calls a `java.lang.String` method in common use; undefined when it is not on the list. Patterns run in linear time. */
export function callString(text: string, name: string, args: readonly unknown[], budget: Budget): unknown {
  budget.spend(1 + (text.length >> 8));
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method || args.length < method.min || args.length > method.max) return undefined;
  const result = method.call(text, args, budget);
  return typeof result === 'string' ? budget.text(result) : result;
}

interface StringMethod {
  readonly min: number;
  readonly max: number;
  call(text: string, args: readonly unknown[], budget: Budget): unknown;
}

function method(min: number, max: number, call: StringMethod['call']): StringMethod {
  return { min, max, call };
}

function index(value: unknown, from: number, to: number): number {
  const number = Number(toNumber(value, 'Integer'));
  if (!Number.isInteger(number) || number < from || number > to) {
    throw new JuelFailure('other', `String index out of range: ${String(value)}`);
  }
  return number;
}

const METHODS: Readonly<Record<string, StringMethod>> = {
  length: method(0, 0, (text) => text.length),
  isEmpty: method(0, 0, (text) => text === ''),
  isBlank: method(0, 0, (text) => text.trim() === ''),
  trim: method(0, 0, (text) => text.trim()),
  strip: method(0, 0, (text) => text.trim()),
  toUpperCase: method(0, 0, (text) => text.toUpperCase()),
  toLowerCase: method(0, 0, (text) => text.toLowerCase()),
  toString: method(0, 0, (text) => text),
  hashCode: method(0, 0, (text) => hashCode(text)),
  equals: method(1, 1, (text, [other]) => text === other),
  equalsIgnoreCase: method(
    1,
    1,
    (text, [other]) => typeof other === 'string' && text.toLowerCase() === other.toLowerCase(),
  ),
  compareTo: method(1, 1, (text, [other]) => (text < toText(other) ? -1 : text > toText(other) ? 1 : 0)),
  contains: method(1, 1, (text, [part]) => text.includes(toText(part))),
  startsWith: method(1, 2, (text, [part, at]) =>
    text.startsWith(toText(part), at === undefined ? 0 : index(at, 0, text.length)),
  ),
  endsWith: method(1, 1, (text, [part]) => text.endsWith(toText(part))),
  indexOf: method(1, 2, (text, [part, at]) => text.indexOf(toText(part), at === undefined ? 0 : Number(toNumber(at)))),
  lastIndexOf: method(1, 1, (text, [part]) => text.lastIndexOf(toText(part))),
  charAt: method(1, 1, (text, [at]) => text.charAt(index(at, 0, text.length - 1))),
  substring: method(1, 2, (text, [from, to]) => {
    const end = to === undefined ? text.length : index(to, 0, text.length);
    return text.slice(index(from, 0, end), end);
  }),
  concat: method(1, 1, (text, [other]) => text + toText(other)),
  replace: method(2, 2, (text, [from, to], budget) => replaceLiteral(text, toText(from), toText(to), budget)),
  replaceAll: method(2, 2, (text, [pattern, to], budget) =>
    replaceMatches(text, toText(pattern), toText(to), true, budget),
  ),
  replaceFirst: method(2, 2, (text, [pattern, to], budget) =>
    replaceMatches(text, toText(pattern), toText(to), false, budget),
  ),
  matches: method(1, 1, (text, [pattern], budget) => {
    const source = toText(pattern);
    chargePattern(budget, source, text);
    return guarded(source, () => compilePattern(source).matches(text));
  }),
  split: method(1, 1, (text, [pattern], budget) => {
    const source = toText(pattern);
    chargePattern(budget, source, text);
    return guarded(source, () => compilePattern(source).split(text));
  }),
};

function replaceLiteral(text: string, from: string, to: string, budget: Budget): string {
  const pieces = text.split(from);
  budget.spend(pieces.length);
  if (text.length + (pieces.length + 1) * to.length > 2 * MAX_STRING_LENGTH) {
    throw new ExpressionLimitError('string-length', MAX_STRING_LENGTH);
  }
  return from === '' ? to + pieces.map((piece) => piece + to).join('') : pieces.join(to);
}

function replaceMatches(text: string, pattern: string, to: string, all: boolean, budget: Budget): string {
  return guarded(pattern, () => replacePattern(pattern, '', text, to, all, budget));
}

function guarded<T>(pattern: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionLimitError) throw error;
    throw new JuelFailure('other', `Illegal pattern '${pattern}'`);
  }
}

function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}
