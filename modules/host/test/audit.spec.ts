import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { route, type AnliuModule, type Platform } from '@anliu/kit';
import { AuditCutError, AuditLog } from '../src/audit/audit-log.js';
import { ANCHOR_FILE } from '../src/audit/anchor.js';
import { TrailWatch, WATCH_SLICE } from '../src/audit/trail-watch.js';
import { readInstallation } from '../src/config/installation.js';
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

const entries = async (platform: Platform, count: number): Promise<void> => {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      platform.audit({ action: 'test', target: `t${n}`, outcome: 'done', by: 'p', detail: { n } }),
    ),
  );
};
const verdict = (running: RunningHost) => {
  const { auditKey, auditAnchor } = readInstallation(running.dataDir);
  const options = { key: auditKey, dataDir: running.dataDir, external: auditAnchor };
  return new AuditLog(running.platform().storage, options).verify();
};
const stored = (running: RunningHost) => running.platform().storage.connection.collection('audit_entries');
const cutAt = (running: RunningHost, seq: number) => stored(running).deleteMany({ _id: { $gte: seq as never } });

describe('the audit trail', () => {
  it('is unbroken however many write at once, and goes on after a restart', async () => {
    const first = await runHost();
    await entries(first.platform(), 20);
    await first.host.stop();
    const second = await run({ dataDir: first.dataDir });
    await entries(second.platform(), 5);
    expect(await verdict(second)).toEqual({ intact: true, entries: 25 });
    const auditor = await second.login('auditor');
    expect((await auditor.get('/api/audit/verification')).body).toEqual({ intact: true, entries: 26 });
    expect((await auditor.get('/api/audit?size=2')).body.items).toMatchObject([
      { seq: 26, action: 'session.login' },
      { seq: 25 },
    ]);
  });

  it('stays whole whatever text an anonymous caller sends as a name', async () => {
    const running = await run();
    const refused = await fetch(`${running.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: String.raw`{"login":"\ud800","password":"x"}`,
    });
    expect(refused.ok).toBe(false);
    await running.platform().audit({ action: 'test', target: '\ud800', outcome: 'done', by: 'a\udc00' });
    expect(await verdict(running)).toMatchObject({ intact: true });
  });

  it('names the first record that was changed or taken out', async () => {
    const running = await run();
    await entries(running.platform(), 5);
    await stored(running).updateOne({ _id: 3 as never }, { $set: { by: 'somebody else' } });
    expect(await verdict(running)).toMatchObject({ intact: false, brokenAt: 3 });
    await stored(running).updateOne({ _id: 3 as never }, { $set: { by: 'p' } });
    expect(await verdict(running)).toMatchObject({ intact: true });
    await stored(running).deleteOne({ _id: 2 as never });
    expect(await verdict(running)).toMatchObject({ intact: false, brokenAt: 2 });
  });

  it('takes one entry right after the other', async () => {
    const { audit } = (await run()).platform();
    for (let n = 0; n < 5; n += 1) await audit({ action: 'test', target: `t${n}`, outcome: 'done', by: 'p' });
  });

  it('writes one record for a command however often it is handed over', async () => {
    const running = await run();
    const entry = { action: 'test', target: 't', outcome: 'done', by: 'p', key: 'command-1' } as const;
    await Promise.all(Array.from({ length: 6 }, () => running.platform().audit(entry)));
    await running.platform().audit(entry);
    expect(await stored(running).countDocuments({ key: 'command-1' })).toBe(1);
    expect(await verdict(running)).toEqual({ intact: true, entries: 1 });
  });
});

describe('the end of the audit trail', () => {
  async function cut(seq: number, more: { keepAnchor?: boolean } = {}): Promise<RunningHost> {
    const running = await runHost();
    await entries(running.platform(), 5);
    await cutAt(running, seq);
    await running.host.stop();
    if (more.keepAnchor === false) fs.rmSync(path.join(running.dataDir, ANCHOR_FILE));
    return running;
  }

  it('is compared at the start: a folder whose last records were cut off does not open, and says from which on', async () => {
    const { dataDir } = await cut(4);
    await expect(runHost({ dataDir })).rejects.toThrow(AuditCutError);
    await expect(runHost({ dataDir })).rejects.toThrow(/缺少第 4 条起/);
  });

  it('is not believed when its file was taken away or changed', async () => {
    const { dataDir } = await cut(4, { keepAnchor: false });
    await expect(runHost({ dataDir })).rejects.toThrow(/不见了/);
    const other = await cut(4);
    const file = path.join(other.dataDir, ANCHOR_FILE);
    const anchor = JSON.parse(fs.readFileSync(file, 'utf8')) as { seq: number };
    fs.writeFileSync(file, JSON.stringify({ ...anchor, seq: 3 }));
    await expect(runHost({ dataDir: other.dataDir })).rejects.toThrow(/封印不符/);
  });

  /** A folder in use whose table is cut from `seq` on; once its server is stopped, somebody with the disk changes more. */
  async function tampered(seq: number, change: (dataDir: string) => void): Promise<string> {
    const running = await runHost();
    await entries(running.platform(), 5);
    await cutAt(running, seq);
    await running.host.stop();
    change(running.dataDir);
    return running.dataDir;
  }
  const dropConfig = (dataDir: string): void => {
    const file = path.join(dataDir, 'config.json');
    const { auditHead: _, ...rest } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(file, JSON.stringify(rest));
  };

  it('is known to the other parts: a table emptied together with its anchor does not open', async () => {
    const dataDir = await tampered(1, (folder) => {
      fs.rmSync(path.join(folder, ANCHOR_FILE));
      dropConfig(folder);
    });
    await expect(runHost({ dataDir })).rejects.toThrow(AuditCutError);
    await expect(runHost({ dataDir })).rejects.toThrow(/不见了.*restore|不见了.*恢复/s);
  });

  it('is known to the other parts: an anchor of an earlier day does not cover for a cut', async () => {
    const first = await runHost();
    await entries(first.platform(), 2);
    await first.host.stop();
    const early = fs.readFileSync(path.join(first.dataDir, ANCHOR_FILE));
    const second = await runHost({ dataDir: first.dataDir });
    await entries(second.platform(), 3);
    await cutAt(second, 3);
    await second.host.stop();
    fs.writeFileSync(path.join(first.dataDir, ANCHOR_FILE), early);
    dropConfig(first.dataDir);
    await expect(runHost({ dataDir: first.dataDir })).rejects.toThrow(/按.*应至少有 5 条.*缺少第 3 条起/s);
  });

  it('is not read from a file without a seal once the trail has begun', async () => {
    const dataDir = await tampered(1, (folder) => {
      fs.rmSync(path.join(folder, ANCHOR_FILE));
      fs.writeFileSync(path.join(folder, 'audit-head.json'), JSON.stringify({ seq: 0, hash: '0'.repeat(64) }));
    });
    await expect(runHost({ dataDir })).rejects.toThrow(/没有封印/);
  });

  it.each(['', '{', '[]', '{"seq":5}'])('of a file that holds “%s” names the file and the way out', async (text) => {
    const dataDir = await tampered(6, (folder) => fs.writeFileSync(path.join(folder, ANCHOR_FILE), text));
    await expect(runHost({ dataDir })).rejects.toThrow(/audit-anchor\.json.*恢复整个数据目录.*--accept-audit-gap/s);
    const again = await run({ dataDir, acceptAuditGap: true });
    expect((await again.request('/readyz')).status).toBe(200);
  });

  it('put back alone, while the trail is whole, is recorded', async () => {
    const first = await runHost();
    await first.host.stop();
    const early = fs.readFileSync(path.join(first.dataDir, ANCHOR_FILE));
    const second = await runHost({ dataDir: first.dataDir });
    await entries(second.platform(), 3);
    await second.host.stop();
    fs.writeFileSync(path.join(first.dataDir, ANCHOR_FILE), early);
    const third = await run({ dataDir: first.dataDir });
    expect(await stored(third).findOne({ action: 'audit.anchor' } as never)).toMatchObject({ _id: 4 });
  });

  it('is kept elsewhere only outside the data folder', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-inside-'));
    await expect(runHost({ dataDir, auditAnchor: path.join(dataDir, 'anchor.log') })).rejects.toThrow(/数据目录之内/);
    await expect(runHost({ dataDir, auditAnchor: '/no/such/folder/anchor.log' })).rejects.toThrow(/不存在/);
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it('may be given up by an option; the gap is recorded and stays visible', async () => {
    const { dataDir } = await cut(4);
    const again = await run({ dataDir, acceptAuditGap: true });
    expect(await stored(again).findOne({ action: 'audit.gap' } as never)).toMatchObject({ _id: 6 });
    expect(await verdict(again)).toMatchObject({ intact: false, brokenAt: 4 });
  });

  it('is also kept in a file elsewhere, which notices even a folder put back whole', async () => {
    const running = await runHost();
    const external = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-anchor-')), 'anchor.log');
    await running.host.stop();
    const config = path.join(running.dataDir, 'config.json');
    fs.writeFileSync(config, JSON.stringify({ ...readInstallation(running.dataDir), auditAnchor: external }));
    const early = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-early-'));
    fs.cpSync(running.dataDir, early, { recursive: true });

    const later = await runHost({ dataDir: running.dataDir });
    await entries(later.platform(), 5);
    await later.host.stop();
    expect(fs.readFileSync(external, 'utf8').trim().split('\n').at(-1)).toMatch(/^5 /);
    await expect(runHost({ dataDir: early })).rejects.toThrow(/缺少第 1 条起/);
  });
});

/** A module with one writing route whose handler never comes back when told so, as when the server dies on the way. */
function stuckModule(platform: Platform, changed: string[]): AnliuModule {
  return {
    name: 'stuck',
    permissions: [],
    routes: [
      route({
        method: 'POST',
        path: '/api/stuck/:id',
        access: { authenticated: true },
        summary: '试验',
        audit: { own: true },
        handle: async ({ params, person }) => {
          const { id } = params as { id: string };
          changed.push(id);
          if (id === 'before') await new Promise(() => undefined);
          await platform.audit({ action: 'stuck', target: id, outcome: 'done', by: person().person.id });
          if (id === 'after') await new Promise(() => undefined);
        },
      }),
    ],
  };
}

describe('a command the server died in', () => {
  it('has exactly one record: as interrupted when it had none, its own when it had', async () => {
    const changed: string[] = [];
    const extra = (platform: Platform) => stuckModule(platform, changed);
    const first = await runHost({ extra });
    const officer = await first.login('officer1');
    for (const id of ['done', 'before', 'after']) {
      const answer = officer.send('POST', `/api/stuck/${id}`, {});
      if (id === 'done') await answer;
      else answer.catch(() => undefined);
    }
    while (changed.length < 3 || (await stored(first).countDocuments({ action: 'stuck' } as never)) < 2)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const dead = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-dead-'));
    fs.cpSync(first.dataDir, dead, { recursive: true, filter: (name) => !name.endsWith('.lock') });
    await first.host.stop();

    const second = await run({ dataDir: dead, extra });
    const records = await stored(second).find({}).toArray();
    expect(records.filter(({ target }) => ['done', 'before', 'after'].includes(target as string))).toMatchObject([
      { target: 'done', outcome: 'done', action: 'stuck' },
      { target: 'after', outcome: 'done', action: 'stuck' },
      { target: 'before', outcome: 'interrupted', action: 'POST /api/stuck/:id', by: 'p-officer1' },
    ]);
    expect(await verdict(second)).toMatchObject({ intact: true });
  });
});

describe('a record that was changed while nobody asked', () => {
  it('is found at the next start, and said by readyz, the metrics and the audit page', async () => {
    const first = await runHost();
    await entries(first.platform(), 4);
    await stored(first).updateOne({ _id: 2 as never }, { $set: { by: 'p-somebody-else' } });
    await first.host.stop();

    const running = await run({ dataDir: first.dataDir });
    const auditor = await running.login('auditor');
    const broken = async () => ((await auditor.get('/api/audit')).body.check as { intact?: boolean }).intact === false;
    while (!(await broken())) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await auditor.get('/api/audit')).body.check).toMatchObject({ brokenAt: 2, reason: '内容被改动' });
    const ready = await running.request('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ status: 'ready', audit: { brokenAt: 2 } });
    const metrics = await running.request('/metrics', { headers: { authorization: `Bearer ${running.workerToken}` } });
    expect(metrics.text).toContain('anliu_audit_first_bad_record 2');
    while (!(await stored(running).findOne({ action: 'audit.broken' } as never)))
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(running.logged.join()).toContain('a bad record was found');
  });

  it('is looked for slice by slice, and records that come meanwhile are looked at too', async () => {
    const running = await run();
    await entries(running.platform(), WATCH_SLICE + 1);
    const { auditKey } = readInstallation(running.dataDir);
    const audit = new AuditLog(running.platform().storage, { key: auditKey, dataDir: running.dataDir });
    const check = audit.check();
    expect(await check.next(WATCH_SLICE)).toBeUndefined();
    expect(check.checked).toBe(WATCH_SLICE);
    await entries(running.platform(), 2);
    expect(await check.next(WATCH_SLICE)).toMatchObject({ intact: true, entries: WATCH_SLICE + 3 });

    const quiet = () => undefined;
    const watch = new TrailWatch({
      audit,
      clock: running.platform().clock,
      log: { info: quiet, warn: quiet, error: quiet },
      slice: 100,
      pauseMs: 1,
      everyMs: 1,
    });
    watch.start();
    while (watch.state.intact === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await watch.stop();
    expect(watch.state).toMatchObject({ intact: true, entries: WATCH_SLICE + 3, running: false });
  });
});
