#!/usr/bin/env node
// Everything that proves the product, in one command: installs what is missing, builds, runs every runner, and ends with one
// line `N passed, N failed, N skipped` that sums them. A skip says loudly why.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { ensureNativeTools } from './native-tools.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

function add(name, passed, failed, skipped = 0) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  lines.push(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}

/** Runs a command with its output shown; resolves with exit code and the last part of the output. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    const show = (stream) => (chunk) => {
      stream.write(chunk);
      tail = (tail + chunk).slice(-200_000);
    };
    child.stdout.on('data', show(process.stdout));
    child.stderr.on('data', show(process.stderr));
    child.on('close', (code) => resolve({ code: code ?? 1, tail }));
  });
}

const wanted = (name) => only.length === 0 || only.includes(name);

/** A check that is one promise: it passes or fails as a whole. */
async function single(name, command, args) {
  if (!wanted(name)) return;
  console.log(`\n== ${name}`);
  const { code } = await run(command, args);
  add(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

/** A runner that counts for itself with a line `N passed, N failed[, N skipped]`. */
async function counted(name, command, args, env) {
  if (!wanted(name)) return;
  console.log(`\n== ${name}`);
  const { code, tail } = await run(command, args, env);
  const found = [...tail.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)].pop();
  if (!found) return add(name, 0, 1);
  const failed = Number(found[2]);
  add(name, Number(found[1]), code !== 0 && failed === 0 ? 1 : failed, Number(found[3] ?? 0));
}

async function unit() {
  if (!wanted('unit')) return;
  console.log('\n== unit');
  const report = path.join(root, '.cache/vitest.json');
  fs.rmSync(report, { force: true });
  const { code } = await run('npx', [
    'vitest',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!fs.existsSync(report)) return add('unit', 0, 1);
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  for (const file of result.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'skipped' || test.status === 'todo')
        console.log(`SKIPPED ${test.fullName}`);
    }
  }
  const failed = result.numFailedTests || (code === 0 && result.success ? 0 : 1);
  add('unit', result.numPassedTests, failed, result.numPendingTests + (result.numTodoTests ?? 0));
}

const started = Date.now();
fs.mkdirSync('.cache', { recursive: true });
ensureInstalled(root);
for (const missing of ensureNativeTools(root)) {
  console.log(`SKIPPED ${missing.what}: ${missing.why}`);
  total.skipped += 1;
}
await single('build', process.execPath, ['tools/build.mjs']);
await single('format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
await single('lint', 'npx', ['eslint', '--max-warnings', '0', '.']);
await single('types', 'npm', ['run', '--silent', 'types']);
await counted('boundaries', process.execPath, ['tools/boundaries.mjs']);
await unit();
for (const pack of fs.readdirSync('templates').filter((name) => fs.existsSync(`templates/${name}/scenarios`))) {
  await counted(`scenarios of ${pack}`, process.execPath, ['tools/scenario.mjs', `templates/${pack}`]);
}
if (fs.existsSync('e2e/dev/run.mjs')) await counted('dev', process.execPath, ['e2e/dev/run.mjs']);
if (fs.existsSync('e2e/crash/run.mjs')) await counted('crash', process.execPath, ['e2e/crash/run.mjs']);
await counted('import', process.execPath, ['e2e/import/run.mjs']);
if (fs.existsSync('e2e/empty/run.mjs')) await counted('first run', process.execPath, ['e2e/empty/run.mjs']);
if (fs.existsSync('e2e/operations/run.mjs')) await counted('operations', process.execPath, ['e2e/operations/run.mjs']);
if (fs.existsSync('e2e/story/run.mjs')) await counted('story', process.execPath, ['e2e/story/run.mjs']);

console.log(`\n${lines.join('\n')}`);
console.log(`took ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed ? 1 : 0);
