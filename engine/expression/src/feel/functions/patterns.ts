import { Budget } from '../../budget.js';
import { ExpressionLimitError } from '../../errors.js';
import { chargePattern, compilePattern, replaceMatches, type Matches } from '../../regex.js';
import type { FeelEvaluation } from '../evaluation.js';
import type { FeelValue } from '../values.js';
import { backtrack } from './backtracking.js';
import { BackReferenceFound, translateXPath } from './xpath-regex.js';

/** Flags of XPath: `s` dot matches newlines, `m` lines, `i` ignore case, `x` blanks in the pattern mean nothing. */
const FLAGS = /^[smix]*$/;

/** Hands over the matches of a pattern: in linear time, or step by step from the budget when it has back-references. */
function withMatches(
  input: string,
  pattern: string,
  flags: string,
  evaluation: FeelEvaluation,
  use: (matches: Matches) => FeelValue,
): FeelValue {
  if (!FLAGS.test(flags)) return evaluation.warn('INVALID_VALUE', `no such flags: '${flags}'`);
  const { budget } = evaluation;
  try {
    return use(linear(input, pattern, flags, evaluation) ?? backtrack(input, pattern, flags, budget));
  } catch (error) {
    if (error instanceof ExpressionLimitError || error instanceof RangeError) throw error;
    return evaluation.warn('INVALID_VALUE', `no regular expression: '${pattern}'`);
  }
}

function linear(input: string, pattern: string, flags: string, { budget }: FeelEvaluation): Matches | undefined {
  try {
    const translated = translateXPath(pattern, flags);
    chargePattern(budget, translated, input);
    return compilePattern(translated, flags).matcher(input);
  } catch (error) {
    if (error instanceof BackReferenceFound) return undefined;
    throw error;
  }
}

/**
 * Whether a text holds a match of a pattern of XPath, in linear time: for patterns that others wrote and that are tried
 * on whatever is typed.
 * @throws an error when it is no pattern or has back-references; ExpressionLimitError when either is too long
 */
export function matchesLinearly(text: string, pattern: string): boolean {
  const translated = translateXPath(pattern, '');
  chargePattern(new Budget(undefined), translated, text);
  return compilePattern(translated).matcher(text).find();
}

export function matchesPattern(input: string, pattern: string, flags: string, evaluation: FeelEvaluation): FeelValue {
  return withMatches(input, pattern, flags, evaluation, (matches) => matches.find());
}

export function replaceAll(
  input: string,
  pattern: string,
  replacement: string,
  flags: string,
  evaluation: FeelEvaluation,
): FeelValue {
  return withMatches(input, pattern, flags, evaluation, (matches) =>
    replaceMatches(matches, input, replacement, true, evaluation.budget),
  );
}

/** Keeps empty pieces, at the end too. */
export function splitBy(text: string, pattern: string, evaluation: FeelEvaluation): FeelValue {
  return withMatches(text, pattern, '', evaluation, (matches) => {
    const pieces: string[] = [];
    let at = 0;
    while (matches.find()) {
      if (matches.end() === 0 || matches.start() === text.length) continue;
      evaluation.budget.spend();
      pieces.push(text.slice(at, matches.start()));
      at = matches.end();
    }
    pieces.push(text.slice(at));
    return pieces;
  });
}
