import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const regions = path.join(root, 'templates/regions');
const HOMES = ['modules', 'plugins', 'designer', 'engine', 'templates'];
const SKIPPED = new Set(['node_modules', 'dist', 'test', 'fixtures']);
const TEXT = /\.(ts|vue|mjs|js|json|yaml|csv|html|bpmn|dmn|css)$/;

function* files(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && file !== regions) yield* files(file);
    } else if (TEXT.test(entry.name) && !entry.name.includes('.spec.')) yield file;
  }
}

/** Names and codes that belong to one place: divisions from county up, what each region says of itself, its people. */
function namesOfPlaces(): string[] {
  const names = new Set<string>();
  for (const line of fs.readFileSync(path.join(regions, 'divisions.csv'), 'utf8').split(/\r?\n/).slice(1)) {
    const [code = '', name = '', , level = ''] = line.split(',');
    if (['province', 'city', 'county'].includes(level) && name.length > 2) names.add(name).add(code);
  }
  for (const id of fs.readdirSync(regions)) {
    const file = path.join(regions, id, 'region.yaml');
    if (!fs.existsSync(file)) continue;
    const region = parse(fs.readFileSync(file, 'utf8')) as {
      region: string;
      name: string;
      issuer: Record<string, string>;
    };
    for (const value of [
      region.region,
      region.name,
      region.name.replace(/[县市区]$/, ''),
      ...Object.values(region.issuer),
    ])
      if (value.length > 1) names.add(value);
    const people = path.join(regions, id, 'people.yaml');
    if (!fs.existsSync(people)) continue;
    type Named = { name: string };
    const demo = parse(fs.readFileSync(people, 'utf8')) as {
      posts: { title: string }[];
      people: Named[];
      enterprises: (Named & { people: Named[] })[];
    };
    // Some accounts of the demonstration are called what they are; that names nobody.
    const isTitle = (name: string): boolean => demo.posts.some(({ title }) => title.startsWith(name));
    for (const { name } of [...demo.people, ...demo.enterprises, ...demo.enterprises.flatMap((each) => each.people)])
      if (!isTitle(name)) names.add(name);
  }
  return [...names];
}

/** A code counts only where it stands alone, not inside a longer number. */
const pattern = (name: string): RegExp =>
  /^\d+$/.test(name) ? new RegExp(`(?<!\\d)${name}(?!\\d)`) : new RegExp(name);

describe('what belongs to one region', () => {
  const names = namesOfPlaces();

  it('is known: divisions, authorities, people', () => {
    expect(names.length).toBeGreaterThan(200);
    expect(names).toEqual(expect.arrayContaining(['320724', '灌南', '灌南县人民法院', '南京市']));
  });

  it('is named nowhere outside templates/regions (tests may)', () => {
    const any = new RegExp(names.map((name) => pattern(name).source).join('|'));
    const found: string[] = [];
    let seen = 0;
    for (const home of HOMES) {
      for (const file of files(path.join(root, home))) {
        seen += 1;
        const text = fs.readFileSync(file, 'utf8');
        const hit = any.exec(text);
        if (hit) found.push(`${path.relative(root, file)}:${text.slice(0, hit.index).split('\n').length} ${hit[0]}`);
      }
    }
    expect(found).toEqual([]);
    expect(seen).toBeGreaterThan(500);
  });
});
