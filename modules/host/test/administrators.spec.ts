import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRODUCT_MODULES } from '../src/compose.js';
import { openEvents, runHost, type Answer, type RunningHost, type Visitor } from './running-host.js';

const A_SECOND = 1_000;
let running: RunningHost;
let system: Visitor;
let security: Visitor;
let auditor: Visitor;

beforeAll(async () => {
  running = await runHost();
  [system, security, auditor] = await Promise.all([
    running.login('sysadmin'),
    running.login('secadmin'),
    running.login('auditor'),
  ]);
});
afterAll(async () => {
  await running.host.stop();
  fs.rmSync(running.dataDir, { recursive: true, force: true });
});

const proposalOf = (answer: Answer): string => (answer.body.proposal as { id: string } | undefined)?.id ?? '';
const confirm = (who: Visitor, id: string): Promise<Answer> => who.send('POST', `/api/proposals/${id}/confirm`);
const canLogIn = async (login: string, password: string): Promise<boolean> =>
  (await running.request('/api/session', { method: 'POST', body: { login, password } })).status === 200;
const account = async (id: string): Promise<{ disabled: boolean; posts: { post: string }[] } | undefined> =>
  (
    (await system.get('/api/accounts')).body.items as { id: string; disabled: boolean; posts: { post: string }[] }[]
  ).find((one) => one.id === id);
const newcomer = async (
  login: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; password: string }> => {
  const created = await system.send('POST', '/api/accounts', { name: `新人${login}`, login, ...more });
  return { id: String(created.body.id), password: String(created.body.initialPassword) };
};

describe('an administrator', () => {
  it('is not locked out, taken over or stripped by another administrator alone', async () => {
    const reset = await system.send('POST', '/api/accounts/p-admin-audit/password');
    expect(reset.body.initialPassword).toBeUndefined();
    const again = await Promise.all([1, 2].map(() => system.send('POST', '/api/accounts/p-admin-audit/password')));
    expect(again.map((answer) => answer.body.error?.code)).toEqual(['PROPOSAL_WAITING', 'PROPOSAL_WAITING']);
    const disabled = await system.send('PUT', '/api/accounts/p-admin-audit/disabled', { disabled: true });
    expect(disabled.body.error?.code).toBe('LAST_HOLDER');
    const stripped = await security.send('PUT', '/api/accounts/p-admin-audit/posts', { posts: [] });
    expect(stripped.body.error?.code).toBe('LAST_HOLDER');
    expect((await auditor.get('/api/session')).status).toBe(200);
    expect(await canLogIn('auditor', running.password('auditor'))).toBe(true);
    const changed = await system.send('PUT', '/api/accounts/p-admin-audit', { name: '另一个人' });
    expect(changed.status).toBe(403);
    await system.send('POST', `/api/proposals/${proposalOf(reset)}/withdraw`);
  });

  it('gets a new password of two halves: who proposed has one, who confirmed the other, and neither is enough', async () => {
    const proposed = await security.send('POST', '/api/accounts/p-admin-audit/password');
    const id = proposalOf(proposed);
    const first = String(proposed.body.firstHalf);
    // Neither the proposer nor the person it is about confirms.
    expect((await confirm(security, id)).body.error?.code).toBe('SECOND_PERSON');
    expect((await confirm(auditor, id)).body.error?.code).toBe('SECOND_PERSON');
    const confirmed = await confirm(system, id);
    const second = String((confirmed.body.shown as { secondHalf: string }).secondHalf);
    expect((await auditor.get('/api/session')).status).toBe(401);
    expect(await canLogIn('auditor', running.password('auditor'))).toBe(false);
    expect(await canLogIn('auditor', first)).toBe(false);
    expect(await canLogIn('auditor', second)).toBe(false);
    const login = await running.request('/api/session', {
      method: 'POST',
      body: { login: 'auditor', password: `${first}-${second}` },
    });
    expect(login.body.mustChangePassword).toBe(true);
    expect((await confirm(system, id)).body.error?.code).toBe('PROPOSAL_DECIDED');
    const headers = {
      cookie: String(login.headers['set-cookie']?.[0]).split(';')[0],
      'x-csrf-token': String(login.body.csrf),
    };
    await running.request('/api/session/password', {
      method: 'PUT',
      headers,
      body: { current: `${first}-${second}`, next: 'Quiet-Harbour-58-lamp' },
    });
    auditor = {
      ...auditor,
      get: (target) => running.request(target, { headers }),
      send: (method, target, body) =>
        running.request(target, { method, headers, ...(body === undefined ? {} : { body }) }),
    };
  });

  it('is made by two, of whom one is a security administrator, and nobody who made the account knows the password', async () => {
    const { id, password } = await newcomer('second-security');
    const posts = { posts: [{ post: 'admin-security', organization: 'office' }] };
    const proposed = await system.send('PUT', `/api/accounts/${id}/posts`, posts);
    expect((await account(id))?.posts).toEqual([]);
    expect((await confirm(auditor, proposalOf(proposed))).body.error?.code).toBe('SECOND_PERSON');
    const confirmed = await confirm(security, proposalOf(proposed));
    expect(confirmed.status).toBe(200);
    expect(await canLogIn('second-security', password)).toBe(false);
    const second = String((confirmed.body.shown as { secondHalf: string }).secondHalf);
    expect(await canLogIn('second-security', `${String(proposed.body.firstHalf)}-${second}`)).toBe(true);
  });

  it('is never two of them under two accounts of one human being', async () => {
    const phone = '13912345678';
    const one = await newcomer('twin-one', { phone });
    const two = await newcomer('twin-two', { phone });
    const first = await system.send('PUT', `/api/accounts/${one.id}/posts`, {
      posts: [{ post: 'admin-audit', organization: 'office' }],
    });
    expect((await confirm(security, proposalOf(first))).status).toBe(200);
    const second = await system.send('PUT', `/api/accounts/${two.id}/posts`, {
      posts: [{ post: 'admin-system', organization: 'office' }],
    });
    expect(second.body.error?.code).toBe('POSTS_EXCLUSIVE');
  });

  it('who is the last of the kind keeps the post: no end of period, no disabling', async () => {
    const ending = await security.send('PUT', '/api/accounts/p-admin-system/posts', {
      posts: [{ post: 'admin-system', organization: 'office', until: '2027-01-31' }],
    });
    expect(ending.body.error?.code).toBe('LAST_HOLDER');
    const disabling = await security.send('PUT', '/api/accounts/p-admin-system/disabled', { disabled: true });
    expect(disabling.body.error?.code).toBe('LAST_HOLDER');
  });

  it('sees no case and no data, whatever address is asked', async () => {
    for (const who of [system, security, auditor])
      for (const path of ['/api/people', '/api/enterprises', '/api/organizations'])
        expect((await who.get(path)).status, path).toBe(403);
  });
});

