import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { regionsFolder } from './folder.js';

const regionSchema = z.strictObject({
  /** Division this folder speaks for (`divisions.csv`). */
  region: z.string().regex(/^\d{6}(\d{3})?$/, '应为行政区划代码'),
  name: z.string().min(1).max(40),
  /** It is loaded into an installation that has nobody yet. */
  demonstration: z.boolean().default(false),
  /** `issuer.…` of documents and `{short}` of numbers: authority, review body, court. */
  issuer: z.record(z.string(), z.string()).default({}),
});

/** What is true in one region and nowhere else. */
export interface Region extends z.infer<typeof regionSchema> {
  /** Absolute path of its folder; the id is its last part and means nothing. */
  readonly folder: string;
}

const FILE = 'region.yaml';

/** Every region folder, in the order of their ids. @throws with the file and what is wrong in it */
export function readRegions(folder: string = regionsFolder()): Region[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const regions: Region[] = [];
  for (const entry of entries) {
    const own = path.join(folder, entry.name);
    const file = path.join(own, FILE);
    if (!entry.isDirectory() || !fs.existsSync(file)) continue;
    const parsed = regionSchema.safeParse(parse(fs.readFileSync(file, 'utf8')));
    if (!parsed.success) {
      const issues = parsed.error.issues.map(
        ({ path: at, message }) => `${at.map(String).join('.') || '（根）'}：${message}`,
      );
      throw new Error(`地区文件 ${file} 有误，请改正：${issues.join('；')}`);
    }
    const twin = regions.find(({ region }) => region === parsed.data.region);
    if (twin) throw new Error(`${file} 与 ${path.join(twin.folder, FILE)} 都是 ${twin.region}，请只保留一个。`);
    regions.push({ ...parsed.data, folder: own });
  }
  return regions;
}

let known: readonly Region[] | undefined;
const shipped = (): readonly Region[] => (known ??= readRegions());

/** The region of a division: that of the last code on the way down to it which has a folder. */
export function regionOn(path: readonly string[], regions: readonly Region[] = shipped()): Region | undefined {
  const code = path.findLast((step) => regions.some(({ region }) => region === step));
  return regions.find(({ region }) => region === code);
}

/** The region an installation begins with that was given none. @throws when no folder says `demonstration: true` */
export function demonstrationRegion(regions: readonly Region[] = shipped()): Region {
  const found = regions.find(({ demonstration }) => demonstration);
  if (!found) throw new Error('templates/regions 中没有演示地区（demonstration: true），请在配置文件中写明 region。');
  return found;
}
