import { truncate, type FeelNumber } from '../number.js';
import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';
import { matchesPattern, replaceAll, splitBy } from './patterns.js';

/** DMN 1.5, 10.3.4.3: texts count by code points. */
export const TEXT: readonly Definition[] = [
  define<[string, FeelNumber, FeelNumber | null]>(
    'substring(string: string, start position: number, length?: number?)',
    ([text, start, length], evaluation) => {
      evaluation.budget.spend(1 + (text.length >> 4));
      const points = Array.from(text);
      const at = truncate(start);
      const count = length === null ? points.length : truncate(length);
      if (at === 0 || Math.abs(at) > points.length || count < 1) {
        return evaluation.warn('INVALID_VALUE', 'substring: outside the text');
      }
      const from = at > 0 ? at - 1 : points.length + at;
      return points.slice(from, from + count).join('');
    },
  ),
  define<[string]>('string length(string: string)', ([text], evaluation) => {
    evaluation.budget.spend(1 + (text.length >> 4));
    let length = 0;
    for (const point of text) length += point === '' ? 0 : 1;
    return length;
  }),
  define<[string]>('upper case(string: string)', ([text], { budget }) => budget.text(text.toUpperCase())),
  define<[string]>('lower case(string: string)', ([text], { budget }) => budget.text(text.toLowerCase())),
  define<[string, string]>('substring before(string: string, match: string)', ([text, match], { budget }) => {
    budget.spend(1 + (text.length >> 8));
    const at = text.indexOf(match);
    return at < 0 ? '' : text.slice(0, at);
  }),
  define<[string, string]>('substring after(string: string, match: string)', ([text, match], { budget }) => {
    budget.spend(1 + (text.length >> 8));
    const at = text.indexOf(match);
    return at < 0 ? '' : text.slice(at + match.length);
  }),
  define<[string, string]>('contains(string: string, match: string)', ([text, match], { budget }) => {
    budget.spend(1 + (text.length >> 8));
    return text.includes(match);
  }),
  define<[string, string]>('starts with(string: string, match: string)', ([text, match]) => text.startsWith(match)),
  define<[string, string]>('ends with(string: string, match: string)', ([text, match]) => text.endsWith(match)),
  define<[string, string, string | null]>(
    'matches(input: string, pattern: string, flags?: string?)',
    ([input, pattern, flags], evaluation) => matchesPattern(input, pattern, flags ?? '', evaluation),
  ),
  define<[string, string, string, string | null]>(
    'replace(input: string, pattern: string, replacement: string, flags?: string?)',
    ([input, pattern, replacement, flags], evaluation) =>
      replaceAll(input, pattern, replacement, flags ?? '', evaluation),
  ),
  define<[string, string]>('split(string: string, delimiter: string)', ([text, delimiter], evaluation) =>
    splitBy(text, delimiter, evaluation),
  ),
  define<[readonly (string | null)[], string | null]>(
    'string join(list: list<string>, delimiter?: string?)',
    ([list, delimiter], { budget }) => joined(list, delimiter ?? '', budget),
  ),
  define<[string]>('trim(string: string)', ([text], { budget }) => budget.text(text.trim())),
];

function joined(
  list: readonly (string | null)[],
  delimiter: string,
  budget: { spend(steps: number): void; text(value: string): string },
): FeelValue {
  budget.spend(1 + list.length);
  let text = '';
  let first = true;
  for (const part of list) {
    if (part === null) continue;
    text = budget.text(first ? part : text + delimiter + part);
    first = false;
  }
  return text;
}
