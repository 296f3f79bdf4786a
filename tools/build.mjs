#!/usr/bin/env node
// Builds what has changed since the last build: every server package by esbuild (file by file, no bundling), the
// single-page application by Vite (build/app.mjs). A stamp per unit holds the hash of its inputs, so a second start builds nothing.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './build/app.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const GROUPS = ['engine', 'modules', 'plugins', 'designer'];

export const packages = GROUPS.flatMap((group) =>
  fs.existsSync(path.join(root, group))
    ? fs
        .readdirSync(path.join(root, group))
        .map((name) => path.join(group, name))
        .filter((dir) => fs.existsSync(path.join(root, dir, 'package.json')))
    : [],
);

const SKIPPED = new Set(['node_modules', 'dist']);
function* files(dir) {
  if (!fs.existsSync(dir)) return;
  for (const entry of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* files(file);
    } else yield file;
  }
}

function hashOf(dirs, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const dir of dirs)
    for (const file of files(dir)) hash.update(file.slice(root.length)).update(fs.readFileSync(file));
  return hash.digest('hex');
}

const upToDate = (stamp, hash) => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash;
const isSource = (file) => /\.ts$/.test(file) && !/\.(spec|d)\.ts$/.test(file);

/** Builds one package if its sources have changed. @returns whether it was built */
export async function buildPackage(dir) {
  const src = path.join(root, dir, 'src');
  const out = path.join(root, dir, 'dist');
  const stamp = path.join(out, '.stamp');
  const hash = hashOf([src]);
  if (upToDate(stamp, hash)) return false;
  const { build } = await import('esbuild');
  fs.rmSync(out, { recursive: true, force: true });
  await build({
    entryPoints: [...files(src)].filter(isSource),
    outdir: out,
    outbase: src,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
  // Data that lives beside the code (JSON, CSV, fonts, SQL) travels with it.
  for (const file of files(src)) {
    if (/\.(ts|vue|css)$/.test(file)) continue;
    const target = path.join(out, path.relative(src, file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, target);
  }
  fs.writeFileSync(stamp, hash);
  return true;
}

export async function buildAll({ app = true } = {}) {
  const built = [];
  for (const dir of packages) if (!dir.startsWith('designer/') && (await buildPackage(dir))) built.push(dir);
  if (app && (await buildApp(root))) built.push('designer/app');
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildAll({ app: !process.argv.includes('--server') });
  console.log(built.length ? `built ${built.join(', ')}` : 'everything is up to date');
}
