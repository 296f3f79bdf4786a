import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appIsUpToDate, buildApp } from './app.mjs';

let root: string;
const write = (file: string, text: string): void => {
  const where = path.join(root, file);
  fs.mkdirSync(path.dirname(where), { recursive: true });
  fs.writeFileSync(where, text);
};

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-build-')));
  write('package-lock.json', '{}');
  write('designer/app/index.html', '<script type="module" src="/main.js"></script>');
  write('designer/app/main.js', `import { greet } from '../../engine/deep/inner.js'; import './page.css'; greet();`);
  write('designer/app/page.css', `@import './look/colours.css';`);
  write('designer/app/look/colours.css', 'p { color: red }');
  write('engine/deep/inner.js', 'export const greet = () => document.title;');
  write('engine/deep/other.js', 'export const unused = 1;');
  write('designer/app/public/icon.svg', '<svg/>');
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

it.each([
  ['a module it imports from any package', 'engine/deep/inner.js', 'export const greet = () => document.body;'],
  ['a style sheet another one imports', 'designer/app/look/colours.css', 'p { color: blue }'],
  ['a file served as it is', 'designer/app/public/icon.svg', '<svg></svg>'],
  ['the versions of its libraries', 'package-lock.json', '{"a":1}'],
])('is built again when %s changes', async (_what, file, text) => {
  expect(await buildApp(root)).toBe(true);
  expect(appIsUpToDate(root)).toBe(true);

  write(file, text);

  expect(appIsUpToDate(root)).toBe(false);
  expect(await buildApp(root)).toBe(true);
});

it('is not built again for a file it does not import', async () => {
  expect(await buildApp(root)).toBe(true);

  write('engine/deep/other.js', 'export const unused = 2;');

  expect(await buildApp(root)).toBe(false);
});
