import { describe, expect, it } from 'vitest';
import { FeelContext, toData } from '../../src/index.js';
import { ask, text } from './ask.js';

describe('contexts', () => {
  it.each([
    ['{a: 1, b: a + 1}.b', '2'],
    ['{"foo+bar((!": 1}', '{"foo+bar((!": 1}'],
    ['{foo+bar: 1}.foo+bar', '1'],
    ['{a: 1} = {"a": 1}', 'true'],
    ['{a: {b: {c: 1}}}.a.b.c', '1'],
    ['get value({a: 1}, "a")', '1'],
    ['get entries({a: 1})', '[{key: "a", value: 1}]'],
    ['context([{key: "a", value: 1}])', '{a: 1}'],
    ['context put({a: 1, b: 2}, "a", 3)', '{a: 3, b: 2}'],
    ['context put({x: {y: 0}}, ["x", "y"], 1)', '{x: {y: 1}}'],
    ['context merge([{a: 1, b: 1}, {a: 2}])', '{a: 2, b: 1}'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('keep their entries in order', () => {
    expect([...(ask('{z: 1, a: 2}').value as FeelContext).keys()]).toEqual(['z', 'a']);
  });

  it('have no entries but their own', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(ask(`{a: 1}.${name}`)).toEqual({ value: null, warnings: ['UNKNOWN_PROPERTY'] });
    }
    const data = toData(ask('{__proto__: 1}').value) as object;
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(Object.keys(data)).toEqual(['__proto__']);
  });

  it('a key that comes twice makes no context', () => {
    expect(ask('{a: 1, a: 2}')).toEqual({ value: null, warnings: ['DUPLICATE_KEY'] });
  });
});
