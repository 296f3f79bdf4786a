import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { restoreBackup } from '../src/index.js';
import { DATA_FORMAT } from '../src/data-folder/common-mark.js';
import { DiskState, TRY_AGAIN_MS } from '../src/data-folder/disk-state.js';
import { offlineBackup } from '../src/data-folder/offline-backup.js';
import { runHost, type RunningHost } from './running-host.js';

const open: RunningHost[] = [];
const run = async (...options: Parameters<typeof runHost>): Promise<RunningHost> => {
  const running = await runHost(...options);
  open.push(running);
  return running;
};
afterEach(async () => {
  for (const running of open.splice(0)) await running.host.stop();
});
const emptyFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-folder-'));

/** A folder that was in use and is closed. */
async function used(dataDir?: string): Promise<string> {
  const running = await runHost(dataDir === undefined ? {} : { dataDir });
  await running.host.stop();
  return running.dataDir;
}

describe('a data folder', () => {
  it.each(['anliu.db', 'engine.sqlite', 'config.json', 'files/installation.json'])(
    'without %s does not open: it names what is missing and the way back, and makes nothing in its place',
    async (part) => {
      const dataDir = await used();
      fs.rmSync(path.join(dataDir, part));
      await expect(runHost({ dataDir })).rejects.toThrow(
        part.startsWith('files') ? /缺少 files\/.*restore/s : new RegExp(`缺少 ${part}.*restore`, 's'),
      );
      expect(fs.existsSync(path.join(dataDir, part))).toBe(false);
    },
  );

  it.each(['anliu.db', 'engine.sqlite', 'files'])('with %s of another installation does not open', async (part) => {
    const [dataDir, other] = [await used(), await used()];
    fs.cpSync(path.join(other, part), path.join(dataDir, part), { recursive: true });
    await expect(runHost({ dataDir })).rejects.toThrow(new RegExp(`${part}.*属于另一个安装`));
  });

  it.each(['anliu.db', 'engine.sqlite'])('with an older %s does not open', async (part) => {
    const dataDir = await used();
    const old = path.join(emptyFolder(), part);
    fs.copyFileSync(path.join(dataDir, part), old);
    await used(dataDir);
    await used(dataDir);
    fs.copyFileSync(old, path.join(dataDir, part));
    await expect(runHost({ dataDir })).rejects.toThrow(new RegExp(`${part} 比其他部分旧`));
  });

  it('opens when a crash fell between the marks of its parts', async () => {
    const dataDir = await used();
    const old = path.join(emptyFolder(), 'files');
    fs.cpSync(path.join(dataDir, 'files'), old, { recursive: true });
    await used(dataDir);
    fs.cpSync(old, path.join(dataDir, 'files'), { recursive: true });
    expect((await (await run({ dataDir })).request('/readyz')).status).toBe(200);
  });

  it('of newer software is refused, whole as it is', async () => {
    const dataDir = await used();
    const file = path.join(dataDir, 'files/installation.json');
    const mark = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
    fs.writeFileSync(file, JSON.stringify({ ...mark, format: DATA_FORMAT + 1 }));
    await expect(runHost({ dataDir })).rejects.toThrow(/更新版本的程序/);
  });

  it.each(['anliu.db', 'engine.sqlite'])('with a damaged %s says which file and the way back', async (part) => {
    const dataDir = await used();
    const file = fs.openSync(path.join(dataDir, part), 'r+');
    fs.writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, 4096);
    fs.closeSync(file);
    await expect(runHost({ dataDir })).rejects.toThrow(new RegExp(`${part} 已损坏.*restore`, 's'));
  });

  it('is for the owner of the server only, also what an earlier version left readable', async () => {
    const dataDir = await used();
    fs.chmodSync(path.join(dataDir, 'anliu.db'), 0o644);
    const running = await run({ dataDir });
    await running.login('officer1');
    const modes = fs
      .readdirSync(dataDir, { withFileTypes: true })
      .map((entry) => [entry.name, fs.statSync(path.join(dataDir, entry.name)).mode & 0o777, entry.isDirectory()]);
    expect(modes.length).toBeGreaterThan(6);
    expect(modes.filter(([, mode, isFolder]) => mode !== (isFolder ? 0o700 : 0o600))).toEqual([]);
  });
});

