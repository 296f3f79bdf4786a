import { RE2JS } from 're2js';
import type { Budget } from './budget.js';
import { LruCache } from './cache.js';
import { ExpressionLimitError } from './errors.js';

/** Longest pattern text; RE2's automaton grows with it. */
export const MAX_PATTERN_LENGTH = 512;

/** Most work of one match: pattern length × input length, which bounds RE2's linear-time run. */
const MAX_PATTERN_WORK = 500_000;

/** Largest compiled pattern, in automaton instructions: `(x{30}){30}` is short and yet large. */
const MAX_PATTERN_PROGRAM = 2_000;

const cache = new LruCache<RE2JS>(200);

/**
 * Compiles a pattern for linear-time matching (RE2: no back-references, no look-around).
 * @param flags any of `i` (ignore case), `m` (multi-line), `s` (dot matches newline)
 * @throws ExpressionLimitError when the pattern is too large; the library's own error when it is malformed
 */
export function compilePattern(pattern: string, flags = ''): RE2JS {
  if (pattern.length > MAX_PATTERN_LENGTH) throw new ExpressionLimitError('pattern', MAX_PATTERN_LENGTH);
  return cache.getOrCreate(`${flags}/${pattern}`, () => {
    const bits =
      (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
      (flags.includes('m') ? RE2JS.MULTILINE : 0) |
      (flags.includes('s') ? RE2JS.DOTALL : 0);
    if (expandedSize(pattern) > MAX_PATTERN_PROGRAM) throw new ExpressionLimitError('pattern', MAX_PATTERN_PROGRAM);
    return RE2JS.compile(pattern, bits);
  });
}

/** Charges one run of a pattern over an input, refusing what would take too long. */
export function chargePattern(budget: Budget, pattern: string, input: string): void {
  const work = Math.max(1, expandedSize(pattern)) * input.length;
  if (work > MAX_PATTERN_WORK) throw new ExpressionLimitError('pattern', MAX_PATTERN_WORK);
  budget.spend(1 + (work >> 6));
}

/** Upper estimate of a pattern's size with its counted repetitions written out. */
export function expandedSize(pattern: string): number {
  let size = pattern.length;
  for (const [, low, high] of pattern.matchAll(/(?<!\\x)\{(\d{1,6})(?:,(\d{0,6}))?\}/g)) {
    size *= Math.max(1, Number(low), Number(high || 0));
  }
  return size;
}

/**
 * Replaces the first or every match, in linear time and never building more than `MAX_STRING_LENGTH`.
 * In the replacement `$0` … `$9` stand for groups and a backslash takes the next character literally.
 */
export function replacePattern(
  pattern: string,
  flags: string,
  text: string,
  replacement: string,
  all: boolean,
  budget: Budget,
): string {
  chargePattern(budget, pattern, text);
  return replaceMatches(compilePattern(pattern, flags).matcher(text), text, replacement, all, budget);
}

/** The matches of a pattern in a text, one after the other. */
export interface Matches {
  find(): boolean;
  start(): number;
  end(): number;
  group(index: number): string | null;
  groupCount(): number;
}

export function replaceMatches(
  matcher: Matches,
  text: string,
  replacement: string,
  all: boolean,
  budget: Budget,
): string {
  let result = '';
  let copied = 0;
  while (matcher.find()) {
    result = budget.text(result + text.slice(copied, matcher.start()) + expand(replacement, matcher));
    copied = matcher.end();
    if (!all) break;
  }
  return budget.text(result + text.slice(copied));
}

function expand(replacement: string, matcher: Matches): string {
  return replacement.replace(/\\([\s\S])|\$(\d)/g, (whole, literal: string | undefined, group: string | undefined) => {
    if (literal !== undefined) return literal;
    return Number(group) <= matcher.groupCount() ? (matcher.group(Number(group)) ?? '') : whole;
  });
}
