import { describe, expect, it } from 'vitest';
import { coerce, conforms, fromData, parseFeelType, tryCoerce, typeName } from '../../src/index.js';
import { text } from './ask.js';

describe('types', () => {
  it.each([
    ['1 instance of number', 'true'],
    ['null instance of Any', 'false'],
    ['null instance of Null', 'true'],
    ['@"P1Y" instance of years and months duration', 'true'],
    ['@"2026-01-01T00:00:00" instance of date and time', 'true'],
    ['[1, 2] instance of list<number>', 'true'],
    ['[1, "a"] instance of list<number>', 'false'],
    ['{a: 1, b: 2} instance of context<a: number>', 'true'],
    ['{b: 2} instance of context<a: number>', 'false'],
    ['(function(a: number) a) instance of function<number> -> Any', 'true'],
    ['(function() 1) instance of function<number> -> Any', 'false'],
    ['1 instance of number and true', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['list<context<a: string, b: list<number>>>', 'function<number, string> -> boolean', 'range<date>'])(
    '%s is written as it is read',
    (name) => {
      expect(typeName(parseFeelType(name)!)).toBe(name);
    },
  );

  it('names of item definitions are asked for', () => {
    const person = parseFeelType('context<name: string>')!;
    const type = parseFeelType('list<tPerson>', (name) => (name === 'tPerson' ? person : undefined))!;
    expect(conforms(fromData([{ name: 'A' }]), type)).toBe(true);
    expect(parseFeelType('list<tOther>')).toBeUndefined();
  });

  it('coercion opens a list of one and closes a single value into one', () => {
    expect(coerce([1], parseFeelType('number')!)).toBe(1);
    expect(coerce(1, parseFeelType('list<number>')!)).toEqual([1]);
    expect(coerce('a', parseFeelType('number')!)).toBeNull();
    expect(tryCoerce('a', parseFeelType('number')!)).toBeUndefined();
  });
});