describe('a full disk', () => {
  const limit = (running: RunningHost, pages: number): void => {
    const { db } = running.platform().storage.connection as unknown as {
      db: { database: { writer: Database.Database } };
    };
    db.database.writer.pragma(`max_page_count = ${pages}`);
  };

  it('is answered with 503 and the reason, readyz says so, and it goes on without a restart', async () => {
    const running = await run();
    const admin = await running.login('sysadmin');
    limit(running, 1);
    let refused = await admin.send('PUT', '/api/accounts/p-officer5/disabled', { disabled: true });
    for (let n = 0; refused.status < 300 && n < 500; n += 1)
      refused = await admin.send('PUT', '/api/accounts/p-officer5/disabled', { disabled: n % 2 === 0 });
    expect(refused.status).toBe(503);
    expect(refused.body.error).toMatchObject({ code: 'STORE_FULL', message: expect.stringContaining('磁盘已满') });
    expect((await running.request('/healthz')).status).toBe(200);
    expect((await admin.get('/api/accounts')).status).toBe(200);

    limit(running, 1_000_000);
    expect((await admin.send('PUT', '/api/accounts/p-officer5/disabled', { disabled: true })).status).toBe(200);
  });

  it('is told by readyz until a write succeeds again', async () => {
    let isFull = true;
    let now = 0;
    const state = new DiskState(
      async () => (isFull ? Promise.reject(new Error('full')) : undefined),
      () => now,
    );
    expect(await state.problem()).toBeUndefined();
    const wrapped = new Error('the engine could not write', {
      cause: Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }),
    });
    expect(state.explain(wrapped)).toMatchObject({ status: 503, code: 'STORE_FULL' });
    expect(state.explain(new Error('something else'))).toBeUndefined();
    now = TRY_AGAIN_MS;
    expect(await state.problem()).toBe('store-full');
    isFull = false;
    expect(await state.problem()).toBe('store-full');
    now += TRY_AGAIN_MS;
    expect(await state.problem()).toBeUndefined();
  });
});

describe('a backup', () => {
  it('made under load holds everything that was answered before it began, in all its parts', async () => {
    const running = await run();
    const { platform } = running;
    const answered: string[] = [];
    let enough = false;
    const writer = async (name: string): Promise<void> => {
      for (let n = 0; !enough; n += 1) {
        await platform().audit({ action: 'load', target: `${name}-${n}`, outcome: 'done', by: 'p' });
        answered.push(`${name}-${n}`);
      }
    };
    const writers = ['a', 'b', 'c'].map(writer);
    while (answered.length < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = [...answered];
    const made = await running.request('/api/worker/backup', {
      method: 'POST',
      headers: { authorization: `Bearer ${running.workerToken}` },
      body: {},
    });
    enough = true;
    await Promise.all(writers);
    expect(made.status).toBe(200);

    const restored = path.join(emptyFolder(), 'data');
    await restoreBackup(made.body['folder'] as string, restored);
    const again = await run({ dataDir: restored });
    const entries = await again
      .platform()
      .storage.connection.collection('audit_entries')
      .find({ action: 'load' } as never)
      .toArray();
    const targets = new Set(entries.map(({ target }) => target as string));
    expect(before.filter((target) => !targets.has(target))).toEqual([]);
    const auditor = await again.login('auditor');
    expect((await auditor.get('/api/audit/verification')).body).toMatchObject({ intact: true });
  });

  it('of a stopped server is put back, and what was there is kept aside', async () => {
    const dataDir = await used();
    const { folder } = await offlineBackup(dataDir);
    const elsewhere = path.join(emptyFolder(), 'backup');
    fs.cpSync(folder, elsewhere, { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'anliu.db'), 'lost');
    const { aside } = await restoreBackup(elsewhere, dataDir);
    expect(fs.readFileSync(path.join(aside as string, 'anliu.db'), 'utf8')).toBe('lost');
    expect((await (await run({ dataDir })).request('/readyz')).status).toBe(200);
  });

  it('is not put back when a file is missing or changed, or while a server uses the folder', async () => {
    const running = await run();
    const made = await running.request('/api/worker/backup', {
      method: 'POST',
      headers: { authorization: `Bearer ${running.workerToken}` },
      body: {},
    });
    const folder = made.body['folder'] as string;
    await expect(restoreBackup(folder, running.dataDir)).rejects.toThrow(/--data/);
    fs.appendFileSync(path.join(folder, 'anliu.db'), 'x');
    await expect(restoreBackup(folder, emptyFolder())).rejects.toThrow(/anliu\.db 已损坏/);
    fs.rmSync(path.join(folder, 'engine.sqlite'));
    await expect(restoreBackup(folder, emptyFolder())).rejects.toThrow(/缺少 engine\.sqlite|anliu\.db 已损坏/);
    await expect(restoreBackup(emptyFolder(), emptyFolder())).rejects.toThrow(/不是完整的备份/);
  });
});
