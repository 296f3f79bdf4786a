import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

describe('lists', () => {
  it.each([
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][item >= 2]', '[2, 3]'],
    ['[{x: 1}, {x: 2}][x = 2]', '[{x: 2}]'],
    ['[{item: 1}, {item: 2}][item = 2]', '[{item: 2}]'],
    ['[{x: 1}, {y: 2}].y', '[null, 2]'],
    ['100[1]', '100'],
    ['100[item > 200]', '[]'],
    ['[][1]', 'null'],
    ['list contains([1, null], null)', 'true'],
    ['sublist([1, 2, 3], -2, 1)', '[2]'],
    ['append([1], [2], 3)', '[1, [2], 3]'],
    ['concatenate([1], [2, 3])', '[1, 2, 3]'],
    ['insert before([1, 3], 2, 2)', '[1, 2, 3]'],
    ['remove([1, 2, 3], 2)', '[1, 3]'],
    ['list replace([1, 2, 3], 2, null)', '[1, null, 3]'],
    ['list replace([2, 4, 7], function(item, newItem) item < newItem, 5)', '[5, 5, 7]'],
    ['reverse([1, 2])', '[2, 1]'],
    ['index of([1, 2, 1], 1)', '[1, 3]'],
    ['union([1, 2], [2, 3])', '[1, 2, 3]'],
    ['distinct values([1, {a: 1}, 1, {a: 1}])', '[1, {a: 1}]'],
    ['duplicate values([1, 2, 1, 1])', '[1]'],
    ['flatten([[1, [2]], 3])', '[1, 2, 3]'],
    ['sort([3, 1, 2], function(x, y) x > y)', '[3, 2, 1]'],
    ['sort([3, 1, 2])', '[1, 2, 3]'],
    ['all([true, null])', 'null'],
    ['any([true, null])', 'true'],
    ['count([1, 2])', '2'],
    ['count(null)', 'null'],
    ['[1, 2] = [1, 2]', 'true'],
    ['sum([])', 'null'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('sorting keeps the order of what is equal', () => {
    const rows = [
      { k: 1, n: 'a' },
      { k: 0, n: 'b' },
      { k: 1, n: 'c' },
    ];
    expect(text('sort(rows, function(x, y) x.k < y.k).n', { rows })).toBe('["b", "a", "c"]');
  });

  it('a position outside is null with a warning', () => {
    expect(ask('[1][2]')).toEqual({ value: null, warnings: ['INVALID_VALUE'] });
  });
});
