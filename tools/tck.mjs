#!/usr/bin/env node
// Runs the DMN Technology Compatibility Kit: npm run tck -- --dir ../shared/dmn-tck [--only TEXT] [--verbose]
// The folder holds compliance-level-2 and -3 (and non-compliant, which counts only for itself).
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { dir: { type: 'string' }, only: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
if (!options.dir) {
  console.error('usage: npm run tck -- --dir FOLDER [--only TEXT] [--verbose]');
  process.exit(2);
}
ensureInstalled(root);
await buildAll({ app: false });
const load = (file) => import(pathToFileURL(path.join(root, file)).href);
const { readTck, runTck } = await load('engine/testkit/dist/tck/index.js');
const { feelToString } = await load('engine/expression/dist/index.js');

const shown = (value) => (value === undefined ? 'nothing' : value === null ? 'null' : feelToString(value));
const sums = new Map();
let directory;
let ofDirectory;

function closeDirectory() {
  if (directory === undefined) return;
  const { passed, total } = ofDirectory;
  console.log(
    `${passed === total ? '    ' : 'FAIL'} ${String(passed).padStart(5)} / ${String(total).padEnd(5)} ${directory}`,
  );
}

for (const file of readTck(path.resolve(options.dir), options.only)) {
  if (file.directory !== directory) {
    closeDirectory();
    directory = file.directory;
    ofDirectory = { passed: 0, total: 0 };
  }
  const level = file.directory.split('/')[0];
  const ofLevel = sums.get(level) ?? { passed: 0, total: 0 };
  sums.set(level, ofLevel);
  for (const outcome of runTck(file)) {
    for (const sum of [ofDirectory, ofLevel]) {
      sum.total += 1;
      if (outcome.passed) sum.passed += 1;
    }
    if (outcome.passed || !options.verbose) continue;
    console.log(`  ${file.name} ${outcome.case}`);
    for (const { name, expected, actual, diagnostics } of outcome.differences) {
      console.log(`    ${name}: expected ${shown(expected)}, got ${shown(actual)}`);
      for (const { message, line } of diagnostics.slice(0, 3)) console.log(`      line ${line}: ${message}`);
    }
  }
}
closeDirectory();
for (const [level, { passed, total }] of sums) console.log(`${level}: ${passed} of ${total}`);
const counted = [...sums].filter(([level]) => level !== 'non-compliant').map(([, sum]) => sum);
const [passed, total] = ['passed', 'total'].map((key) => counted.reduce((sum, one) => sum + one[key], 0));
console.log(`tck: ${passed} of ${total} passed (${((100 * passed) / Math.max(1, total)).toFixed(2)} %)`);
// A report, not a gate: the floor is held by engine/dmn/test/tck.spec.ts.
if (total === 0) console.error(`no cases found in ${options.dir}`);
process.exit(total === 0 ? 1 : 0);
