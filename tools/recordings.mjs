#!/usr/bin/env node
// Replays the public recordings of a reference engine against this one and prints how many are equal:
//   npm run recordings -- [--dir FOLDER] [--only TEXT] [--verbose]
// FOLDER holds the runner (differential.mjs), the recordings (public.jsonl.gz) and their models. Every difference is kept in
// .cache/recordings/failures.json. What the reference failed at itself is counted apart (recordings/reference-errors.mjs).
// Fails below the floors of docs/bpmn-differences.md.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { gunzipSync } from 'node:zlib';
import { ensureInstalled } from './install.mjs';
import { isReferenceError } from './recordings/reference-errors.mjs';

/** Percent of all recordings that must be equal. Raise, never lower. */
const FLOOR = { state: 99.4, history: 99.4, order: 99.2 };
const LEVELS = Object.keys(FLOOR);

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    dir: { type: 'string', default: path.join(root, '../shared/conformance') },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const folder = path.resolve(options.dir);
const runner = path.join(folder, 'differential.mjs');
if (!fs.existsSync(runner)) {
  console.error(`no recordings in ${folder}\nusage: npm run recordings -- --dir FOLDER [--only TEXT] [--verbose]`);
  process.exit(2);
}
ensureInstalled(root);
await buildAll({ app: false });
const { startStandalone } = await import(pathToFileURL(path.join(root, 'engine/standalone/dist/index.js')).href);

const kept = path.join(root, '.cache/recordings');
fs.mkdirSync(kept, { recursive: true });
const report = path.join(kept, 'failures.json');
const golden = path.join(folder, 'public.jsonl.gz');
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-recordings-'));
const server = await startStandalone({ dataDir, port: 0, jobs: 'off' });
try {
  const replay = ['replay', '--url', server.url, '--models', path.join(folder, 'models')];
  const files = ['--golden', golden, '--json', report];
  const chosen = [...(options.only ? ['--only', options.only] : []), ...(options.verbose ? ['--verbose'] : [])];
  const child = spawn(process.execPath, [runner, ...replay, ...files, ...chosen], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the replay ended with ${code}`);
} finally {
  await server.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
const { tally, failures } = JSON.parse(fs.readFileSync(report, 'utf8'));
const nameOf = ({ files, seed }) => `${files[0]} #${seed}`;
const recorded = new Map(
  gunzipSync(fs.readFileSync(golden))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((one) => [nameOf(one), one.trace]),
);
const isSpoiled = (failure) => isReferenceError(recorded.get(nameOf(failure)), failure.difference);
const spoiled = failures.filter(isSpoiled);
const differing = failures.filter((failure) => !isSpoiled(failure));
for (const failure of differing)
  console.log(`DIFFERS ${failure.level.padEnd(7)} ${nameOf(failure)} ${failure.difference}`);
const compared = tally.scenarios - spoiled.length;
const shareOf = (level) => (100 * tally[level]) / compared;
console.log(
  `the reference failed in ${spoiled.length} that differ; of the other ${compared} are equal: ` +
    LEVELS.map((level) => `${level} ${tally[level]} (${shareOf(level).toFixed(2)} %)`).join(', '),
);
const low = options.only ? [] : LEVELS.filter((level) => shareOf(level) < FLOOR[level]);
for (const level of low) console.log(`BELOW THE FLOOR ${level}: ${shareOf(level).toFixed(2)} % of ${FLOOR[level]} %`);
process.exit(low.length > 0 ? 1 : 0);