describe('a post', () => {
  it('is given by two and taken away by one', async () => {
    const { id } = await newcomer('officer-new');
    const wanted = { posts: [{ post: 'post-site', organization: 'brigade', from: '2026-01-01', until: '2030-12-31' }] };
    const proposed = await security.send('PUT', `/api/accounts/${id}/posts`, wanted);
    expect((await account(id))?.posts).toEqual([]);
    expect((await confirm(security, proposalOf(proposed))).status).toBe(403);
    expect((await confirm(system, proposalOf(proposed))).status).toBe(200);
    expect((await account(id))?.posts).toMatchObject([{ post: 'post-site', from: '2026-01-01', until: '2030-12-31' }]);
    const shorter = { posts: [{ ...wanted.posts[0], until: '2029-12-31' }] };
    expect((await security.send('PUT', `/api/accounts/${id}/posts`, shorter)).body.proposal).toBeUndefined();
    expect((await account(id))?.posts).toMatchObject([{ until: '2029-12-31' }]);
    const longer = await security.send('PUT', `/api/accounts/${id}/posts`, wanted);
    expect(proposalOf(longer)).not.toBe('');
    await system.send('POST', `/api/proposals/${proposalOf(longer)}/refuse`, { reason: '任期已定' });
    expect((await security.send('PUT', `/api/accounts/${id}/posts`, { posts: [] })).body.proposal).toBeUndefined();
    expect((await account(id))?.posts).toEqual([]);
  });

  it('whose period is over opens nothing', async () => {
    const { id, password } = await newcomer('officer-past');
    const past = { posts: [{ post: 'post-site', organization: 'brigade', from: '2020-01-01', until: '2020-12-31' }] };
    const proposed = await security.send('PUT', `/api/accounts/${id}/posts`, past);
    expect((await confirm(system, proposalOf(proposed))).status).toBe(200);
    const login = await running.request('/api/session', { method: 'POST', body: { login: 'officer-past', password } });
    expect(login.status).toBe(403);
  });

  it('proposed for somebody whose posts changed since is not given', async () => {
    const { id } = await newcomer('officer-moved');
    const first = await security.send('PUT', `/api/accounts/${id}/posts`, {
      posts: [{ post: 'post-site', organization: 'brigade' }],
    });
    const other = await system.send('PUT', `/api/accounts/${id}/posts`, {
      posts: [{ post: 'post-law', organization: 'sec-law' }],
    });
    expect((await confirm(security, proposalOf(other))).status).toBe(200);
    expect((await confirm(system, proposalOf(first))).body.error?.code).toBe('POSTS_CHANGED');
  });
});

