// Runs specs in the bundle with one mutant switched on. Lives on from mutant to mutant; whoever hangs in it is ended with it.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A test that takes longer than that, and than so many times what it took at first, hangs. */
const LEAST_MS = 1_500;
const TIMES_SLOWER = 15;
/** Switches a test may pass more often than at first: an endless loop is found without waiting for a clock. */
const TIMES_MORE = 20;
const LEAST_HITS = 50_000;

let active = Number(process.env.ANLIU_MUTANT ?? -1);
let reached = new Set();
let hits = 0;
let limit = Infinity;
globalThis.__mutant = (id) => {
  if (++hits > limit) throw new Error('an endless loop');
  reached.add(id);
  return id === active;
};

const { createEmbeddedEngine, runTest, tests } = await import(pathToFileURL(path.resolve(process.argv[2])).href);
const atLoad = [...reached];

/** Thousands of engines are opened: each begins with a copy of a folder in which the tables are there already. */
async function copyTables() {
  const makeFolder = fs.mkdtempSync;
  const empty = makeFolder(path.join(process.env.TMPDIR, 'empty-'));
  await (await createEmbeddedEngine({ dataDir: empty, jobs: 'off' })).close();
  fs.mkdtempSync = (prefix, ...rest) => {
    const folder = makeFolder(prefix, ...rest);
    if (path.basename(prefix) === 'engine-') fs.cpSync(empty, folder, { recursive: true });
    return folder;
  };
}
await copyTables().catch(() => undefined);

async function run(index, ms) {
  let timer;
  const allowed = Math.max(LEAST_MS, ms * TIMES_SLOWER);
  const begun = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  const late = new Promise((_, reject) => {
    const look = () => {
      // On a machine that has no time for this process nothing hangs: only waiting and working count.
      const { user, system } = process.cpuUsage(cpu);
      const spent = performance.eventLoopUtilization(begun).idle + (user + system) / 1000;
      if (spent >= allowed * 0.9) reject(Object.assign(new Error('hangs'), { hangs: true }));
      else timer = setTimeout(look, allowed - spent);
    };
    timer = setTimeout(look, allowed);
  });
  try {
    await Promise.race([runTest(tests[index]), late]);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    clearTimeout(timer);
  }
}

/** What every test reaches, and how long it takes, without a mutant. */
async function first() {
  const found = [];
  for (const [index, { file, name }] of tests.entries()) {
    reached = new Set();
    hits = 0;
    const from = performance.now();
    const error = await run(index, 10_000);
    found.push({
      file,
      name,
      ms: performance.now() - from,
      hits,
      reached: [...reached],
      error: error && String(error.stack ?? error),
    });
  }
  return { atLoad, tests: found };
}

/** Whether a mutant is noticed: by the first of the tests that fails. */
async function attempt({ id, order }) {
  active = id;
  for (const { index, ms, hits: usual } of order) {
    process.send({ running: index });
    hits = 0;
    limit = usual * TIMES_MORE + LEAST_HITS;
    const error = await run(index, ms);
    limit = Infinity;
    if (error) return { status: error.hangs || error.message === 'an endless loop' ? 'timeout' : 'killed', index };
  }
  return { status: 'survived' };
}

// Errors of what a mutant left behind are no answer to whoever comes next.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);
process.on('message', (message) => {
  const answer = message.first ? first() : attempt(message);
  answer.then((value) => process.send(value));
});
process.send({ ready: true });
