import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { createEmbeddedEngine } from '@anliu/engine-embedded';

const here = path.dirname(fileURLToPath(import.meta.url));
const bundle = path.resolve(here, '../../../.cache/engine-crash-child.mjs');
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="t1"/>
<userTask id="t1"/><sequenceFlow id="f2" sourceRef="t1" targetRef="t2"/><userTask id="t2"/></process></definitions>`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs the child until it told so many answers, then kills it without warning. */
async function runUntilKilled(folder: string, answers: number): Promise<string[]> {
  const child = spawn(process.execPath, [bundle, folder, MODEL], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').length > answers) child.kill('SIGKILL');
    });
    child.on('close', () => resolve());
  });
  // A last line without its end may be cut in the middle.
  return text.split('\n').slice(0, -1);
}

it('keeps every answer it gave when the process is killed, and nothing half done', async () => {
  await build({
    entryPoints: [path.join(here, 'crash-child.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['better-sqlite3'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-crash-'));
  folders.push(folder);
  const told = [...(await runUntilKilled(folder, 300)), ...(await runUntilKilled(folder, 300))];
  const of = (what: string) => told.filter((line) => line.startsWith(what)).map((line) => line.slice(what.length + 1));
  const engine = await createEmbeddedEngine({ dataDir: folder, jobs: 'off' });
  try {
    const running = new Set((await engine.runtime.listProcessInstances()).map(({ id }) => id));
    expect(of('started').length).toBeGreaterThan(100);
    expect(of('started').filter((id) => !running.has(id))).toEqual([]);
    const tasks = new Map(
      (await engine.tasks.list()).map((task) => [task.processInstanceId, task.taskDefinitionKey] as const),
    );
    expect(of('completed').filter((id) => tasks.get(id) !== 't2')).toEqual([]);
    // Nothing half done: exactly one task per instance, told or not.
    expect(await engine.tasks.count()).toBe(running.size);
    const orphans = engine.core.db
      .prepare('SELECT count(*) AS n FROM task WHERE process_instance_id NOT IN (SELECT id FROM execution)')
      .get() as { n: number };
    expect(orphans.n).toBe(0);
    const [one] = await engine.tasks.list({ taskDefinitionKey: 't2' });
    await engine.tasks.complete(one?.id ?? '');
    expect(running.has(one?.processInstanceId ?? '')).toBe(true);
  } finally {
    await engine.close();
  }
}, 60_000);
