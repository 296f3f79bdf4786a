import fs from 'node:fs';
import path from 'node:path';
import { regionsFolder } from '@anliu/regions';
import { RegionTree } from './region-tree.js';

let regions: RegionTree | undefined;

/** The regions shipped with the product (`templates/regions/divisions.csv`), read once. */
export function shippedRegions(): RegionTree {
  regions ??= new RegionTree(rows(fs.readFileSync(path.join(regionsFolder(), 'divisions.csv'), 'utf8')));
  return regions;
}

function* rows(text: string): Generator<{ code: string; name: string; parent: string; level: string }> {
  for (const line of text.split(/\r?\n/).slice(1)) {
    const [code = '', name = '', parent = '', level = ''] = line.split(',');
    if (code) yield { code, name, parent, level };
  }
}
