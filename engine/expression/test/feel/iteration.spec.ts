import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

describe('iteration', () => {
  it.each([
    ['for i in 1..3 return i * 2', '[2, 4, 6]'],
    ['for i in 3..1 return i', '[3, 2, 1]'],
    ['for i in [1..4) return i', '[1, 2, 3]'],
    ['for i in 1..2, j in i..2 return i * 10 + j', '[11, 12, 22]'],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', '[1, 1, 2, 6, 24]'],
    ['for d in @"2026-01-30"..@"2026-02-01" return d.day', '[30, 31, 1]'],
    ['for x in [[1, 2], [3]], y in x return y', '[1, 2, 3]'],
    ['for i in [] return i', '[]'],
    ['some x in [1, 2], y in [2, 3] satisfies x = y', 'true'],
    ['every x in [1, 2] satisfies x > 1', 'false'],
    ['every x in [] satisfies false', 'true'],
    ['some x in [1, null] satisfies x > 5', 'null'],
    ['if null then 1 else 2', '2'],
    ['1 between 0 and 3 and true', 'true'],
    ['false and null', 'false'],
    ['true and null', 'null'],
    ['true or "x"', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['for i in "a".."z" return i', 'for i in [2..1] return i', 'for i in 1..@"2026-01-01" return i'])(
    '%s is null with a warning',
    (source) => {
      expect(ask(source)).toEqual({ value: null, warnings: ['INVALID_TYPE'] });
    },
  );
});
