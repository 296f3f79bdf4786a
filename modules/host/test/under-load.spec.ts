import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { readPasswords } from '../../../tools/scenario/client.mjs';
import { runStep } from '../../../tools/scenario/steps.mjs';
import { World } from '../../../tools/scenario/world.mjs';
import { createHost, restoreBackup, type Host, type HostConfig } from '../src/index.js';
import { TRY_AGAIN_MS } from '../src/data-folder/disk-state.js';

/** A Tuesday afternoon in office hours. */
const NOW = new Date('2026-11-24T15:00:00+08:00');
const OFFICERS = ['$person:officer1', '$person:officer2'];
const PLAN = {
  enterprise: '$enterprise:安澜化工',
  plan_source: '1',
  plan_at: '$today',
  officers: OFFICERS,
  methods: ['1'],
  content: ['A15', 'A16'],
};
const RECORD = {
  address: '生产车间',
  begin_at: '$now-1h',
  end_at: '$now',
  certificate_shown: true,
  site_person: '李经理',
  site_phone: '13800000000',
  situation: '检查生产车间。',
  problems: [],
};

/** What was written by whoever was answered shows on the desks a moment later. */
const PATIENCE_MS = 15_000;

const folders: string[] = [];
const hosts: Host[] = [];
const folder = (): string => {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-load-'));
  folders.push(made);
  return made;
};
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.stop();
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true });
});

/** The whole product on a folder, and the people of its demonstration. */
async function open(dataDir: string, more: Partial<HostConfig> = {}) {
  const many = { burst: 1_000_000, perSecond: 1_000_000 };
  const silent = () => undefined;
  const host = createHost({
    dataDir,
    port: 0,
    virtualClock: NOW,
    plugins: false,
    log: { info: silent, warn: silent, error: silent },
    rateLimits: { login: many, read: many, write: many },
    ...more,
  });
  hosts.push(host);
  const { url, workerToken } = await host.start();
  const passwords = readPasswords(path.join(dataDir, 'demo-passwords.txt'));
  const people = Object.fromEntries([...passwords.keys()].map((login) => [login, login]));
  return { host, url, workerToken, world: new World({ url, workerToken, passwords, folder: dataDir, people }) };
}

const start = (world: World, alias: string) =>
  runStep(world, { as: 'officer1', start: 'inspection', case: alias, data: PLAN });
const approve = (world: World, alias: string) =>
  runStep(world, { as: 'chief', complete: `${alias}/approve_plan`, opinion: '同意' });

describe('a backup while cases are opened and steps are done', () => {
  it('holds every step that was answered before it began; what is put back goes on from there', async () => {
    const running = await open(folder());
    const { world, url, workerToken } = running;
    const [started, approved] = [new Set<string>(), new Set<string>()];
    let enough = false;
    const lane = async (name: string): Promise<void> => {
      for (let n = 0; n < 200 && !enough; n += 1) {
        const alias = `${name}${n}`;
        if ((await start(world, alias)).status >= 300) throw new Error(`${alias} was not opened`);
        started.add(alias);
        if (n % 3 === 2) continue;
        if ((await approve(world, alias)).status >= 300) throw new Error(`${alias} was not approved`);
        approved.add(alias);
      }
    };
    const lanes = ['a', 'b', 'c'].map(lane);
    const all = Promise.all(lanes);
    while (approved.size < 12) await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 5))]);
    const before = { started: [...started], approved: new Set(approved) };
    const answer = await fetch(`${url}/api/worker/backup`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workerToken}`, 'content-type': 'application/json' },
      body: '{}',
    });
    const during = started.size - before.started.length;
    enough = true;
    await all;
    expect(answer.status).toBe(200);
    expect(during, 'work went on while the copy was made').toBeGreaterThan(0);
    const { folder: made } = (await answer.json()) as { folder: string };

    const restored = path.join(folder(), 'data');
    await restoreBackup(made, restored);
    // Between two steps of officers documents are made: that is the plugins' work.
    const again = await open(restored, { plugins: true });
    const officer = again.world.as('officer1');
    const chief = again.world.as('chief');
    for (const alias of before.started) {
      again.world.cases.set(alias, world.cases.get(alias) as { id: string; no: string });
      expect(await officer.get(`/api/cases/${world.cases.get(alias)?.id}`), alias).toBeDefined();
      // Approved: the record is on the officer's desk. Else the plan may still wait, or was approved while the copy was made.
      if (before.approved.has(alias))
        await expect
          .poll(() => again.world.task(officer, `${alias}/record`), { timeout: PATIENCE_MS, message: alias })
          .toBeDefined();
    }
    const waiting = before.started.filter((alias) => !approved.has(alias));
    for (const alias of waiting)
      await expect
        .poll(() => again.world.task(chief, `${alias}/approve_plan`), { timeout: PATIENCE_MS, message: alias })
        .toBeDefined();
    for (const alias of [...before.approved].slice(0, 3)) {
      const done = await runStep(again.world, { as: 'officer1', complete: `${alias}/record`, data: RECORD });
      expect({ alias, status: done.status }).toEqual({ alias, status: 200 });
    }
    await again.host.stop();

    // No case runs twice: the copy of the engine and that of the cases are of one moment.
    const engine = new Database(path.join(restored, 'engine.sqlite'), { readonly: true });
    const twice = engine
      .prepare(
        'SELECT business_key FROM hi_process_instance WHERE super_process_instance_id IS NULL GROUP BY business_key HAVING count(*) > 1',
      )
      .all();
    engine.close();
    expect(twice).toEqual([]);
  }, 180_000);
});

describe('a full disk below the engine', () => {
  it('is answered with 503 and the reason over HTTP, readyz says so, and nothing answered is lost', async () => {
    let engine: EmbeddedEngine | undefined;
    const { url, world } = await open(folder(), {
      openEngine: async ({ dataDir, clock }) =>
        (engine = await createEmbeddedEngine({ dataDir, clock: () => clock.now().getTime() })),
    });
    const pages = (count: number) => engine?.core.db.pragma(`max_page_count = ${count}`);
    expect((await start(world, 'before')).status).toBeLessThan(300);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    // Smaller than it is: SQLite keeps what is there and takes no page more.
    pages(1);
    let refused = await start(world, 'refused0');
    for (let n = 1; refused.status < 300 && n < 200; n += 1) refused = await start(world, `refused${n}`);
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'STORE_FULL' } } });
    expect((refused.body['error'] as { message: string }).message).toContain('磁盘已满');
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('store-full')]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await world.task(world.as('chief'), 'before/approve_plan')).toBeDefined();

    pages(1_000_000);
    expect((await approve(world, 'before')).status).toBe(200);
    expect((await start(world, 'after')).status).toBeLessThan(300);
    await expect
      .poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: TRY_AGAIN_MS * 3 + 5_000, interval: 250 })
      .toBe(200);
  }, 120_000);
});
