import { compileFeel, ExpressionLimitError, matchesLinearly, scopeOf } from '@anliu/engine-expression';
import { officeIso } from '@anliu/office-time';
import { isPlainObject, own } from '../values/empty.js';

/** A compiled expression of a form. */
export interface Feel {
  readonly source: string;
  /** Names it reads; conservatively also property names, so `sum(items.price)` mentions `price`. */
  readonly mentions: ReadonlySet<string>;
  /** The value, or null when it cannot be computed from these values. `onOverrun` is told when that was for its cost. */
  evaluate(values: Record<string, unknown>, now: Date, onOverrun?: () => void): unknown;
}

const withoutLiterals = (source: string): string =>
  source
    .replace(/"(?:[^"\\]|\\.)*"/g, ' ')
    .replace(/\/\/[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ');

/** Every word outside string literals and comments. Field names hold no blanks, so what is not mentioned cannot matter. */
export function wordsOf(source: string): ReadonlySet<string> {
  return new Set(withoutLiterals(source).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
}

/** Milliseconds an expression gets once more when the clock ran out: a busy machine is no reason to close a form. */
const SECOND_TRY_MS = 300;

/** Answers remembered per expression: while a form is filled in, nearly every row stays as it was. */
const MEMORY = 512;

/** @throws ExpressionSyntaxError, ExpressionLimitError */
export function compileExpression(source: string): Feel {
  const compiled = compileFeel(source);
  const mentions = wordsOf(source);
  const partly = partlyRead(source, compiled.identifiers);
  const relevant = (values: Record<string, unknown>): Record<string, unknown> => {
    const picked: Record<string, unknown> = {};
    for (const name of compiled.identifiers) {
      const value = own(values, name);
      if (value === undefined) continue;
      picked[name] =
        partly.has(name) && isPlainObject(value) && !(value instanceof Date) ? only(value, mentions) : value;
    }
    return picked;
  };
  const memory = new Map<string, unknown>();
  return {
    source,
    mentions,
    evaluate: (values, now, onOverrun) => {
      const scope = relevant(values);
      const key = `${now.getTime()} ${JSON.stringify(scope)}`;
      if (memory.has(key)) return memory.get(key);
      let result: unknown;
      try {
        result = plain(
          patiently((more) =>
            compiled.evaluate(
              scopeOf(scope, () => now),
              { isoDates: true, ...more },
            ),
          ),
        );
      } catch (error) {
        if (error instanceof ExpressionLimitError) onOverrun?.();
        // A form in the middle of being filled in may not fail: what cannot be decided is unknown. A spent budget is not
        // remembered, the machine may only have been busy.
        return null;
      }
      if (memory.size >= MEMORY) memory.clear();
      memory.set(key, result);
      return result;
    },
  };
}

/** A second time, longer, when only the clock ran out. */
function patiently<T>(evaluate: (more: { maxMilliseconds?: number }) => T): T {
  try {
    return evaluate({});
  } catch (error) {
    if (!(error instanceof ExpressionLimitError) || error.limit !== 'time') throw error;
    return evaluate({ maxMilliseconds: SECOND_TRY_MS });
  }
}

/** Names of which the source only ever reads properties (`row.price`), so that the rest of their value cannot matter. */
function partlyRead(source: string, identifiers: readonly string[]): ReadonlySet<string> {
  const bare = withoutLiterals(source);
  return new Set(
    identifiers.filter((name) => {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return false;
      const uses = [...bare.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_.])${name}(?![\\p{L}\\p{N}_])(\\s*\\.)?`, 'gu'))];
      return uses.length > 0 && uses.every((use) => use[1] !== undefined);
    }),
  );
}

const only = (value: Record<string, unknown>, names: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));

/** Dates and times as their text; data holds JSON only. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === undefined ? null : value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return officeIso(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** Whether the whole text matches a pattern in linear time. @throws when the pattern is no RE2 expression. */
export function matchesPattern(value: string, pattern: string): boolean {
  return matchesLinearly(value, `^(?:${pattern})$`);
}
