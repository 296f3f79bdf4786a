import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demonstrationRegion, readRegions, regionOn } from './region.js';

describe('region folders', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-regions-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  const write = (id: string, text: string): void => {
    fs.mkdirSync(path.join(folder, id));
    fs.writeFileSync(path.join(folder, id, 'region.yaml'), text);
  };
  const county = "region: '110101'\nname: 甲县\nissuer: { short: 甲 }\n";

  it('are found by the division they speak for, whatever they are called', () => {
    write('zzz', county);
    write('a.b', "region: '110000'\nname: 乙省\ndemonstration: true\n");
    const regions = readRegions(folder);
    expect(regionOn(['110000', '110100', '110101', '110101001'], regions)?.issuer).toEqual({ short: '甲' });
    expect(regionOn(['110000', '110100', '110102'], regions)?.name).toBe('乙省');
    expect(regionOn(['120000'], regions)).toBeUndefined();
    expect(demonstrationRegion(regions).region).toBe('110000');
  });

  it('that cannot be read, or speak for the same division, are named with what to do', () => {
    write('one', county);
    expect(() => demonstrationRegion(readRegions(folder))).toThrow('没有演示地区');
    write('two', county);
    expect(() => readRegions(folder)).toThrow(/two.*都是 110101，请只保留一个/);
    write('six', 'region: 甲\nname: 甲县\n');
    expect(() => readRegions(folder)).toThrow(/six.*region：应为行政区划代码/);
  });
});

describe('the regions of the product', () => {
  it('say who issues documents and where one may appeal', () => {
    for (const region of readRegions()) {
      expect(Object.keys(region.issuer), region.folder).toEqual(
        expect.arrayContaining(['short', 'name', 'review', 'court']),
      );
    }
    expect(demonstrationRegion().demonstration).toBe(true);
  });
});
