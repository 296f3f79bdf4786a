#!/usr/bin/env node
// Changes the kernel's code in every small way (tools/mutation/mutate.mjs) and asks for each change whether one of the kernel's
// own specs notices. Names what nobody noticed.
//
//   npm run mutation                            elements and flow; fails below 85 %
//   npm run mutation -- --only flow/lifecycle   the files whose path contains it
//   npm run mutation -- --workers 2
//   npm run mutation -- --fresh                forgets what earlier runs found out about the same code
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './mutation/bundle.mjs';
import { hashOf, Known } from './mutation/known.mjs';
import { mutate } from './mutation/mutate.mjs';
import { Pool } from './mutation/pool.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** What `npm run house` tells the score of: a run over less keeps a report of its own. */
const ROOMS = 'elements,flow';
const kernel = path.join(root, 'engine/kernel/src');
const { values: options } = parseArgs({
  options: {
    rooms: { type: 'string', default: ROOMS },
    only: { type: 'string', default: '' },
    workers: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    minimum: { type: 'string', default: '85' },
  },
});

const filesIn = (folder, extension = '.ts') =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => path.join(folder, name))
    .sort();
const specs = filesIn(kernel).filter((file) => file.endsWith('.spec.ts'));
const sources = options.rooms
  .split(',')
  .flatMap((room) => filesIn(path.join(kernel, room)))
  .filter((file) => !file.endsWith('.spec.ts') && file.includes(options.only));

const mutants = [];
const instrumented = new Map();
for (const file of sources) {
  const made = mutate(path.relative(kernel, file), fs.readFileSync(file, 'utf8'), mutants.length);
  mutants.push(...made.mutants);
  instrumented.set(file, `declare const __mutant: (id: number) => boolean;\n${made.code}`);
}

/** Mutants that change nothing anyone could see, by hand and with the reason. */
const equivalents = JSON.parse(fs.readFileSync(path.join(root, 'tools/mutation/equivalents.json'), 'utf8'));
const lines = new Map(sources.map((file) => [path.relative(kernel, file), fs.readFileSync(file, 'utf8').split('\n')]));
const used = new Set();
function equivalentOf({ file, line, original, replacement }) {
  const found = equivalents.find(
    (one) =>
      one.file === file &&
      lines.get(file)[line - 1].includes(one.line) &&
      (one.original === undefined || one.original === original) &&
      one.replacement === replacement,
  );
  if (found) used.add(found);
  return found;
}

const isKilled = ({ status }) => status === 'killed' || status === 'timeout';
const oneLine = (text) => text.replace(/\s+/g, ' ').slice(0, 90);
const shownMutant = ({ file, line, column, kind, original, replacement, status }) =>
  `${status.padEnd(9)} ${file}:${line}:${column} ${kind}: ${oneLine(original)} → ${oneLine(replacement) || '(nothing)'}`;

const cache = path.join(root, '.cache/mutation');
fs.mkdirSync(cache, { recursive: true });
const outfile = path.join(cache, 'bundle.mjs');
const engine = path.join(root, 'engine');
const code = fs
  .readdirSync(engine)
  .map((name) => path.join(engine, name, 'src'))
  .filter((folder) => fs.existsSync(folder))
  .flatMap((folder) => filesIn(folder))
  .filter((file) => !file.endsWith('.spec.ts'));
