import { describe, expect, it } from 'vitest';
import { compileFeel, scopeOf } from '../src/index.js';

const now = () => new Date('2026-11-23T02:00:00Z');
const evaluate = (source: string, variables: Record<string, unknown> = {}) =>
  compileFeel(source).evaluate(scopeOf(variables, now));

describe('FEEL', () => {
  it.each<[string, unknown]>([
    ['1 + 2 * 3', 7],
    ['1e3 + 2.5e-1', 1000.25],
    ['if 级别 = "重大" then 3 else 30', 3],
    ['整改 期限 + 1', 16],
    ['人.姓名', '张三'],
    ['for i in 1..3 return i * 2', [2, 4, 6]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in [1..3] return i', [1, 2, 3]],
    ['for i in (1..4) return i', [2, 3]],
    ['for i in 1..2, j in i..2 return i * 10 + j', [11, 12, 22]],
    ['for i in 1..4 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24]],
    ['some x in 数 satisfies x > 2', true],
    ['every x in 数 satisfies x > 2', false],
    ['数[item > 1]', [2, 3]],
    ['count(数[item > 1])', 2],
    ['{a: 1, b: a + 1}.b', 2],
    ['(function(x, y) x + y)(1, 2)', 3],
    ['sort(数, function(a, b) a > b)', [3, 2, 1]],
    ['matches("320724", "^32\\d{4}$")', true],
    ['replace("abc", "(b)", "[$1]")', 'a[b]c'],
    ['split("a,b,,", ",")', ['a', 'b', '', '']],
    ['string join(["a", "b"], "-")', 'a-b'],
    ['distinct values([1, 2, 1])', [1, 2]],
    ['union([1], [1, 2])', [1, 2]],
    ['today()', '2026-11-23'],
    ['string(now())', '2026-11-23T10:00:00@Asia/Shanghai'],
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['起.hour', 8],
    ['a-b + 1', 6],
    ['1 between 0 and 3', true],
    ['3 in [1..5]', true],
    ['不存在', null],
    ['count', null],
    ['1 / 0', null],
    ['"?" + "!"', '?!'],
  ])('%s is %j', (source, expected) => {
    const variables = { 级别: '重大', '整改 期限': 15, 人: { 姓名: '张三' }, 数: [1, 2, 3], 起: new Date(0), 'a-b': 5 };
    expect(evaluate(source, variables)).toEqual(expected);
  });

  it('gives an instant back as a Date', () => {
    expect(evaluate('now() + duration("PT1H")')).toEqual(new Date('2026-11-23T03:00:00Z'));
  });

  it('keeps its results apart from one evaluation to the next', () => {
    const expression = compileFeel('x + y');
    expect(expression.evaluate(scopeOf({ x: 1, y: 2 }))).toBe(3);
    expect(expression.evaluate(scopeOf({ x: 5 }))).toBeNull();
    expect(expression.evaluate(scopeOf({ x: 'a', y: 'b' }))).toBe('ab');
  });

  it('a variable may be named like a function', () => {
    expect(evaluate('replace + 1', { replace: 1 })).toBe(2);
    expect(evaluate('count + 1', { count: 1 })).toBe(2);
  });

  it('tells which names it reads', () => {
    expect(compileFeel('a.b + 整改 期限[item > c]').identifiers).toEqual(['a', '整改 期限', 'c']);
  });

  it.each([
    ['1 +', 3],
    ['(1', 2],
    ['a # b', 2],
    ['', 0],
  ])('%j is refused with its position', (source, offset) => {
    expect(() => compileFeel(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_SYNTAX', offset }));
  });

  it.each<[string, unknown, boolean]>([
    ['> 3', 4, true],
    ['"a", "b"', 'b', true],
    ['[1..3]', 4, false],
    ['not(1, 2)', 3, true],
    ['-', null, true],
    ['matches(?, "a+")', 'aa', true],
    ['> limit', 4, false],
  ])('the unary tests %s on %j give %j', (source, input, expected) => {
    const scope = scopeOf({ '?': input, limit: 10 });
    expect(compileFeel(source, { kind: 'unary-tests' }).evaluate(scope)).toBe(expected);
  });
});
