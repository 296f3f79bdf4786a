#!/usr/bin/env node
// The state of the house in figures: rooms, import cycles, what ESLint says of components, what nobody uses, mutation score.
//   npm run house [-- --dir <another checkout with node_modules>] [--quick]   (--quick leaves out ESLint and knip)
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const at = args.indexOf('--dir');
const root = at < 0 ? here : path.resolve(args[at + 1]);
const quick = args.includes('--quick');

const GROUPS = ['engine', 'modules', 'plugins', 'designer'];
/** A folder with more files than this, lying flat, no longer reads as a table of contents. */
const CROWDED = 20;
const LONG_FILE = 400;
const MAX_OUTPUT = 512 * 1024 * 1024;
const isCode = (name) => /\.(ts|vue)$/.test(name) && !/\.(spec|d)\.ts$/.test(name);

function run(command, commandArgs, cwd = root) {
  return spawnSync(command, commandArgs, { cwd, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
}

function* folders(dir) {
  const entries = fs.readdirSync(dir, { withFileTypes: true });
  yield { dir, files: entries.filter((entry) => entry.isFile() && isCode(entry.name)).map((entry) => entry.name) };
  for (const entry of entries) if (entry.isDirectory()) yield* folders(path.join(dir, entry.name));
}

const packages = GROUPS.flatMap((group) =>
  fs.existsSync(path.join(root, group))
    ? fs
        .readdirSync(path.join(root, group))
        .map((name) => path.join(group, name))
        .filter((dir) => fs.existsSync(path.join(root, dir, 'src')))
    : [],
);

function rooms() {
  const all = packages.flatMap((dir) => [...folders(path.join(root, dir, 'src'))]);
  const rows = all
    .map(({ dir, files }) => ({ dir: path.relative(root, dir), files: files.length }))
    .filter(({ files }) => files > 0)
    .sort((a, b) => b.files - a.files);
  const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').length - 1;
  const long = all.flatMap(({ dir, files }) =>
    files
      .map((name) => path.join(dir, name))
      .filter((file) => lines(file) > LONG_FILE)
      .map((file) => path.relative(root, file)),
  );
  const code = rows.reduce((sum, { files }) => sum + files, 0);
  console.log(
    `rooms: ${packages.length} packages, ${rows.length} folders, ${code} files, most in one: ${rows[0].files}`,
  );
  for (const { dir, files } of rows.filter((row) => row.files > CROWDED)) console.log(`  ${files} files in ${dir}`);
  console.log(`files over ${LONG_FILE} lines: ${long.length}${long.length ? ` (${long.join(', ')})` : ''}`);
  const kernel = rows.filter(({ dir }) => dir.startsWith('engine/kernel/'));
  console.log(`engine/kernel: ${kernel.map(({ dir, files }) => `${dir.slice(18) || '.'} ${files}`).join(', ')}`);
}

/** Strongly connected parts of the import graph, imports of types included. */
function cycles(modules) {
  const graph = new Map(
    modules
      .filter(({ source }) => GROUPS.some((group) => source.startsWith(`${group}/`)))
      .map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node)) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const part = stack.splice(stack.indexOf(node));
    if (part.length > 1) found.push(part);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

function imports() {
  const { stdout } = run(process.execPath, [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.mjs', '--output-type', 'json'],
    ...packages.map((dir) => `${dir}/src`),
  ]);
  const { modules } = JSON.parse(stdout);
  const product = modules.filter(({ source }) => !/\.spec\.ts$/.test(source));
  const parts = cycles(product);
  console.log(`import cycles, types included: ${parts.length} (${product.length} modules seen)`);
  for (const part of parts)
    console.log(`  ${part.length}: ${part.slice(0, 8).join(', ')}${part.length > 8 ? ' …' : ''}`);
}

function lint() {
  const { stdout, stderr } = run('npx', ['eslint', '--format', 'json', 'designer/**/*.vue']);
  if (!stdout.startsWith('['))
    return console.log(`ESLint over components: does not read them (${stderr.trim().split('\n')[1] ?? ''})`);
  const results = JSON.parse(stdout).filter(({ messages }) => !messages.some(({ message }) => /ignored/.test(message)));
  const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
  console.log(`ESLint over components: ${problems} problems in ${results.length} files read`);
}

function unused() {
  if (!fs.existsSync(path.join(root, 'node_modules/knip'))) return console.log('knip: not installed');
  const { stdout } = run('npx', ['knip', '--no-progress', '--reporter', 'compact']);
  const counts = [...stdout.matchAll(/^(Un[a-z ]+|Duplicate [a-z ]+) \((\d+)\)/gim)].map(
    (match) => `${match[1].toLowerCase()} ${match[2]}`,
  );
  console.log(`knip: ${counts.length ? counts.join(', ') : '0'}`);
}

function mutation() {
  const file = path.join(root, '.cache/mutation/report.json');
  if (!fs.existsSync(file)) return console.log('mutation score: not measured (npm run mutation)');
  const { total } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { mutants, survived, unreached, equivalent, score } = total;
  console.log(
    `mutation score, last run: ${score.toFixed(1)} % of ${mutants} (${survived} survived, ${unreached} unreached, ${equivalent} the same program)`,
  );
}

rooms();
imports();
if (!quick) {
  lint();
  unused();
}
mutation();
