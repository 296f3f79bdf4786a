import { describe, expect, it } from 'vitest';
import {
  createFeelEvaluation,
  expressionLimits as limits,
  parseFeel,
  toData,
  type FeelValue,
} from '../../src/index.js';
import { MAX_BACKTRACKING_TEXT } from '../../src/feel/functions/backtracking.js';
import { MAX_WARNINGS } from '../../src/feel/evaluation.js';

const exceeds = (limit: string) => expect.objectContaining({ code: 'EXPRESSION_LIMIT', limit });
const patient = { maxSteps: 10_000_000, maxMilliseconds: 10_000 };
const run = (source: string, values: Record<string, FeelValue> = {}, budget: object = patient): FeelValue =>
  parseFeel(source).evaluate({ get: (name) => values[name] }, createFeelEvaluation({ budget }));

describe('the bounds of FEEL', () => {
  it('calls nest to a depth and no deeper', () => {
    const countdown = (n: number) => run(`{f: function(f, n) if n = 0 then 0 else f(f, n - 1), r: f(f, ${n})}.r`);
    expect(countdown(limits.MAX_CALL_DEPTH - 1)).toBe(0);
    expect(() => countdown(limits.MAX_CALL_DEPTH)).toThrow(exceeds('depth'));
  });

  it('brackets nest to a depth and no deeper', () => {
    const nested = (depth: number) => run(`${'('.repeat(depth)}1${')'.repeat(depth)}`);
    expect(nested(90)).toBe(1);
    expect(() => nested(limits.MAX_DEPTH + 1)).toThrow(exceeds('depth'));
  });

  it('readings that are tried and given up do not multiply', () => {
    expect(() => parseFeel(`${'x in ('.repeat(60)}1`)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^EXPRESSION_(LIMIT|SYNTAX)$/) }),
    );
  });

  it('a list that is made has a length', () => {
    const list = new Array<FeelValue>(limits.MAX_DATA_NODES / 2).fill(1);
    expect(run('count(concatenate(list, list))', { list })).toBe(limits.MAX_DATA_NODES);
    expect(() => run('count(append(concatenate(list, list), 1))', { list })).toThrow(exceeds('list-length'));
  });

  it('a text that is made has a length', () => {
    const half = 'a'.repeat(limits.MAX_STRING_LENGTH / 2);
    expect(run('string length(half + half)', { half })).toBe(limits.MAX_STRING_LENGTH);
    expect(() => run('half + half + "a"', { half })).toThrow(exceeds('string-length'));
    expect(() => run('string join([half, half, "a"])', { half })).toThrow(exceeds('string-length'));
  });

  it('every way to multiply work spends the budget', () => {
    const list = new Array<FeelValue>(2_000).fill(1);
    for (const source of [
      'count(for i in list, j in list return 1)',
      'some i in list, j in list satisfies false',
      'count(list[count(list[item = 2]) = 1])',
      'sort(list, function(a, b) count(list[item = 2]) = 1)',
      'for i in list return partial',
      'for i in list return distinct values(for j in list return {a: j})',
    ]) {
      expect(() => run(source, { list }, { maxSteps: limits.MAX_STEPS, maxMilliseconds: 10_000 }), source).toThrow(
        exceeds('steps'),
      );
    }
  });

  it('shared parts that unfold without end are not walked to the end', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `x${i + 1}: [x${i}, x${i}]`).join(', ');
    for (const use of ['string(x40)', 'x40 = flatten([x40])', 'distinct values([x40, x40])']) {
      expect(() => run(`{x0: [1], ${doubling}, r: ${use}}.r`, {}, {})).toThrow(
        expect.objectContaining({ code: 'EXPRESSION_LIMIT' }),
      );
    }
  });

  it('shared parts become as much data as the steps of an evaluation allow, and no more', () => {
    const leaves = (count: number): FeelValue => new Array<FeelValue>(count).fill(1);
    expect(toData(leaves(limits.MAX_STEPS - 1))).toHaveLength(limits.MAX_STEPS - 1);
    expect(() => toData(leaves(limits.MAX_STEPS))).toThrow(exceeds('steps'));
    let doubled: FeelValue = [1];
    for (let i = 0; i < 100; i++) doubled = [doubled, doubled];
    expect(() => toData(doubled)).toThrow(exceeds('steps'));
    const text = 'a'.repeat(limits.MAX_STRING_LENGTH);
    expect(() => toData(new Array<FeelValue>(1_000).fill(text))).toThrow(exceeds('steps'));
  });

  it('a text that is searched with back-references has a length, and the search a budget', () => {
    const search = (length: number, pattern: string) =>
      run(`matches(text, "${pattern}")`, { text: 'a'.repeat(length) }, {});
    expect(search(MAX_BACKTRACKING_TEXT, '(a)\\\\1')).toBe(true);
    expect(() => search(MAX_BACKTRACKING_TEXT + 1, '(a)\\\\1')).toThrow(exceeds('pattern'));
    expect(() => search(MAX_BACKTRACKING_TEXT, '(a+)+b\\\\1')).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_LIMIT' }),
    );
  });

  it('warnings are told up to a number', () => {
    const told: unknown[] = [];
    const evaluation = createFeelEvaluation({ onWarning: (warning) => told.push(warning) });
    parseFeel(`for i in 1..${MAX_WARNINGS + 50} return nothing`).evaluate({ get: () => undefined }, evaluation);
    expect(told).toHaveLength(MAX_WARNINGS);
    expect(told[0]).toMatchObject({ code: 'UNKNOWN_NAME', source: expect.stringContaining('nothing'), offset: 23 });
  });
});
