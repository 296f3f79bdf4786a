import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

const test = (source: string, input: unknown): unknown => ask(source, { '?': input }, 'unary-tests').value;

describe('unary tests', () => {
  it.each<[string, unknown, unknown]>([
    ['-', null, true],
    ['> 3', 4, true],
    ['>= 3, < 0', 1, false],
    ['"a", "b"', 'b', true],
    ['[1..3]', 4, false],
    ['not(1, 2)', 3, true],
    ['not("a")', 'a', false],
    ['null', null, true],
    ['? > 3 and ? < 5', 4, true],
    ['contains(?, "b")', 'abc', true],
    ['[1, 2]', 2, true],
    ['= 3', 3, true],
    ['!= 3', 3, false],
    ['> 3', 'a', null],
  ])('%s on %j is %j', (source, input, expected) => {
    expect(test(source, input)).toBe(expected);
  });

  it.each([
    ['10 in (1, < 5, >= 10)', 'true'],
    ['1 in [[2..4], [1..3]]', 'true'],
    ['5 in <= 4', 'false'],
    ['5 in (2 + 3) * 1', 'true'],
    ['{a: 1} in [{a: 1}]', 'true'],
    ['3 in !=3', 'false'],
  ])('as the right side of in: %s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });
});
