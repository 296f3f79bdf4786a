import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { unzipSync } from 'fflate';
import Koa from 'koa';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { engineRestRouter } from '@anliu/engine-rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEXT_STEPS } from '../../../e2e/old-data/going-on.mjs';
import { readPasswords } from '../../../tools/scenario/client.mjs';
import { runStep } from '../../../tools/scenario/steps.mjs';
import { World, type CaseName } from '../../../tools/scenario/world.mjs';
import { createHost, type Host } from '../src/index.js';

const FOLDER = fileURLToPath(new URL('../../../e2e/old-data/', import.meta.url));
const VERSIONS = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.zip'));
/** The same afternoon: before any limit of the cases in the folders runs out. */
const HOURS_AFTER = new Date('2026-11-24T15:00:00+08:00');

/** Rows the server may take away or change by itself: who is logged in, and what a projection is made of. */
const OWN_AFFAIRS = new Set([
  'c_sessions',
  'c_access_marks',
  'c_login_failures',
  'c_idempotent_answers',
  'c_eventcursors',
]);
/** Built from cases and open tasks; a version may build it anew. */
const PROJECTIONS = new Set(['c_inboxtasks']);

type Row = Record<string, unknown>;

let dataDir: string;
let cases: Record<string, CaseName>;
let host: Host | undefined;
let closeEngine: (() => Promise<void>) | undefined;

function unpack(version: string): void {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-old-'));
  const entries = unzipSync(fs.readFileSync(path.join(FOLDER, version)));
  for (const [name, bytes] of Object.entries(entries)) {
    if (!name.startsWith('data/')) continue;
    const file = path.join(dataDir, name.slice('data/'.length));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
  }
  cases = JSON.parse(Buffer.from(entries['cases.json'] as Uint8Array).toString('utf8')) as Record<string, CaseName>;
}

async function open(plugins: boolean): Promise<{ url: string; workerToken: string }> {
  const many = { burst: 1_000_000, perSecond: 1_000_000 };
  host = createHost({
    dataDir,
    port: 0,
    virtualClock: HOURS_AFTER,
    plugins,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    rateLimits: { login: many, read: many, write: many },
  });
  return host.start();
}

/** The engine of the folder with its whole REST interface: a token of the platform reaches only what workers need. */
async function openEngine(): Promise<string> {
  const engine = await createEmbeddedEngine({ dataDir, jobs: 'off', clock: () => HOURS_AFTER.getTime() });
  const app = new Koa().use(engineRestRouter(engine, { prefix: '/engine-rest' }));
  const server = app.listen(0, '127.0.0.1');
  closeEngine = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await engine.close();
  };
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Table → row by its key, of everything the file holds. */
function rowsOf(file: string): Map<string, Map<string, Row>> {
  const db = new Database(path.join(dataDir, file), { readonly: true });
  const tables = db.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
  const found = new Map<string, Map<string, Row>>();
  for (const { name } of tables) {
    const keys = db
      .prepare<[], { name: string; pk: number }>(`PRAGMA table_info("${name}")`)
      .all()
      .filter((column) => column.pk > 0)
      .map((column) => column.name);
    if (name.startsWith('c_')) keys.splice(0, keys.length, '_id');
    const rows = db.prepare<[], Row>(`SELECT * FROM "${name}"`).all();
    found.set(name, new Map(rows.map((row, index) => [keys.map((key) => row[key]).join(' ') || String(index), row])));
  }
  db.close();
  return found;
}

/** Everything of `before` is in `after`, which may hold more. */
function contains(after: unknown, before: unknown): boolean {
  if (before === null || typeof before !== 'object')
    return before === after || (before === null && after === undefined);
  if (Buffer.isBuffer(before)) return Buffer.isBuffer(after) && before.equals(after);
  if (after === null || typeof after !== 'object') return false;
  if (Array.isArray(before)) return Array.isArray(after) && before.every((item, index) => contains(after[index], item));
  return Object.entries(before).every(([key, value]) => contains((after as Row)[key], value));
}

/** What a newer version of a pack renews when it is taken over; versions, forms and cases of the older one stay. */
const RENEWED: Readonly<Record<string, readonly string[]>> = {
  c_codes: ['origin'],
  c_packs: ['active', 'templateHash', 'rev'],
};

const documentOf = (row: Row, table: string): unknown => {
  const [text] = Object.values(row).filter((value) => typeof value === 'string' && value.startsWith('{')) as string[];
  const document = text === undefined ? row : (JSON.parse(text) as Row);
  return Object.fromEntries(Object.entries(document).filter(([key]) => !RENEWED[table]?.includes(key)));
};

