import { describe, expect, it } from 'vitest';
import { RegionTree } from './region-tree.js';
import { shippedRegions } from './regions.js';

describe('regions', () => {
  const regions = shippedRegions();

  it('ship the province with its cities, counties, development zones and townships', () => {
    expect(regions.size).toBe(1 + 13 + 95 + 9 + 1487);
    expect(regions.path('320724101').map((region) => region.name)).toEqual([
      '江苏省',
      '连云港市',
      '灌南县',
      '堆沟港镇',
    ]);
  });

  it('belong to a region by the tree and not by the digits of the code (T60)', () => {
    expect(regions.isWithin('320724101', '320724')).toBe(true);
    expect(regions.isWithin('320724', '320724')).toBe(true);
    expect(regions.isWithin('320724', '320700')).toBe(true);
    expect(regions.isWithin('320724', '3207')).toBe(false);
    expect(regions.isWithin('320724', '32072')).toBe(false);
    const moved = new RegionTree([
      { code: '1', name: '省', parent: '', level: 'province' },
      { code: '11', name: '甲市', parent: '1', level: 'city' },
      { code: '12', name: '乙市', parent: '1', level: 'city' },
      { code: '1101', name: '划归乙市的县', parent: '12', level: 'county' },
    ]);
    expect(moved.isWithin('1101', '11')).toBe(false);
    expect(moved.isWithin('1101', '12')).toBe(true);
  });

  it('that are unknown are within nothing', () => {
    expect(regions.isWithin('999999', '320000')).toBe(false);
    expect(regions.isWithin('320724', '999999')).toBe(false);
    expect(regions.path('999999')).toEqual([]);
  });

  it.each([
    ['an unknown level', [{ code: '1', name: 'a', parent: '', level: 'moon' }], /unknown level/],
    ['a missing parent', [{ code: '1', name: 'a', parent: '9', level: 'city' }], /parent 9 is missing/],
    [
      'a code twice',
      [
        { code: '1', name: 'a', parent: '', level: 'province' },
        { code: '1', name: 'b', parent: '', level: 'province' },
      ],
      /twice/,
    ],
  ])('are refused with %s', (_, rows, message) => {
    expect(() => new RegionTree(rows)).toThrow(message);
  });
});
