import fs from 'node:fs';
import { RegionTree } from './region-tree.js';

let regions: RegionTree | undefined;

/** The regions shipped with the product (see `data/SOURCE.md`), read once. */
export function shippedRegions(): RegionTree {
  regions ??= new RegionTree(rows(fs.readFileSync(new URL('../data/regions-jiangsu.csv', import.meta.url), 'utf8')));
  return regions;
}

function* rows(text: string): Generator<{ code: string; name: string; parent: string; level: string }> {
  for (const line of text.split(/\r?\n/).slice(1)) {
    const [code = '', name = '', parent = '', level = ''] = line.split(',');
    if (code) yield { code, name, parent, level };
  }
}