describe('a permission', () => {
  const grant = (subject: string, permission: string): Promise<Answer> =>
    security.send('PUT', '/api/policies', { subject, region: '*', permission, granted: true });

  it('of the administrators goes to no ordinary post, and nothing of the business to an administrator', async () => {
    for (const permission of ['accounts.manage', 'accounts.grant', 'policies.manage', 'audit.read'])
      expect((await grant('post-site', permission)).body.error?.code, permission).toBe('PERMISSION_RESERVED');
    expect((await grant('official', 'accounts.manage')).body.error?.code).toBe('PERMISSION_RESERVED');
    expect((await grant('admin-system', 'accounts.grant')).body.error?.code).toBe('PERMISSION_RESERVED');
    expect((await grant('admin-security', 'enterprises.read')).body.error?.code).toBe('PERMISSION_RESERVED');
  });

  it('is given by two', async () => {
    const proposed = await grant('post-town', 'enterprises.import');
    const rows = async (): Promise<unknown> => (await security.get('/api/policies')).body.rows;
    const row = { subject: 'post-town', region: '*', permission: 'enterprises.import' };
    expect(await rows()).not.toContainEqual(row);
    expect((await confirm(security, proposalOf(proposed))).status).toBe(403);
    expect((await confirm(auditor, proposalOf(proposed))).status).toBe(200);
    expect(await rows()).toContainEqual(row);
  });

  it('that is the last of its kind cannot be dropped', async () => {
    const dropped = await security.send('PUT', '/api/policies', {
      subject: 'admin-security',
      region: '*',
      permission: 'policies.manage',
      granted: false,
    });
    expect(dropped.body.error?.code).toBe('LAST_HOLDER');
    expect((await security.get('/api/policies')).status).toBe(200);
    // With fewer than three who confirm, one of them could no longer be touched by anybody.
    for (const subject of ['admin-audit', 'admin-system']) {
      const taken = await security.send('PUT', '/api/policies', {
        subject,
        region: '*',
        permission: 'grants.confirm',
        granted: false,
      });
      expect(taken.body.error?.code).toBe('LAST_HOLDER');
    }
  });
});

