import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { createEmbeddedEngine } from '@anliu/engine-embedded';

const here = path.dirname(fileURLToPath(import.meta.url));
const bundle = path.resolve(here, '../../../.cache/engine-batch-crash-child.mjs');
const INSTANCES = 60;
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="t1"/>
<userTask id="t1"/></process></definitions>`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs the child, killing it without warning once it told so many lines. Answers whether it came to its end. */
async function run(folder: string, lines: number): Promise<boolean> {
  const args = [bundle, folder, MODEL, String(INSTANCES)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').length > lines) child.kill('SIGKILL');
    });
    child.on('close', () => resolve());
  });
  return text.includes('done\n');
}

it('a batch loses nothing and does nothing twice, however often its process is killed', async () => {
  await build({
    entryPoints: [path.join(here, 'batch-crash-child.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['better-sqlite3'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-batch-crash-'));
  folders.push(folder);
  let kills = 0;
  // Killed right after the batch is there, after its seed, between its jobs, …
  for (let lines = 1; !(await run(folder, lines)); lines++) kills++;
  expect(kills).toBeGreaterThan(5);
  const engine = await createEmbeddedEngine({ dataDir: folder, jobs: 'off' });
  try {
    const tasks = new Map<string, number>();
    for (const { processInstanceId } of await engine.tasks.list())
      tasks.set(processInstanceId ?? '', (tasks.get(processInstanceId ?? '') ?? 0) + 1);
    // Every instance was modified exactly once: the task it had and the one it got.
    expect(tasks.size).toBe(INSTANCES);
    expect([...tasks.values()].filter((count) => count !== 2)).toEqual([]);
    expect(await engine.batches.listHistoric()).toMatchObject([{ totalJobs: INSTANCES / 2 }]);
    expect(await engine.batches.countHistoric({ completed: true })).toBe(1);
    for (const table of ['batch', 'batch_item', 'job'])
      expect(engine.core.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  } finally {
    await engine.close();
  }
}, 120_000);
