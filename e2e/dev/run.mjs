#!/usr/bin/env node
// `npm run dev`, as a developer uses it: log in, edit a screen, edit the server, see both. What is edited is put back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../lib/browser.mjs';
import { freePort, passwordsOf, tempFolder } from '../lib/server.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const START_MS = 90_000;
/** How long an edit may take to be seen before the test gives up; what it took is printed. */
const SEEN_MS = 30_000;
const SCREEN = {
  file: 'designer/app/src/screens/login/login-screen.vue',
  from: '<h1>{{ $t',
  to: '<h1 data-edited>{{ $t',
};
const SERVER = {
  file: 'modules/host/src/http/request-guard.ts',
  from: `'BAD_PATH'`,
  to: `'BAD_PATH_EDITED'`,
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const originals = new Map();
const restore = () => {
  for (const [file, text] of originals) fs.writeFileSync(file, text);
  originals.clear();
};
function edit({ file, from, to }) {
  const where = path.join(root, file);
  const text = fs.readFileSync(where, 'utf8');
  assert.ok(text.includes(from), `${file} has “${from}”`);
  originals.set(where, text);
  fs.writeFileSync(where, text.replaceAll(from, to));
  return Date.now();
}

const [port, apiPort] = [await freePort(), await freePort()];
const data = tempFolder('dev');
const dev = spawn(
  process.execPath,
  ['tools/dev.mjs', '--port', String(port), '--api-port', String(apiPort), '--data', data],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
const url = `http://127.0.0.1:${port}`;
const counts = { passed: 0, failed: 0 };
const promise = async (name, work) => {
  try {
    const said = await work();
    counts.passed += 1;
    console.log(`ok   ${name}${said ? ` (${said})` : ''}`);
  } catch (error) {
    counts.failed += 1;
    console.error(`FAIL ${name}: ${error.stack}`);
  }
};
async function until(look, limit = SEEN_MS) {
  const from = Date.now();
  while (Date.now() - from < limit) {
    if (await look().catch(() => false)) return;
    await sleep(25);
  }
  throw new Error(`not seen within ${limit} ms`);
}
const codeOf = async () => (await (await fetch(`${url}/api/a//b`)).json()).error?.code;

let browser;
try {
  await until(async () => (await fetch(`${url}/api/session`)).status < 500, START_MS);
  browser = await launch();
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();

  await promise('an edited screen is seen without a reload', async () => {
    await page.goto(`${url}/login`);
    await page.getByLabel('登录名').waitFor();
    await page.evaluate(() => (window.stillTheSamePage = true));
    const from = edit(SCREEN);
    await page.locator('h1[data-edited]').waitFor({ timeout: SEEN_MS });
    const took = Date.now() - from;
    assert.equal(await page.evaluate(() => window.stillTheSamePage), true);
    return `${took} ms`;
  });

  await promise('logging in works through the development server', async () => {
    const [login, password] = [...passwordsOf(data)].find(([name]) => name === 'officer1');
    await page.getByLabel('登录名').fill(login);
    await page.getByLabel('口令', { exact: true }).fill(password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('navigation', { name: '主导航' }).first().waitFor();
  });

  await promise('an edited server file is served', async () => {
    assert.equal(await codeOf(), 'BAD_PATH');
    const from = edit(SERVER);
    await until(async () => (await codeOf()) === 'BAD_PATH_EDITED');
    return `${Date.now() - from} ms`;
  });
} finally {
  await browser?.close();
  restore();
  dev.kill('SIGTERM');
  await new Promise((resolve) => dev.once('exit', resolve));
  fs.rmSync(data, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);
