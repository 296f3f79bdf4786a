#!/usr/bin/env node
// Writes a data folder as an office leaves it in the middle of its work: cases in every step, drafts, uploads, imports, drafts of a
// pack, and an engine with work of its own. Run once per release with that release's code; the packed folder stays beside this file and
// is opened by every later version (old-data.spec.ts).
//   node e2e/old-data/write.mjs VERSION     writes e2e/old-data/VERSION.zip
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { readPasswords } from '../../tools/scenario/client.mjs';
import { checkAnswer } from '../../tools/scenario/expect.mjs';
import { runStep } from '../../tools/scenario/steps.mjs';
import { until } from '../../tools/scenario/wait.mjs';
import { World } from '../../tools/scenario/world.mjs';
import { STEPS } from './office-work.mjs';
import { engineWork } from './engine-work.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const version = process.argv[2];
if (!/^\d+\.\d+\.\d+$/.test(version ?? ''))
  throw new Error('say which version writes: node e2e/old-data/write.mjs 0.1.0');
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-old-data-'));
const WRITTEN_AT = '2026-11-24T09:00:00+08:00';
const SETTLED_MS = 20_000;

const { createHost } = await import(pathToFileURL(path.join(root, 'modules/host/dist/index.js')).href);
const many = { burst: 1_000_000, perSecond: 1_000_000 };
const host = createHost({
  dataDir,
  port: Number(process.env.PORT ?? 0),
  virtualClock: true,
  log: { info() {}, warn: console.warn, error: console.error },
  rateLimits: { login: many, read: many, write: many },
});
const { url, workerToken } = await host.start();
const passwords = readPasswords(path.join(dataDir, 'demo-passwords.txt'));
const people = Object.fromEntries([...passwords.keys()].map((login) => [login, login]));
const world = new World({ url, workerToken, passwords, folder: path.dirname(fileURLToPath(import.meta.url)), people });
await world.clock({ now: new Date(WRITTEN_AT).toISOString() });

const engine = async (method, target, body) => {
  const answer = await fetch(`${url}/engine-rest${target}`, {
    method,
    headers: {
      authorization: `Bearer ${workerToken}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
};

for (const [index, step] of STEPS.entries()) {
  const answer = await runStep(world, step);
  const failure = checkAnswer(step.expect ?? {}, answer);
  if (failure)
    throw new Error(
      `step ${index + 1} ${JSON.stringify(step).slice(0, 160)}: expected ${failure.expected}, seen ${failure.seen}`,
    );
  const wanted = step.children;
  if (wanted) {
    // Children are opened by a worker; they are known by the text of their problem.
    const names = Object.entries(wanted);
    const found = await until(
      async () => {
        const parent = (await world.as(step.as).get(`/api/cases/${world.caseOf(answer.case).id}`)).children;
        const details = await Promise.all(parent.map((child) => world.as(step.as).get(`/api/cases/${child.id}`)));
        return details.length >= names.length ? details : undefined;
      },
      Boolean,
      SETTLED_MS,
    );
    if (!found) throw new Error(`step ${index + 1}: children did not come`);
    for (const [alias, text] of names) {
      const one = found.find((child) => child.data.desc?.includes(text));
      if (!one) throw new Error(`step ${index + 1}: no child with ${text}`);
      world.cases.set(alias, one);
    }
  }
}
await engineWork(engine);
await until(
  async () => (await engine('GET', '/external-task/count?topicName=document')).count === 0,
  Boolean,
  SETTLED_MS,
);
const cases = Object.fromEntries([...world.cases].map(([alias, { id, no }]) => [alias, { id, no }]));
await host.stop();

const packed = { 'cases.json': Buffer.from(JSON.stringify(cases, null, 2)) };
for (const entry of fs.readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !entry.name.endsWith('.lock'))
    packed[`data/${path.relative(dataDir, file)}`] = fs.readFileSync(file);
}
const target = path.join(root, 'e2e/old-data', `${version}.zip`);
fs.writeFileSync(target, zipSync(packed, { level: 9 }));
fs.rmSync(dataDir, { recursive: true, force: true });
console.log(`${Object.keys(cases).length} cases, ${Object.keys(packed).length} files written to ${target}`);
