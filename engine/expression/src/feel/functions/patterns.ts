import { ExpressionLimitError } from '../../errors.js';
import { chargePattern, compilePattern, replacePattern } from '../../regex.js';
import type { FeelEvaluation } from '../evaluation.js';
import type { FeelValue } from '../values.js';
import { translateXPath } from './xpath-regex.js';

/** Flags of XPath: `s` dot matches newlines, `m` lines, `i` ignore case, `x` blanks in the pattern mean nothing. */
const FLAGS = /^[smix]*$/;

function withPattern(
  pattern: string,
  flags: string,
  evaluation: FeelEvaluation,
  run: (pattern: string, flags: string) => FeelValue,
): FeelValue {
  if (!FLAGS.test(flags)) return evaluation.warn('INVALID_VALUE', `no such flags: '${flags}'`);
  try {
    return run(translateXPath(pattern, flags), flags);
  } catch (error) {
    if (error instanceof ExpressionLimitError) throw error;
    return evaluation.warn('INVALID_VALUE', `no regular expression: '${pattern}'`);
  }
}

export function matchesPattern(input: string, pattern: string, flags: string, evaluation: FeelEvaluation): FeelValue {
  return withPattern(pattern, flags, evaluation, (translated, bits) => {
    chargePattern(evaluation.budget, translated, input);
    return compilePattern(translated, bits).matcher(input).find();
  });
}

export function replaceAll(
  input: string,
  pattern: string,
  replacement: string,
  flags: string,
  evaluation: FeelEvaluation,
): FeelValue {
  return withPattern(pattern, flags, evaluation, (translated, bits) =>
    replacePattern(translated, bits, input, replacement, true, evaluation.budget),
  );
}

/** Keeps empty pieces, at the end too. */
export function splitBy(text: string, pattern: string, evaluation: FeelEvaluation): FeelValue {
  return withPattern(pattern, '', evaluation, (translated) => {
    chargePattern(evaluation.budget, translated, text);
    const matcher = compilePattern(translated).matcher(text);
    const pieces: string[] = [];
    let at = 0;
    while (matcher.find()) {
      if (matcher.end() === 0 || matcher.start() === text.length) continue;
      evaluation.budget.spend();
      pieces.push(text.slice(at, matcher.start()));
      at = matcher.end();
    }
    pieces.push(text.slice(at));
    return pieces;
  });
}
