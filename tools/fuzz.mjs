#!/usr/bin/env node
// Random processes on random paths: npm run fuzz -- [--count 50000] [--from 1] [--paths 5] [--seed N] [--durable]
// Goes on where the last run stopped when nothing says otherwise. A failing seed is shrunk and shown as a BPMN file.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string' },
    count: { type: 'string', default: '50000' },
    paths: { type: 'string', default: '5' },
    durable: { type: 'boolean', default: false },
    'keep-going': { type: 'boolean', default: false },
  },
});
ensureInstalled(root);
await buildAll({ app: false });
const { runSeeds, shrink, generateProcess, toXml } = await import(
  pathToFileURL(path.join(root, 'engine/testkit/dist/index.js')).href
);
const paths = Number(values.paths);
const state = path.join(root, '.cache', 'fuzz.json');

async function explain(failure) {
  console.log(`\n${failure.message}`);
  const least = await shrink(failure.seed, paths);
  if (!least) return;
  console.log(`\nSmallest process that fails the same way: ${least.failure.message}\n\n${toXml(least.process)}`);
}

async function one(seed) {
  console.log(toXml(generateProcess(seed)));
  const { failures, steps } = await runSeeds([seed], { paths, durable: values.durable });
  for (const failure of failures) await explain(failure);
  console.log(`seed ${seed}: ${failures.length === 0 ? `passed, ${steps} steps` : 'failed'}`);
  return failures.length;
}

const CHUNK = 100;

async function many() {
  const known = fs.existsSync(state) ? JSON.parse(fs.readFileSync(state, 'utf8')) : { next: 1 };
  const first = values.from === undefined ? known.next : Number(values.from);
  const end = first + Number(values.count);
  const began = Date.now();
  let failed = 0;
  let steps = 0;
  for (let seed = first; seed < end; seed += CHUNK) {
    const seeds = Array.from({ length: Math.min(CHUNK, end - seed) }, (_, index) => seed + index);
    const result = await runSeeds(seeds, { paths, durable: values.durable });
    steps += result.steps;
    failed += result.failures.length;
    for (const failure of result.failures) await explain(failure);
    const done = seeds.at(-1) + 1 - first;
    const rate = done / ((Date.now() - began) / 1000);
    console.log(
      `${done} of ${end - first} seeds (last ${seeds.at(-1)}), ${failed} failed, ${steps} steps, ${rate.toFixed(1)} seeds/s`,
    );
    fs.mkdirSync(path.dirname(state), { recursive: true });
    fs.writeFileSync(state, JSON.stringify({ next: seed + CHUNK }));
    if (failed > 0 && !values['keep-going']) break;
  }
  return failed;
}

const failed = values.seed === undefined ? await many() : await one(Number(values.seed));
process.exitCode = failed > 0 ? 1 : 0;
