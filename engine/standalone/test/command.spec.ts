import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const here = import.meta.dirname;
const bundle = path.resolve(here, '../../../.cache/engine-command-child.mjs');
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-command-'));
/** Milliseconds the command gets to start or to end. */
const PATIENCE_MS = 30_000;

beforeAll(async () => {
  await build({
    entryPoints: [path.join(here, 'command-child.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['better-sqlite3'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  });
});
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

/** As npm does it: a parent that starts the command and passes on what it writes. */
const PARENT = `const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ${JSON.stringify([bundle, '--port', '0', '--data', dataDir])}, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, npm_lifecycle_event: 'engine' },
});
console.log('child ' + child.pid);
setInterval(() => {}, 1000);`;

it(
  'tells of a client\u2019s mistake in one line and ends with the npm that started it',
  { timeout: 120_000 },
  async () => {
    const parent = spawn(process.execPath, ['-e', PARENT], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    parent.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    parent.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    try {
      await expect.poll(() => out, { timeout: PATIENCE_MS }).toMatch(/http:\/\/\S+/);
      const url = /http:\/\/\S+/.exec(out)?.[0] ?? '';
      const refused = await fetch(`${url}/task/unknown/complete`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(refused.status).toBe(500);
      await expect.poll(() => err, { timeout: PATIENCE_MS }).toContain('RestException');
      expect(err).not.toMatch(/^ +at /m);
      expect(err.trim().split('\n')).toHaveLength(1);

      parent.kill('SIGKILL');
      const answers = () =>
        fetch(`${url}/version`).then(
          () => true,
          () => false,
        );
      await expect.poll(answers, { timeout: PATIENCE_MS, interval: 200 }).toBe(false);
    } finally {
      const pid = Number(/child (\d+)/.exec(out)?.[1]);
      parent.kill('SIGKILL');
      // The test may have failed before the child noticed.
      if (pid) await expect.poll(() => isAlive(pid), { timeout: PATIENCE_MS }).toBe(false);
    }
  },
);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
