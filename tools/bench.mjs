#!/usr/bin/env node
// npm run bench: every measurement in one run, with ratios. Nothing here passes or fails.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
ensureInstalled(root);
await buildAll({ app: false });
const { benchEngine } = await import('../bench/engine.mjs');
await benchEngine();
const { benchHttp } = await import('../bench/http.mjs');
await benchHttp();
const { benchHostile } = await import('../bench/hostile.mjs');
await benchHostile();
