import { describe, expect, it } from 'vitest';
import { toData } from '../../src/index.js';
import { ask, text } from './ask.js';

describe('numbers', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['1.10 * 3', '3.3'],
    ['9007199254740993 + 2', '9007199254740995'],
    ['1 / 3', '0.3333333333333333333333333333333333'],
    ['2 / 3', '0.6666666666666666666666666666666667'],
    ['2 ** 100', '1267650600228229401496703205376'],
    ['2 ** -1', '0.5'],
    ['-2 ** 2', '4'],
    ['2 ** 3 ** 2', '64'],
    ['1.5e3', '1500'],
    ['.5 + 1', '1.5'],
    ['--3', '3'],
    ['10 - 2 - 3', '5'],
  ])('%s is exactly %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('rounds the thirty-fifth digit half to even', () => {
    expect(text('1234567890123456789012345678901234 + 0.5')).toBe('1234567890123456789012345678901234');
    expect(text('1234567890123456789012345678901235 + 0.5')).toBe('1234567890123456789012345678901236');
  });

  it.each([
    ['decimal(2.5, 0)', '2'],
    ['decimal(3.5, 0)', '4'],
    ['decimal(1/3, 2)', '0.33'],
    ['floor(-1.5)', '-2'],
    ['ceiling(-1.5)', '-1'],
    ['round up(-5.5, 0)', '-6'],
    ['round down(5.55, 1)', '5.5'],
    ['round half up(2.5, 0)', '3'],
    ['round half down(2.5, 0)', '2'],
    ['round half up(1250, -2)', '1300'],
    ['modulo(-10, 4)', '2'],
    ['modulo(10.1, -4.5)', '-3.4'],
    ['abs(-@"PT5H")', 'PT5H'],
    ['sqrt(16)', '4'],
    ['odd(-3) and even(0)', 'true'],
    ['number("1.234,5", ".", ",")', '1234.5'],
    ['median([8, 2, 5, 7])', '6'],
    ['mode([3, 6, 1, 6, 3])', '[3, 6]'],
    ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931'],
    ['mean([1, 2])', '1.5'],
    ['product([2, 3, 4])', '24'],
    ['min(3, 1, 2) + max([3, 1, 2])', '4'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['1 / 0', 'modulo(1, 0)', 'sqrt(-1)', 'log(0)', '10 ** 7000', 'number("1,000")', 'floor(1, 99999)'])(
    '%s is null and says why',
    (source) => {
      const { value, warnings } = ask(source);
      expect(value).toBeNull();
      expect(warnings).not.toEqual([]);
    },
  );

  it('are doubles outside, and null where a double cannot hold them', () => {
    expect(toData(ask('0.1 + 0.2').value)).toBe(0.3);
    expect(toData(ask('10 ** 400').value)).toBeNull();
  });

  it('are told apart from texts: 1 = "1" has no answer', () => {
    expect(ask('1 = "1"')).toEqual({ value: null, warnings: ['NOT_COMPARABLE'] });
  });
});
