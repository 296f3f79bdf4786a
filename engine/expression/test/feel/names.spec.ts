import { describe, expect, it } from 'vitest';
import { compileFeel, parseFeel, scopeOf, type NameScope } from '../../src/index.js';
import { text } from './ask.js';

describe('names', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['整改 期限 + 1', { '整改 期限': 15 }, '16'],
    ['first  name', { 'first name': 'A' }, 'A'],
    ['a-b + 1', { 'a-b': 5 }, '6'],
    ['a-b', { a: 3, b: 1 }, '2'],
    ['start and end', { 'start and end': 1, start: 2 }, '1'],
    ['person.first name', { person: { 'first name': 'A' } }, 'A'],
    ['rows[unit price > 1].unit price', { rows: [{ 'unit price': 1 }, { 'unit price': 2 }] }, '[2]'],
    ['for d in days in weekend return d', { 'days in weekend': [6, 7] }, '[6, 7]'],
    ['date', { date: 7 }, '7'],
    ['{first+last: 1, b: first+last + 1}.b', {}, '2'],
  ])('%s with %j is %s', (source, variables, expected) => {
    expect(text(source, variables)).toBe(expected);
  });

  it('inside contexts are told by a name scope', () => {
    const inner: NameScope = { names: () => ['in-time'] };
    const names: NameScope = { names: () => ['order'], child: () => inner };
    expect(parseFeel('order.in-time', { names }).identifiers).toEqual(['order']);
    expect(parseFeel('order.in-time').identifiers).toEqual(['order', 'time']);
  });

  it('of a scope are found again by an expression that was compiled without them', () => {
    const expression = compileFeel('a-b');
    expect(expression.evaluate(scopeOf({ 'a-b': 5 }))).toBe(5);
    expect(expression.evaluate(scopeOf({ a: 3, b: 1 }))).toBe(2);
  });

  it.each([
    ['1 +', 3],
    ['if a then b', 11],
    ['[1, 2', 5],
    ['"open', 0],
    ['a # b', 2],
    ['1 2', 2],
  ])('what cannot be read is refused at its place: %j', (source, offset) => {
    expect(() => parseFeel(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_SYNTAX', offset }));
  });

  it('comments are blanks', () => {
    expect(text('1 /* one */ + // two\n 2')).toBe('3');
  });
});