describe('a unit', () => {
  const make = (name: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    system.send('POST', '/api/units', { name, kind: 'section', region: '320724', parent: 'bureau', ...more });
  const units = async (): Promise<{ id: string; name: string; region: string; retired: boolean }[]> =>
    (await system.get('/api/units')).body.units as { id: string; name: string; region: string; retired: boolean }[];

  it('is made and renamed by one, and moved by two', async () => {
    const id = String((await make('应急指挥科')).body.id);
    expect((await make('应急指挥科')).body.error?.fields?.[0]).toMatchObject({ path: 'name', code: 'duplicate' });
    expect((await security.send('POST', '/api/units', { name: '某科室' })).status).toBe(403);
    const named = { name: '应急指挥中心', region: '320724', parent: 'bureau' };
    expect((await system.send('PUT', `/api/units/${id}`, named)).body.proposal).toBeUndefined();
    const moved = await system.send('PUT', `/api/units/${id}`, {
      ...named,
      region: '320724101',
      parent: 'town-duigou',
    });
    const find = async (): Promise<unknown> => (await units()).find((unit) => unit.id === id);
    expect(await find()).toMatchObject({ name: '应急指挥中心', region: '320724' });
    expect((await confirm(system, proposalOf(moved))).status).toBe(403);
    expect((await confirm(security, proposalOf(moved))).status).toBe(200);
    expect(await find()).toMatchObject({ region: '320724101', parent: 'town-duigou' });
    const circle = await system.send('PUT', '/api/units/town-duigou', {
      name: '堆沟港镇应急管理办公室',
      region: '320724101',
      parent: id,
    });
    expect(circle.body.error?.fields?.[0]).toMatchObject({ code: 'cycle' });
  });

  it('is retired only when nobody works there, and then nobody is put into it', async () => {
    const busy = await system.send('PUT', '/api/units/sec-law/retired', { retired: true });
    expect(busy.body.error?.code).toBe('UNIT_HAS_PEOPLE');
    const above = await system.send('PUT', '/api/units/bureau/retired', { retired: true });
    expect(above.body.error?.code).toBe('UNIT_HAS_UNITS');
    const id = String((await make('待撤科')).body.id);
    expect((await system.send('PUT', `/api/units/${id}/retired`, { retired: true })).status).toBe(200);
    const put = await system.send('PUT', '/api/accounts/p-officer3/posts', {
      posts: [{ post: 'post-site', organization: id }],
    });
    expect(put.body.error?.fields?.[0]).toMatchObject({ code: 'retired' });
  });
});

describe('who is changed behind the routes', () => {
  it('loses session and events within a second all the same', async () => {
    const victim = await running.login('officer4');
    const events = await openEvents(running.url, victim.cookie);
    const { Organization } = await import('@anliu/organization');
    await running.platform().services.use(Organization).setDisabled('p-officer4', true);
    const ended = await Promise.race([events.closed.then(() => true), sleep(A_SECOND).then(() => false)]);
    expect(ended).toBe(true);
    expect((await victim.get('/api/session')).status).toBe(401);
  });
});

describe('the password of somebody who is no administrator', () => {
  it('is reset by one for one login, and its owner is told who did it and when, whatever happened in between', async () => {
    const reset = await system.send('POST', '/api/accounts/p-officer2/password');
    expect(reset.status, reset.text).toBe(200);
    const password = String(reset.body.initialPassword);
    const login = (secret: string) =>
      running.request('/api/session', { method: 'POST', body: { login: 'officer2', password: secret } });
    const first = await login(password);
    expect(first.body).toMatchObject({ mustChangePassword: true, resets: [{ by: ['系统管理员'] }] });
    const cookie = String(first.headers['set-cookie']?.[0]).split(';')[0] as string;
    const inbox = await running.request('/api/enterprises?page=1&size=20', { headers: { cookie } });
    expect(inbox.status).toBe(403);
    const changed = await running.request('/api/session/password', {
      method: 'PUT',
      headers: { cookie, 'x-csrf-token': String(first.body.csrf) },
      body: { current: password, next: 'Impersonated-58-lamp' },
    });
    expect(changed.status, changed.text).toBe(204);
    // Whoever used it has changed it; the owner gets another one and learns of both.
    const again = String((await system.send('POST', '/api/accounts/p-officer2/password')).body.initialPassword);
    const { resets } = (await login(again)).body as { resets: { by: string[]; at: string }[] };
    expect(resets.map(({ by }) => by)).toEqual([['系统管理员'], ['系统管理员']]);
    expect(Date.parse(resets[0]?.at ?? '')).toBeGreaterThan(0);
    expect((await running.login('officer1')).session.resets).toBeUndefined();
  });

  it('takes two people where the security profile says so', async () => {
    const strict = await runHost({ modules: PRODUCT_MODULES });
    await strict.host.stop();
    const file = path.join(strict.dataDir, 'config.json');
    const settings = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
    fs.writeFileSync(file, JSON.stringify({ ...settings, profile: 'gb22239-l3-two' }));
    const two = await runHost({ modules: PRODUCT_MODULES, dataDir: strict.dataDir });
    try {
      const [one, other] = await Promise.all([two.login('sysadmin'), two.login('secadmin')]);
      const proposed = await one.send('POST', '/api/accounts/p-officer2/password');
      expect(proposed.body.initialPassword).toBeUndefined();
      const { id } = proposed.body.proposal as { id: string };
      const confirmed = await other.send('POST', `/api/proposals/${id}/confirm`);
      expect(confirmed.status, confirmed.text).toBe(200);
      const { secondHalf } = confirmed.body.shown as { secondHalf: string };
      const session = await two.request('/api/session', {
        method: 'POST',
        body: { login: 'officer2', password: `${String(proposed.body.firstHalf)}-${secondHalf}` },
      });
      expect(session.body).toMatchObject({ resets: [{ by: ['系统管理员', '安全管理员'] }] });
    } finally {
      await two.host.stop();
      fs.rmSync(strict.dataDir, { recursive: true, force: true });
    }
  }, 60_000);
});
