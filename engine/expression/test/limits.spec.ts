import { describe, expect, it } from 'vitest';
import { Budget } from '../src/budget.js';
import { LruCache } from '../src/cache.js';
import { compileFeel, compileJuel, expressionLimits as limits, scopeOf } from '../src/index.js';
import { compilePattern, expandedSize, MAX_PATTERN_LENGTH } from '../src/regex.js';

const exceeds = (limit: string) => expect.objectContaining({ code: 'EXPRESSION_LIMIT', limit });
const nested = (depth: number) => `\${${'('.repeat(depth)}1${')'.repeat(depth)}}`;

describe('every limit holds below, at and above its value', () => {
  it('JUEL source length', () => {
    const text = (length: number) => 'a'.repeat(length);
    expect(compileJuel(text(limits.MAX_SOURCE_LENGTH)).isLiteral).toBe(true);
    expect(() => compileJuel(text(limits.MAX_SOURCE_LENGTH + 1))).toThrow(exceeds('source-length'));
  });

  it('FEEL source length', () => {
    const text = (length: number) => `"${'a'.repeat(length - 2)}"`;
    expect(compileFeel(text(limits.MAX_FEEL_SOURCE_LENGTH)).identifiers).toEqual([]);
    expect(() => compileFeel(text(limits.MAX_FEEL_SOURCE_LENGTH + 1))).toThrow(exceeds('source-length'));
  });

  it('depth', () => {
    expect(compileJuel(nested(limits.MAX_DEPTH - 1)).evaluate(scopeOf({}))).toBe(1);
    expect(() => compileJuel(nested(limits.MAX_DEPTH))).toThrow(exceeds('depth'));
    expect(() => compileFeel(`${'('.repeat(201)}1${')'.repeat(201)}`)).toThrow(exceeds('depth'));
    expect(compileFeel(`${'('.repeat(90)}1${')'.repeat(90)}`).evaluate(scopeOf({}))).toBe(1);
  });

  it('length of an iterated range', () => {
    const count = (n: number) =>
      compileFeel(`count(for i in 1..${n} return 1)`).evaluate(scopeOf({}), { maxMilliseconds: 5_000 });
    expect(count(limits.MAX_RANGE_LENGTH)).toBe(limits.MAX_RANGE_LENGTH);
    expect(() => count(limits.MAX_RANGE_LENGTH + 1)).toThrow(exceeds('range-length'));
  });

  it('length of a string', () => {
    const half = 'a'.repeat(limits.MAX_STRING_LENGTH / 2);
    const join = (text: string) => compileJuel('${a.concat(b)}').evaluate(scopeOf({ a: half, b: text }));
    expect(join(half)).toHaveLength(limits.MAX_STRING_LENGTH);
    expect(() => join(`${half}a`)).toThrow(exceeds('string-length'));
  });

  it('steps', () => {
    const expression = compileFeel('for i in 1..100 return i');
    expect(expression.evaluate(scopeOf({}), { maxSteps: 10_000 })).toHaveLength(100);
    expect(() => expression.evaluate(scopeOf({}), { maxSteps: 100 })).toThrow(exceeds('steps'));
    const budget = new Budget({ maxSteps: 3 });
    budget.spend(3);
    expect(() => budget.spend()).toThrow(exceeds('steps'));
  });

  it('time, once enough has been done to blame the expression', () => {
    const budget = new Budget({ maxMilliseconds: -1 });
    budget.spend(limits.MIN_STEPS_BEFORE_CLOCK - 1);
    expect(() => budget.spend(1)).toThrow(exceeds('time'));
  });

  it('nodes of a scope value', () => {
    const list = (length: number) => scopeOf({ list: new Array(length).fill(1) });
    expect(
      compileFeel('list[1]').evaluate(list(limits.MAX_DATA_NODES - 1), { maxSteps: 1e6, maxMilliseconds: 5_000 }),
    ).toBe(1);
    expect(() => compileFeel('list[1]').evaluate(list(limits.MAX_DATA_NODES), { maxMilliseconds: 5_000 })).toThrow(
      exceeds('data-size'),
    );
  });

  it('a cyclic scope value', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(() => compileFeel('cyclic').evaluate(scopeOf({ cyclic }))).toThrow(exceeds('depth'));
  });

  it('length and written-out size of a pattern', () => {
    expect(compilePattern('a'.repeat(MAX_PATTERN_LENGTH)).matches('a'.repeat(MAX_PATTERN_LENGTH))).toBe(true);
    expect(() => compilePattern('a'.repeat(MAX_PATTERN_LENGTH + 1))).toThrow(exceeds('pattern'));
    expect(expandedSize('a{10}{10}')).toBe(900);
    expect(() => compilePattern('((a{100}){100}){100}')).toThrow(exceeds('pattern'));
  });

  it('the cache forgets what was used longest ago', () => {
    const cache = new LruCache<number>(2);
    cache.getOrCreate('a', () => 1);
    cache.getOrCreate('b', () => 2);
    cache.getOrCreate('a', () => 3);
    cache.getOrCreate('c', () => 4);
    expect(cache.size).toBe(2);
    expect([cache.getOrCreate('a', () => 5), cache.getOrCreate('b', () => 6)]).toEqual([1, 6]);
  });

  it('compiling the same text twice gives the same object', () => {
    expect(compileJuel('${same}')).toBe(compileJuel('${same}'));
    expect(compileFeel('same')).toBe(compileFeel('same'));
  });
});
