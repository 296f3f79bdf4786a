import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pagesIn = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const PAGES = ['docs/architecture.md', 'CONTRIBUTING.md', ...pagesIn('docs/decisions'), ...pagesIn('docs/handbook')];
const NAMED = /`((?:engine|modules|designer|plugins|templates|tools|e2e|bench|docs)\/[\w./-]*\w\/?)`/g;

const READMES = ['engine', 'modules', 'plugins', 'designer'].flatMap((group) =>
  fs
    .readdirSync(path.join(root, group))
    .map((name) => `${group}/${name}/README.md`)
    .filter((file) => fs.existsSync(path.join(root, file))),
);
/** A file of code or data, or a folder of sources with its slash; relative to the package, its `src`, or the repository. */
const IN_PACKAGE = /`((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:ts|vue|mjs|css|csv)|src\/(?:[\w-]+\/)*)`/g;

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(file))
    .map((file) => file.replaceAll('\\', '/'));
}

describe('the pages about the house', () => {
  it.each(READMES)('%s names only files and folders that are there', (page) => {
    const dir = path.join(root, path.dirname(page));
    const there = filesBelow(dir);
    const text = fs.readFileSync(path.join(root, page), 'utf8');
    const named = [...text.matchAll(IN_PACKAGE)].map((match) => (match[1] ?? '').replace(/\/$/, ''));
    const missing = named.filter(
      (name) =>
        !fs.existsSync(path.join(root, name)) && !there.some((file) => file === name || file.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('number each decision once', () => {
    const numbers = pagesIn('docs/decisions').flatMap((page) => /(\d{4})-/.exec(page)?.[1] ?? []);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it.each(PAGES)('%s name only files and folders that are there', (page) => {
    const text = fs.readFileSync(path.join(root, page), 'utf8');
    const named = [...text.matchAll(NAMED)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !fs.existsSync(path.join(root, name)))).toEqual([]);
  });

  it('promise no second engine behind the port while there is none', () => {
    const engines = fs.readdirSync(path.join(root, 'engine'));
    const text = fs.readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
    if (!engines.includes('remote'))
      expect(text).not.toMatch(/two engines|either engine|Operaton or Camunda 7 behind the port/);
  });
});
