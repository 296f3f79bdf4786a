#!/usr/bin/env node
// Random processes on random paths:
//   npm run fuzz -- [--count 50000] [--from 1] [--paths 5] [--workers N] [--seed N] [--durable] [--keep-going]
// Goes on where the last run stopped when nothing says otherwise. A failing seed is shrunk and shown as a BPMN file.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

/** More gain nothing: each worker keeps one core busy. */
const MAX_WORKERS = 4;
/** Seeds a worker is given at a time; they share an engine. */
const CHUNK = 100;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string' },
    count: { type: 'string', default: '50000' },
    paths: { type: 'string', default: '5' },
    workers: { type: 'string', default: String(Math.min(MAX_WORKERS, os.availableParallelism())) },
    durable: { type: 'boolean', default: false },
    'keep-going': { type: 'boolean', default: false },
  },
});
ensureInstalled(root);
await buildAll({ app: false });
const testkit = pathToFileURL(path.join(root, 'engine/testkit/dist/index.js')).href;
const { runSeeds, shrink, generateProcess, toXml } = await import(testkit);
const options = { paths: Number(values.paths), durable: values.durable };
const state = path.join(root, '.cache', 'fuzz.json');

async function explain({ seed, message }) {
  console.log(`\n${message}`);
  const least = await shrink(seed, options.paths);
  if (!least) return;
  console.log(`\nSmallest process that fails the same way: ${least.failure.message}\n\n${toXml(least.process)}`);
}

async function one(seed) {
  console.log(toXml(generateProcess(seed)));
  const { failures, steps } = await runSeeds([seed], options);
  for (const failure of failures) await explain(failure);
  console.log(`seed ${seed}: ${failures.length === 0 ? `passed, ${steps} steps` : 'failed'}`);
  return failures.length;
}

async function many() {
  const known = fs.existsSync(state) ? JSON.parse(fs.readFileSync(state, 'utf8')) : { next: 1 };
  const first = values.from === undefined ? known.next : Number(values.from);
  const end = first + Number(values.count);
  const began = Date.now();
  const failures = [];
  const running = new Set();
  let [next, done, steps] = [first, 0, 0];

  const chunk = () => {
    if (next >= end || (failures.length > 0 && !values['keep-going'])) return undefined;
    const given = { first: next, count: Math.min(CHUNK, end - next) };
    next += given.count;
    running.add(given.first);
    return given;
  };
  const finished = (result) => {
    running.delete(result.first);
    failures.push(...result.failures);
    steps += result.steps;
    done += result.count;
    const rate = done / ((Date.now() - began) / 1000);
    console.log(
      `${done} of ${end - first} seeds (${result.first} to ${result.first + result.count - 1}), ${failures.length} failed, ${steps} steps, ${rate.toFixed(1)} seeds/s`,
    );
    // Everything before the first chunk that is not finished is done.
    fs.mkdirSync(path.dirname(state), { recursive: true });
    fs.writeFileSync(state, JSON.stringify({ next: Math.min(next, ...running) }));
  };
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./fuzz-worker.mjs', import.meta.url), { workerData: { testkit, options } });
      const give = () => {
        const given = chunk();
        if (given) worker.postMessage(given);
        else void worker.terminate().then(resolve);
      };
      worker.on('error', reject);
      worker.on('message', (result) => {
        finished(result);
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.max(1, Number(values.workers)) }, work));
  failures.sort((a, b) => a.seed - b.seed);
  for (const failure of failures) await explain(failure);
  console.log(
    `${done} seeds, ${steps} steps, ${failures.length} failed${failures.map(({ seed }) => ` ${seed}`).join()}, ${Math.round((Date.now() - began) / 1000)} s`,
  );
  return failures.length;
}

const failed = values.seed === undefined ? await many() : await one(Number(values.seed));
process.exitCode = failed > 0 ? 1 : 0;