function lost(
  before: Map<string, Map<string, Row>>,
  after: Map<string, Map<string, Row>>,
  read: (row: Row, table: string) => unknown,
): string[] {
  return [...before].flatMap(([table, rows]) =>
    [...rows]
      .filter(([key, row]) => {
        const found = after.get(table)?.get(key);
        return !found || !contains(read(found, table), read(row, table));
      })
      .map(([key]) => `${table} ${key}`),
  );
}

describe.each(VERSIONS)('a data folder written by %s', (version) => {
  beforeEach(() => unpack(version));
  afterEach(async () => {
    await host?.stop();
    host = undefined;
    await closeEngine?.();
    closeEngine = undefined;
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it('opens with every document, every row of the engine and every file kept', async () => {
    const isKept = ([table]: [string, unknown]): boolean =>
      table.startsWith('c_') && !OWN_AFFAIRS.has(table) && !PROJECTIONS.has(table);
    const documents = new Map([...rowsOf('anliu.db')].filter(isKept));
    const engine = rowsOf('engine.sqlite');
    const files = fs.readdirSync(path.join(dataDir, 'files'), { recursive: true }) as string[];
    expect(documents.get('c_cases')?.size).toBe(Object.keys(cases).length);

    await open(false);
    await host?.stop();

    expect(lost(documents, rowsOf('anliu.db'), documentOf)).toEqual([]);
    const isEngine = ([table]: [string, unknown]): boolean => table !== 'event_consumer';
    expect(lost(new Map([...engine].filter(isEngine)), rowsOf('engine.sqlite'), (row) => row)).toEqual([]);
    expect(fs.readdirSync(path.join(dataDir, 'files'), { recursive: true })).toEqual(expect.arrayContaining(files));
  });

  it('goes on with every open case: each is on the desk it was on, and takes its next step', async () => {
    const { url, workerToken } = await open(true);
    const passwords = readPasswords(path.join(dataDir, 'demo-passwords.txt'));
    const people = Object.fromEntries([...passwords.keys()].map((login) => [login, login]));
    const world = new World({ url, workerToken, passwords, folder: FOLDER, people });
    for (const [alias, named] of Object.entries(cases)) world.cases.set(alias, named);

    const officer = world.as('officer1');
    const { id } = await world.task(officer, 'recording/record');
    expect(await officer.get(`/api/tasks/${id}`)).toMatchObject({
      draft: { data: { address: '原料库', situation: '写了一半' }, opinion: '待补充' },
    });
    for (const step of NEXT_STEPS) {
      const answer = await runStep(world, step);
      expect({ step: step.complete, ...answer }).toMatchObject({ step: step.complete, status: 200 });
    }
  });

  it('goes on with work of the engine’s own: values of every type, a failed job, a locked task', async () => {
    const url = await openEngine();
    const engine = async (method: string, target: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${url}/engine-rest${target}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${text}`);
      return text ? (JSON.parse(text) as unknown) : undefined;
    };
    const one = async (target: string): Promise<{ id: string }> =>
      ((await engine('GET', target)) as { id: string }[])[0]!;

    const locked = await one('/process-instance?businessKey=locked');
    expect(await engine('GET', `/process-instance/${locked.id}/variables?deserializeValues=false`)).toMatchObject({
      text: { type: 'String', value: '安流' },
      whole: { type: 'Integer', value: 42 },
      real: { type: 'Double', value: 0.5 },
      yes: { type: 'Boolean', value: true },
      nothing: { type: 'Null', value: null },
      file: { type: 'File', valueInfo: { filename: '说明.txt' } },
      json: { type: 'Json' },
    });
    await engine('POST', '/message', { messageName: 'answer', businessKey: 'locked' });
    const task = await one(`/task?processInstanceId=${locked.id}`);
    await engine('POST', `/task/${task.id}/complete`, {});
    const failed = await one(`/external-task?processInstanceId=${locked.id}`);
    await engine('PUT', `/external-task/${failed.id}/retries`, { retries: 1 });
    await engine('POST', '/external-task/fetchAndLock', {
      workerId: 'today',
      maxTasks: 5,
      topics: [{ topicName: 'old-topic', lockDuration: 10_000 }],
    });
    await engine('POST', `/external-task/${failed.id}/complete`, { workerId: 'today' });
    await engine('POST', `/process-instance/${locked.id}/variables`, {
      modifications: { missing: { type: 'Json', value: '{"value":1}' } },
    });
    const job = await one(`/job?processInstanceId=${locked.id}&messages=true`);
    await engine('POST', `/job/${job.id}/execute`);
    const timer = await one(`/job?processInstanceId=${locked.id}&timers=true`);
    await engine('POST', `/job/${timer.id}/execute`);
    expect(await engine('GET', `/history/process-instance/${locked.id}`)).toMatchObject({ state: 'COMPLETED' });
  });
});
