#!/usr/bin/env node
// Type-checks one package (and what it imports): node tools/check.mjs engine/kernel [more packages]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkPackages } from './link-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dirs = process.argv.slice(2);
if (!dirs.length) {
  console.error('usage: node tools/check.mjs <package folder> …');
  process.exit(2);
}
linkPackages(root);
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const config = path.join(root, '.cache', `tsconfig.${dirs.join('+').replaceAll('/', '-')}.json`);
const include = dirs.flatMap((dir) => [`../${dir}/src`, `../${dir}/test`]);
fs.writeFileSync(
  config,
  JSON.stringify({ extends: '../tsconfig.json', include, exclude: ['**/dist', '**/node_modules'] }),
);
const result = spawnSync('npx', ['vue-tsc', '--noEmit', '-p', config], { cwd: root, stdio: 'inherit' });
process.exit(result.status ?? 1);
