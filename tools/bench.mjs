#!/usr/bin/env node
// npm run bench [-- engine|http|hostile|scale|load]: measurements with ratios, all but `scale` and `load` in one run. Nothing here passes or fails.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
ensureInstalled(root);

const BENCHES = {
  engine: async () => (await import('../bench/engine.mjs')).benchEngine(),
  http: async () => (await import('../bench/http.mjs')).benchHttp(),
  hostile: async () => (await import('../bench/hostile.mjs')).benchHostile(),
  scale: async (args) => (await import('../bench/scale/index.mjs')).benchScale(scaleOptions(args)),
  load: async () => (await import('../bench/scale/load.mjs')).benchLoad(),
};
/** Takes minutes the first time: only when asked for. */
const ASKED_FOR = new Set(['scale', 'load']);

/** `scale sqlite`, `scale mongodb`, `scale sqlite 200 5000` */
function scaleOptions(args) {
  const stores = args.filter((arg) => !/^\d+$/.test(arg));
  const sizes = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
  return { ...(stores.length ? { stores } : {}), ...(sizes.length === 2 ? { sizes } : {}) };
}

const [name, ...args] = process.argv.slice(2);
if (name !== undefined && !(name in BENCHES)) {
  console.error(`no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
await buildAll({ app: false });
for (const [key, run] of Object.entries(BENCHES))
  if (name === undefined ? !ASKED_FOR.has(key) : name === key) await run(args);
