#!/usr/bin/env node
// Deploys the models other tools wrote and holds the answers against a reference's:
//   npm run vendor-models -- --dir FOLDER [--verdicts FILE.tsv] [--verbose]
// FOLDER is github.com/bpmn-miwg/bpmn-miwg-test-suite. FILE has a line of headings, then file, accepted or refused, and the
// number of definitions or the message, parted by tabs. Prints the kinds of what only this engine accepts as a table.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    verdicts: { type: 'string', default: path.join(root, '../shared/miwg/vendor-verdicts.tsv') },
    verbose: { type: 'boolean', default: false },
  },
});
if (!options.dir || !fs.existsSync(options.dir) || !fs.existsSync(options.verdicts)) {
  console.error('usage: npm run vendor-models -- --dir FOLDER [--verdicts FILE.tsv] [--verbose]');
  process.exit(2);
}
ensureInstalled(root);
await buildAll({ app: false });
const load = (file) => import(pathToFileURL(path.join(root, file)).href);
const { compareVendorModels, deployOverRest, readVerdicts, VENDOR_KINDS } = await load(
  'engine/testkit/dist/vendor-models/index.js',
);
const { startStandalone } = await load('engine/standalone/dist/index.js');

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-vendor-models-'));
const server = await startStandalone({ dataDir, port: 0, jobs: 'off' });
let compared;
try {
  const models = readVerdicts(path.resolve(options.verdicts));
  compared = await compareVendorModels(path.resolve(options.dir), models, (name, bytes) =>
    deployOverRest(server.url, name, bytes),
  );
} finally {
  await server.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
}

const acceptedHere = [...compared.acceptedHere.values()].reduce((sum, files) => sum + files.length, 0);
console.log('| accepted here, refused by the reference | why | models |\n|---|---|---|');
for (const { id, what, why } of VENDOR_KINDS) {
  const files = compared.acceptedHere.get(id) ?? [];
  console.log(`| ${what} | ${why} | ${files.length} |`);
  if (options.verbose) for (const file of files) console.log(`  ${file}`);
}
for (const file of compared.acceptedHere.get('unknown') ?? []) console.log(`UNKNOWN KIND ${file}`);
for (const line of compared.refusedHere) console.log(`REFUSED ONLY HERE ${line}`);
for (const line of compared.otherCount) console.log(`OTHER DEFINITIONS ${line}`);
for (const line of compared.failed) console.log(`FAILED ${line}`);
const wrong = [compared.refusedHere, compared.otherCount, compared.failed, compared.acceptedHere.get('unknown') ?? []];
console.log(
  `vendor models: ${compared.total}; accepted by both ${compared.acceptedByBoth}, refused by both ${compared.refusedByBoth}, ` +
    `refused only here ${compared.refusedHere.length}, accepted only here ${acceptedHere}, failed ${compared.failed.length}`,
);
process.exit(wrong.some((lines) => lines.length > 0) ? 1 : 0);
