import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { route, type AnliuModule, type Platform } from '@anliu/kit';
import { AuditCutError, AuditLog } from '../src/audit/audit-log.js';
import { ANCHOR_FILE } from '../src/audit/anchor.js';
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
