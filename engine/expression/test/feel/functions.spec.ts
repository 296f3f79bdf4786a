import { describe, expect, it } from 'vitest';
import { createFeelEvaluation, feelFunction, isFeelNumber, parseFeel, parseFeelType } from '../../src/index.js';
import { ask, text } from './ask.js';

describe('functions', () => {
  it.each([
    ['(function(x, y) x - y)(5, 3)', '2'],
    ['(function(x, y) x - y)(y: 5, x: 3)', '-2'],
    ['{f: function(n) if n = 0 then 1 else n * 2, r: f(4)}.r', '8'],
    ['(function(a) function(b) a * b)(10)(3)', '30'],
    ['(function(a: number) a + 1)([1])', '2'],
    ['(function(a: string) a)(1)', 'null'],
    ['substring(string: "foobar", start position: 4)', 'bar'],
    ['date(year: 2026, month: 11, day: 23)', '2026-11-23'],
    ['abs(-1)', '1'],
    ['not(false)', 'true'],
    ['(function(f: function<number> -> number) f(16))(sqrt)', '4'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['abs()', 'abs(1, 2)', 'abs(m: 1)', 'abs("1")', '"abs"(1)', 'nothing()', '(function(a) a)()'])(
    '%s is null with a warning',
    (source) => {
      const { value, warnings } = ask(source);
      expect(value).toBeNull();
      expect(warnings).not.toEqual([]);
    },
  );

  it('can be given from outside, with named arguments', () => {
    const twice = feelFunction([{ name: 'n', type: parseFeelType('number')! }], (n = null) =>
      isFeelNumber(n) ? Number(n) * 2 : null,
    );
    const scope = { get: (name: string) => (name === 'twice of' ? twice : undefined) };
    const call = parseFeel('twice of(n: 21)', { names: ['twice of'] });
    expect(call.evaluate(scope, createFeelEvaluation())).toBe(42);
  });

  it('of the language stay callable beside a variable of their name', () => {
    expect(text('count([1, 2]) + count', { count: 5 })).toBe('7');
  });
});
