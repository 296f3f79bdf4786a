import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as door from '../src/index.js';
import { casesOf, newFolder, openPlatform, removeFolder, type TestPlatform } from './platform.js';

const MODULES = fileURLToPath(new URL('../../', import.meta.url));

/** Source files of every other module, tests left out: they may look inside. */
function sourcesOfOthers(): { file: string; text: string }[] {
  return fs
    .readdirSync(MODULES)
    .filter((name) => name !== 'cases' && fs.existsSync(path.join(MODULES, name, 'src')))
    .flatMap((name) =>
      fs
        .readdirSync(path.join(MODULES, name, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => path.join(MODULES, name, 'src', file)),
    )
    .map((file) => ({ file: path.relative(MODULES, file), text: fs.readFileSync(file, 'utf8') }));
}

describe('the door of cases', () => {
  let folder: string;
  let test: TestPlatform;
  beforeAll(async () => {
    folder = newFolder();
    test = await openPlatform(folder);
  });
  afterAll(async () => {
    await test.stop();
    removeFolder(folder);
  });

  it('offers verbs: neither its store nor what it works with can be reached through it', () => {
    const fields = Object.entries(casesOf(test));
    expect(fields, 'public fields of Cases').toEqual([]);
    expect(Object.keys(door).filter((name) => /context|store|model/i.test(name))).toEqual([]);
  });

  it('is the only way in: no other module asks the model of cases or takes its context', () => {
    const reaching = sourcesOfOthers().filter(({ text }) =>
      /\bCaseContext\b|cases\.context\b|model(<[^>]*>)?\('Case'|caseModel/.test(text),
    );
    expect(reaching.map(({ file }) => file)).toEqual([]);
  });
});