const tool = filesIn(path.join(root, 'tools/mutation'), '.mjs');
const key = hashOf(
  [...tool, ...code].map((file) => `${path.relative(root, file)} ${hashOf(fs.readFileSync(file))}`).join('\n'),
);
const specHashes = Object.fromEntries(specs.map((file) => [path.relative(root, file), hashOf(fs.readFileSync(file))]));
const knownFile = path.join(cache, 'known.json');
if (options.fresh) fs.rmSync(knownFile, { force: true });
const nameOf = ({ file, line, column, replacement }) => `${file}:${line}:${column} ${replacement}`;
const known = new Known(knownFile, key, specHashes);
await bundle({ root, specs, instrumented, outfile });
const pool = new Pool(outfile);
const started = Date.now();
try {
  const { atLoad, tests } = await pool.first();
  const failing = tests.filter(({ error }) => error);
  if (failing.length > 0) {
    for (const { file, name, error } of failing.slice(0, 5)) console.error(`FAIL ${file} > ${name}\n${error}`);
    throw new Error(`${failing.length} of ${tests.length} tests fail without any mutant`);
  }
  const total = tests.reduce((sum, { ms }) => sum + ms, 0);
  console.log(
    `${mutants.length} mutants in ${sources.length} files, ${tests.length} tests in ${specs.length} specs (${Math.round(total)} ms)`,
  );

  const reaching = new Map();
  tests.forEach(({ reached }, index) => {
    for (const id of reached) reaching.set(id, [...(reaching.get(id) ?? []), index]);
  });
  const nameOfTest = (index) => `${tests[index].file} > ${tests[index].name}`;
  /** How often a test noticed mutants of a file: who noticed one often notices its neighbours. */
  const merits = new Map();
  const meritOf = (mutant, index) => merits.get(`${mutant.file} ${index}`) ?? 0;
  const orderFor = (mutant, indices) =>
    [...indices]
      .sort(
        (a, b) =>
          Number(nameOfTest(b) === mutant.hint) - Number(nameOfTest(a) === mutant.hint) ||
          meritOf(mutant, b) / tests[b].ms - meritOf(mutant, a) / tests[a].ms ||
          tests[a].ms - tests[b].ms,
      )
      .map((index) => ({ index, ms: tests[index].ms, hits: tests[index].hits }));

  const log = fs.createWriteStream(path.join(cache, 'survivors.log'));
  const tell = (mutant, { status, index }) => {
    mutant.status = status;
    if (index !== undefined) mutant.killedBy = nameOfTest(index);
    if (status !== 'unreached') known.note(nameOf(mutant), mutant);
    if (!isKilled(mutant)) log.write(`${shownMutant(mutant)}\n`);
    if (index === undefined) return;
    const place = `${mutant.file} ${index}`;
    merits.set(place, (merits.get(place) ?? 0) + 1);
  };
  const all = tests.map((_, index) => index);
  const isStatic = new Set(atLoad);
  const waiting = [];
  for (const mutant of mutants) {
    mutant.equivalent = equivalentOf(mutant)?.reason;
    if (isStatic.has(mutant.id)) mutant.isStatic = true;
    else if (!reaching.has(mutant.id)) tell(mutant, { status: 'unreached' });
    if (mutant.status !== undefined) continue;
    const { answer, tried } = known.of(nameOf(mutant));
    if (answer) Object.assign(mutant, { status: answer.status, killedBy: answer.killedBy });
    else {
      mutant.tests = (mutant.isStatic ? all : reaching.get(mutant.id)).filter(
        (index) => tried[tests[index].file] !== specHashes[tests[index].file],
      );
      mutant.hint = known.hintOf(nameOf(mutant));
      waiting.push(mutant);
    }
  }
  const progress = setInterval(() => {
    known.save();
    console.log(
      `  ${mutants.filter(({ status }) => status).length} of ${mutants.length}, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }, 30_000);
  const lane = async () => {
    for (;;) {
      if (waiting[0]?.isStatic) {
        const mutant = waiting.shift();
        tell(mutant, await pool.alone(mutant.id, orderFor(mutant, mutant.tests)));
        continue;
      }
      await pool.work(
        () => {
          if (waiting.length === 0 || waiting[0].isStatic) return undefined;
          const mutant = waiting.shift();
          return { id: mutant.id, mutant, order: orderFor(mutant, mutant.tests) };
        },
        ({ mutant }, answer) => tell(mutant, answer),
      );
      if (waiting.length === 0) return;
    }
  };
  // Those that need a process of their own come last.
  waiting.sort((a, b) => Number(a.isStatic ?? false) - Number(b.isStatic ?? false));
  await Promise.all(Array.from({ length: Number(options.workers) }, lane));
  clearInterval(progress);
  known.save();
} finally {
  pool.close();
}

const row = (name, list) => {
  const counted = list.filter(({ equivalent }) => equivalent === undefined);
  const killed = counted.filter(isKilled).length;
  return {
    file: name,
    mutants: counted.length,
    killed: counted.filter(({ status }) => status === 'killed').length,
    timeout: counted.filter(({ status }) => status === 'timeout').length,
    survived: counted.filter(({ status }) => status === 'survived').length,
    unreached: counted.filter(({ status }) => status === 'unreached').length,
    equivalent: list.length - counted.length,
    score: counted.length === 0 ? 100 : (100 * killed) / counted.length,
  };
};
const rows = [...new Set(mutants.map(({ file }) => file))].map((file) =>
  row(
    file,
    mutants.filter((mutant) => mutant.file === file),
  ),
);
const total = row('all', mutants);
const shown = [...rows, total].map((one) => ({ ...one, score: `${one.score.toFixed(1)} %` }));
const survivors = mutants.filter((mutant) => !isKilled(mutant) && mutant.equivalent === undefined);
for (const mutant of survivors) console.log(shownMutant(mutant));
console.table(Object.fromEntries(shown.map(({ file, ...columns }) => [file, columns])));

const wrong = mutants.filter((mutant) => mutant.equivalent !== undefined && isKilled(mutant));
const stale = equivalents.filter((one) => lines.has(one.file) && !used.has(one));
for (const { file, line } of wrong)
  console.log(`NOT EQUIVALENT: a spec notices ${file}:${line}; take it out of equivalents.json`);
for (const one of stale) console.log(`STALE in equivalents.json: ${JSON.stringify(one)}`);
const isComplete = options.only === '' && options.rooms === ROOMS;
const report = isComplete ? 'report.json' : 'report-part.json';
fs.writeFileSync(
  path.join(cache, report),
  `${JSON.stringify({ total, rows, mutants: mutants.map(({ tests: _, hint: __, ...mutant }) => mutant) }, null, 1)}\n`,
);
const minimum = Number(options.minimum);
console.log(
  `mutation score ${total.score.toFixed(1)} % (${total.killed + total.timeout} of ${total.mutants}; at least ${minimum} %), ${Math.round((Date.now() - started) / 1000)} s; all mutants in .cache/mutation/${report}`,
);
process.exit(total.score >= minimum && wrong.length === 0 && stale.length === 0 ? 0 : 1);
