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

describe('the pages about the house', () => {
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
