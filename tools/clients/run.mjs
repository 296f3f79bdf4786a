#!/usr/bin/env node
// The ordinary worker clients of Camunda against the engine: npm run clients [-- js python java webapps]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll } from '../build.mjs';
import { ensureInstalled } from '../install.mjs';
import { CLIENTS, Unreachable } from './clients.mjs';
import { expected, model, variables } from './scenario.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** Milliseconds a client gets for the whole scenario, its own start included. */
const SCENARIO_MS = 60_000;
const POLL_MS = 100;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function call(url, method, at, body) {
  const isForm = body instanceof FormData;
  const headers = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url + at, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${text}`);
  return text;
}

/** @throws Error with what is missing */
async function play(url, name, client) {
  const [command, args] = await client.prepare();
  const key = `client-${name}`;
  const form = new FormData();
  form.set('deployment-name', key);
  form.set('model.bpmn', new Blob([model(key)]), 'model.bpmn');
  await call(url, 'POST', '/deployment/create', form);
  const { id } = JSON.parse(await call(url, 'POST', `/process-definition/key/${key}/start`, variables));
  const worker = spawn(command, [...args, url, key], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => worker.once('close', resolve));
  try {
    const isDone = async () =>
      JSON.parse(await call(url, 'GET', `/task/count?processInstanceId=${id}&taskDefinitionKey=done`)).count === 1;
    const until = Date.now() + SCENARIO_MS;
    while (!(await isDone())) {
      if (Date.now() > until || worker.exitCode !== null)
        throw new Error(
          `did not come to the end: ${said.trim().split('\n').slice(-5).join(' | ') || 'it said nothing'}`,
        );
      await sleep(POLL_MS);
    }
    const found = await call(url, 'GET', `/process-instance/${id}/variables`);
    const wanted = expected(client.document);
    const missing = Object.keys(wanted).filter((what) => !wanted[what].test(found));
    if (missing.length > 0) throw new Error(`wrong or missing: ${missing.join(', ')} in ${found}`);
    const failures = JSON.parse(
      await call(url, 'GET', `/history/external-task-log/count?processInstanceId=${id}&failureLog=true`),
    ).count;
    if (failures !== 1) throw new Error(`${failures} failures are in the log of external tasks, not 1`);
    return Object.keys(wanted).length + 1;
  } finally {
    worker.stdin.end();
    const late = setTimeout(() => worker.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
  }
}

/** The recorded calls of the web applications, as the unit tests play them. */
function webapps() {
  const runner = spawn('npx', ['vitest', 'run', '--maxWorkers', '1', 'engine/standalone/test/webapps'], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let said = '';
  for (const stream of [runner.stdout, runner.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) =>
    runner.once('close', (code) => {
      const passed = /Tests\s+(\d+) passed/.exec(said)?.[1];
      if (code === 0 && passed) resolve(Number(passed));
      else reject(new Error(said.slice(-2000)));
    }),
  );
}

const asked = process.argv.slice(2);
const wants = (name) => asked.length === 0 || asked.includes(name);
const counts = { passed: 0, failed: 0, skipped: 0 };
async function report(name, title, work) {
  if (!wants(name)) return;
  try {
    const checks = await work();
    counts.passed += 1;
    console.log(`ok       ${name}: ${title}, ${checks} checks`);
  } catch (error) {
    const isSkip = error instanceof Unreachable;
    counts[isSkip ? 'skipped' : 'failed'] += 1;
    console.log(`${isSkip ? 'SKIPPED ' : 'FAIL    '} ${name}: ${title}: ${error.message}`);
  }
}

ensureInstalled(root);
await buildAll({ app: false });
const { startStandalone } = await import(pathToFileURL(path.join(root, 'engine/standalone/dist/index.js')).href);
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-clients-'));
const engine = await startStandalone({ dataDir, port: 0, onError: (error) => console.error(error) });
try {
  for (const [name, client] of Object.entries(CLIENTS))
    await report(name, client.package, () => play(engine.url, name, client));
} finally {
  await engine.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
await report('webapps', 'the recorded calls of Operaton’s and CIB seven’s web applications', webapps);
if (wants('webapps')) {
  counts.skipped += 1;
  console.log(
    'SKIPPED  webapps: the web applications themselves are in no package registry; their calls are replayed above',
  );
}
console.log(`clients: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
