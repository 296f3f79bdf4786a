#!/usr/bin/env node
// Replays the public recordings of a reference engine against this one and prints how many are equal:
//   npm run recordings -- [--dir FOLDER] [--only TEXT] [--workers 2] [--verbose]
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
import { gunzipSync, gzipSync } from 'node:zlib';
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
    workers: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
  },
});
const folder = path.resolve(options.dir);
const runner = path.join(folder, 'differential.mjs');
if (!fs.existsSync(runner)) {
  console.error(
    `no recordings in ${folder}\nusage: npm run recordings -- --dir FOLDER [--only TEXT] [--workers 2] [--verbose]`,
  );
  process.exit(2);
}
ensureInstalled(root);
await buildAll({ app: false });
const { startStandalone } = await import(pathToFileURL(path.join(root, 'engine/standalone/dist/index.js')).href);

const kept = path.join(root, '.cache/recordings');
fs.mkdirSync(kept, { recursive: true });
const lines = gunzipSync(fs.readFileSync(path.join(folder, 'public.jsonl.gz')))
  .toString()
  .split('\n')
  .filter(Boolean);

/** Replays some of the recordings on an engine of its own. */
async function replay(part, index) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-recordings-'));
  const golden = path.join(dataDir, 'golden.jsonl.gz');
  const report = path.join(dataDir, 'report.json');
  fs.writeFileSync(golden, gzipSync(part.join('\n')));
  const server = await startStandalone({ dataDir: path.join(dataDir, 'engine'), port: 0, jobs: 'off' });
  try {
    const args = ['replay', '--url', server.url, '--models', path.join(folder, 'models')];
    const files = ['--golden', golden, '--json', report];
    const chosen = [...(options.only ? ['--only', options.only] : []), ...(options.verbose ? ['--verbose'] : [])];
    const child = spawn(process.execPath, [runner, ...args, ...files, ...chosen], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`replay ${index} ended with ${code}`);
    return JSON.parse(fs.readFileSync(report, 'utf8'));
  } finally {
    await server.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

const count = Number(options.workers);
const parts = Array.from({ length: count }, (_, part) => lines.filter((__, index) => index % count === part));
const reports = await Promise.all(parts.map(replay));
const failures = reports.flatMap((report) => report.failures);
const sumOf = (name) => reports.reduce((sum, { tally }) => sum + tally[name], 0);
const tally = Object.fromEntries(['scenarios', ...LEVELS].map((name) => [name, sumOf(name)]));
fs.writeFileSync(path.join(kept, 'failures.json'), `${JSON.stringify({ tally, failures }, null, 1)}\n`);

const nameOf = ({ files, seed }) => `${files[0]} #${seed}`;
const recorded = new Map(lines.map((line) => JSON.parse(line)).map((one) => [nameOf(one), one.trace]));
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
