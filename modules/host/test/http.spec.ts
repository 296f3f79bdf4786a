import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, route, type AnliuModule } from '@anliu/kit';
import { z } from 'zod';
import { MAX_JSON_BYTES, MAX_JSON_DEPTH } from '../src/http/limits.js';
import { runHost, type RunningHost, type Visitor, openEvents } from './running-host.js';
import { catalogue } from '@anliu/sentences';

/** Routes that show what a handler is given. */
const probe: AnliuModule = {
  name: 'probe',
  permissions: [
    { id: 'probe.never', title: catalogue('probe', { never: ['无人拥有的权限', 'What nobody may do'] }).never },
  ],
  routes: [
    route({
      method: 'POST',
      path: '/api/probe/echo',
      access: { authenticated: true },
      summary: 'echo',
      audit: {
        action: 'probe.echo',
        target: ({ name }: { name: string }) => name.slice(0, 20),
        detail: ({ body }) => ({ fields: Object.keys(body) }),
      },
      body: z.object({
        name: z.string(),
        inner: z.object({ value: z.number() }).optional(),
        data: z.record(z.string(), z.unknown()).optional(),
      }),
      handle: async ({ body }) => body,
    }),
    route({
      method: 'GET',
      path: '/api/probe/crash',
      access: { authenticated: true },
      summary: 'crash',
      handle: async () => {
        throw new Error('secret text of the database\nsecond line');
      },
    }),
    route({
      method: 'GET',
      path: '/api/probe/own500',
      access: { authenticated: true },
      summary: 'own500',
      handle: async () => {
        throw new AppError(500, 'X', 'secret text of a module');
      },
    }),
    route({
      method: 'GET',
      path: '/api/probe/never',
      access: { permission: 'probe.never' },
      summary: 'never',
      handle: async () => 'seen',
    }),
    route({
      method: 'GET',
      path: '/api/probe/worker',
      access: { worker: true },
      summary: 'worker',
      handle: async () => 'seen',
    }),
    route({
      method: 'GET',
      path: '/api/probe/list',
      access: { authenticated: true },
      summary: 'list',
      query: z.object({ name: z.string().optional() }),
      handle: async ({ query }) => query,
    }),
  ],
};

let running: RunningHost;
let officer: Visitor;
beforeAll(async () => {
  running = await runHost({ extra: () => probe });
  officer = await running.login('officer1');
});
afterAll(() => running.host.stop());

describe('a session', () => {
  it('is a cookie that scripts cannot read and other sites cannot send with a form', async () => {
    const answer = await running.request('/api/session', {
      method: 'POST',
      body: { login: 'officer2', password: running.password('officer2') },
    });
    const cookie = String(answer.headers['set-cookie']?.[0]);
    expect(cookie).toMatch(/^anliu_session=[\w-]{43}; path=\/; expires=.*; samesite=lax; httponly$/);
    expect(answer.body).toMatchObject({
      person: { login: 'officer2', certificate: '苏应急执法07240012' },
      acting: { post: 'post-site' },
      mustChangePassword: false,
    });
    expect((answer.body.regionPath as { name: string }[]).map((region) => region.name)).toEqual([
      '江苏省',
      '连云港市',
      '灌南县',
    ]);
  });

  it('is new at every login and does not take over a cookie somebody planted (T77)', async () => {
    const planted = `anliu_session=${'x'.repeat(43)}`;
    const answer = await running.request('/api/session', {
      method: 'POST',
      headers: { cookie: planted },
      body: { login: 'officer2', password: running.password('officer2') },
    });
    expect(String(answer.headers['set-cookie']?.[0])).not.toContain('xxxx');
    expect((await running.request('/api/session', { headers: { cookie: planted } })).status).toBe(401);
  });

  it('acts in one post at a time', async () => {
    const chief = await running.login('chief');
    const posts = chief.session.posts as { id: string; post: string }[];
    const site = posts.find((post) => post.post === 'post-site');
    const switched = await chief.send('PUT', '/api/session/post', { post: site?.id });
    expect(switched.body).toMatchObject({ acting: { post: 'post-site' } });
    expect((await chief.get('/api/enterprises/import-template.csv')).status).toBe(403);
    expect((await chief.send('PUT', '/api/session/post', { post: 'p-director:post-decide:bureau' })).status).toBe(400);
  });

  it('is over on the server after logging out', async () => {
    const visitor = await running.login('officer3');
    expect((await visitor.send('DELETE', '/api/session')).status).toBe(204);
    expect((await visitor.get('/api/session')).body.error?.code).toBe('AUTH_REQUIRED');
  });

  it('refuses a wrong password and an unknown login with the same words, and locks after five (T73)', async () => {
    const attempt = (login: string) =>
      running.request('/api/session', { method: 'POST', body: { login, password: 'wrong' } });
    const known = await attempt('law1');
    const unknown = await attempt('nobody-here');
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    for (let tries = 0; tries < 4; tries += 1) await attempt('law1');
    const locked = await running.request('/api/session', {
      method: 'POST',
      body: { login: 'law1', password: running.password('law1') },
    });
    expect(locked.status).toBe(423);
    expect(locked.body.error?.message).toContain('分钟后再试');
    const administrator = await running.login('sysadmin');
    expect((await administrator.send('POST', '/api/accounts/p-law-head/unlock')).status).toBe(204);
    await running.login('law1');
  });

  it('stops at once when its account is disabled, its events too (T53)', async () => {
    const victim = await running.login('town2');
    const events = await openEvents(running.url, victim.cookie);
    const administrator = await running.login('sysadmin');
    expect((await administrator.send('PUT', '/api/accounts/p-town-xa/disabled', { disabled: true })).status).toBe(200);
    await events.closed;
    expect((await victim.get('/api/session')).status).toBe(401);
    expect(
      (
        await running.request('/api/session', {
          method: 'POST',
          body: { login: 'town2', password: running.password('town2') },
        })
      ).status,
    ).toBe(401);
  });

  it('of somebody whose password was set by another starts with a new password', async () => {
    const administrator = await running.login('sysadmin');
    const created = await administrator.send('POST', '/api/accounts', { name: '新人', login: 'newcomer' });
    const initial = String(created.body.initialPassword);
    const security = await running.login('secadmin');
    const granted = await security.send('PUT', `/api/accounts/${String(created.body.id)}/posts`, {
      posts: [{ post: 'post-site', organization: 'brigade' }],
    });
    const { id } = granted.body.proposal as { id: string };
    expect((await administrator.send('POST', `/api/proposals/${id}/confirm`)).status).toBe(200);
    const first = await running.request('/api/session', {
      method: 'POST',
      body: { login: 'newcomer', password: initial },
    });
    expect(first.body.mustChangePassword).toBe(true);
    const headers = {
      cookie: String(first.headers['set-cookie']?.[0]).split(';')[0],
      'x-csrf-token': String(first.body.csrf),
    };
    expect((await running.request('/api/people', { headers })).body.error?.code).toBe('PASSWORD_CHANGE_REQUIRED');
    const weak = await running.request('/api/session/password', {
      method: 'PUT',
      headers,
      body: { current: initial, next: 'short' },
    });
    expect(weak.body.error?.fields?.[0]).toMatchObject({ path: 'next' });
    expect(
      (
        await running.request('/api/session/password', {
          method: 'PUT',
          headers,
          body: { current: initial, next: 'Better-Than-Before-7' },
        })
      ).status,
    ).toBe(204);
    expect((await running.request('/api/people', { headers })).status).toBe(200);
  });

  it('cannot be used to take two administrators posts, or to grant oneself one', async () => {
    const security = await running.login('secadmin');
    const both = {
      posts: [
        { post: 'admin-system', organization: 'office' },
        { post: 'admin-audit', organization: 'office' },
      ],
    };
    expect((await security.send('PUT', '/api/accounts/p-officer5/posts', both)).body.error?.code).toBe(
      'POSTS_EXCLUSIVE',
    );
    expect(
      (
        await security.send('PUT', '/api/accounts/p-admin-security/posts', {
          posts: [{ post: 'post-decide', organization: 'bureau' }],
        })
      ).status,
    ).toBe(403);
  });
});

describe('a write', () => {
  const body = { name: 'x' };
  it('needs the token of its own session (T65)', async () => {
    expect((await officer.send('POST', '/api/probe/echo', body)).status).toBe(200);
    expect((await officer.send('POST', '/api/probe/echo', body, { 'x-csrf-token': '' })).body.error?.code).toBe('CSRF');
    const other = await running.login('officer4');
    expect((await officer.send('POST', '/api/probe/echo', body, { 'x-csrf-token': other.csrf })).status).toBe(403);
  });

  it.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['an unknown origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused (T65)', async (_, headers) => {
    expect((await officer.send('POST', '/api/probe/echo', body, headers)).body.error?.code).toBe('CSRF');
  });

  it('stands in the audit trail before its answer arrives, and a refused one does not', async () => {
    const auditor = await running.login('auditor');
    const echoes = async () =>
      (await auditor.get('/api/audit?action=probe.echo&size=200')).body['items'] as Record<string, unknown>[];
    const before = (await echoes()).length;
    await officer.send('POST', '/api/probe/echo', { name: 'seen' });
    await officer.send('POST', '/api/probe/echo', { name: 7 });
    const after = await echoes();
    expect(after.length - before).toBe(1);
    expect(after[0]).toMatchObject({
      target: 'seen',
      outcome: 'done',
      by: 'p-officer1',
      detail: { fields: ['name'], post: expect.any(String) },
    });
  });

  it('of a login from a foreign page is refused as well', async () => {
    const answer = await running.request('/api/session', {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
      body: { login: 'a', password: 'b' },
    });
    expect(answer.status).toBe(403);
  });

  it('must be JSON: a form or plain text from another page is not read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await officer.send('POST', '/api/probe/echo', body, { 'content-type': type })).status).toBe(415);
    }
  });

  it.each([
    '{"__proto__":{"a":1},"name":"x"}',
    '{"name":"x","data":{"a":[{"constructor":1}]}}',
    '{"name":"x","data":{"prototype":{}}}',
  ])('with a reserved name is refused: %s', async (raw) => {
    const answer = await running.request('/api/probe/echo', {
      method: 'POST',
      raw,
      headers: { cookie: officer.cookie, 'x-csrf-token': officer.csrf },
    });
    expect(answer.body.error?.fields?.[0]?.code).toBe('reserved');
  });

  it('with fields nobody asked for is refused and not trimmed (T48)', async () => {
    const answer = await officer.send('POST', '/api/probe/echo', {
      name: 'x',
      role: 'admin',
      inner: { value: 1, _id: 2 },
      data: { anything: 1 },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.fields?.map((field) => [field.path, field.code])).toEqual([
      ['role', 'unknown_field'],
      ['inner._id', 'unknown_field'],
    ]);
  });

  it('with an object where a text belongs is refused (T19, T20)', async () => {
    expect((await officer.send('POST', '/api/probe/echo', { name: { $ne: null } })).status).toBe(400);
    expect((await officer.get('/api/probe/list?name=a&name=b')).status).toBe(400);
    expect(
      (await running.request('/api/session', { method: 'POST', body: { login: { $gt: '' }, password: 'x' } })).status,
    ).toBe(400);
  });

  it(`may have ${MAX_JSON_BYTES} bytes and ${MAX_JSON_DEPTH} levels and not more`, async () => {
    const headers = { cookie: officer.cookie, 'x-csrf-token': officer.csrf };
    const sized = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
    expect(
      (await running.request('/api/probe/echo', { method: 'POST', headers, raw: sized(MAX_JSON_BYTES) })).status,
    ).toBe(200);
    expect(
      (await running.request('/api/probe/echo', { method: 'POST', headers, raw: sized(MAX_JSON_BYTES + 1) })).status,
    ).toBe(413);
    const nested = (levels: number) => `{"name":"x","data":${'{"a":'.repeat(levels - 2)}{}${'}'.repeat(levels - 2)}}`;
    expect(
      (await running.request('/api/probe/echo', { method: 'POST', headers, raw: nested(MAX_JSON_DEPTH) })).status,
    ).toBe(200);
    expect(
      (await running.request('/api/probe/echo', { method: 'POST', headers, raw: nested(MAX_JSON_DEPTH + 1) })).status,
    ).toBe(400);
  });
});

describe('an address', () => {
  it.each([
    '/api/../api/session',
    '/api//session',
    '/api/session/.',
    '/api/%2e%2e/session',
    '/api/session%2f',
    '/api/session;x',
    '/api\\session',
    '//evil.example/',
  ])('with more than one reading is refused: %s (T55)', async (path) =>
    expect((await running.request(path, { headers: { cookie: officer.cookie } })).status).toBe(400),
  );

  it('in another spelling is not the same address', async () => {
    expect((await officer.get('/API/session')).status).toBe(404);
    expect((await officer.get('/api/Session')).status).toBe(404);
    expect((await officer.get('/api/session/')).status).toBe(404);
  });

  it('that does not exist or knows no such method is answered in words', async () => {
    expect((await officer.get('/api/nothing')).body.error?.code).toBe('NOT_FOUND');
    expect((await officer.send('PUT', '/api/probe/list', {})).status).toBe(405);
  });

  it.each([
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['a:b@c', 400],
    ['127.0.0.1/evil', 400],
  ])('asked for under the name %j is refused with %i (T69)', async (host, status) => {
    expect((await running.request('/healthz', { headers: { host } })).status).toBe(status);
  });
});

describe('an answer', () => {
  it('carries headers that keep scripts, frames and guessing out (T68)', async () => {
    const { headers } = await running.request('/api/session');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  it.each(['/api/probe/crash', '/api/probe/own500'])(
    'to a failure (%s) is a number; the text stays in the log (T110)',
    async (path) => {
      const answer = await officer.get(path);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('secret');
      const incident = answer.body.error?.incident;
      expect(incident).toMatch(/^\d{8}-[0-9a-f]{6}$/);
      const line = running.logged.find((entry) => entry.includes(String(incident)));
      expect(line).toContain('secret text');
      expect(line).not.toContain('\n');
    },
  );

  it('to somebody without the permission is 403 in words, and the attempt is in the audit trail', async () => {
    const answer = await officer.get('/api/probe/never');
    expect(answer.status).toBe(403);
    expect(answer.body.error?.message).toContain('无人拥有的权限');
    const auditor = await running.login('auditor');
    const { items } = (await auditor.get('/api/audit?action=access.refused')).body as {
      items: { by: string; target: string }[];
    };
    expect(items[0]).toMatchObject({ by: 'p-officer1', target: 'GET /api/probe/never' });
  });

  it('to a stranger is 401 wherever a session is needed', async () => {
    for (const path of [
      '/api/people',
      '/api/enterprises',
      '/api/audit',
      '/api/events',
      '/api/accounts',
      '/api/probe/list',
    ]) {
      expect((await running.request(path)).status, path).toBe(401);
    }
  });
});

describe('a worker', () => {
  it('is let in by its token to what is for workers, and to nothing else', async () => {
    const headers = { authorization: `Bearer ${running.workerToken}` };
    expect((await running.request('/api/probe/worker', { headers })).status).toBe(200);
    expect((await running.request('/engine-rest/process-definition', { headers })).status).toBe(200);
    for (const path of ['/api/people', '/api/accounts', '/api/probe/list']) {
      expect((await running.request(path, { headers })).status, path).toBe(403);
    }
  });

  it('without the token sees nothing, and a person is no worker', async () => {
    expect((await officer.get('/api/probe/worker')).status).toBe(403);
    expect((await officer.get('/engine-rest/process-definition')).status).toBe(401);
    for (const token of ['', 'x', `${running.workerToken}x`, running.workerToken.slice(0, -1)]) {
      expect(
        (await running.request('/engine-rest/process-definition', { headers: { authorization: `Bearer ${token}` } }))
          .status,
      ).toBe(401);
      expect(
        (await running.request('/api/probe/worker', { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(401);
    }
  });
});

describe('what belongs to others', () => {
  it('is not there: an enterprise sees itself only (T44, T45)', async () => {
    const enterprise = await running.login('ent01-safety');
    const own = '91320724XXXX00019D';
    const other = '91320724XXXX000278';
    expect((await enterprise.get(`/api/enterprises/${own}`)).status).toBe(200);
    const foreign = await enterprise.get(`/api/enterprises/${other}`);
    const missing = await enterprise.get('/api/enterprises/91320724XXXX99999X');
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    expect(foreign.status).toBe(404);
    expect((await enterprise.get('/api/enterprises')).body).toMatchObject({ total: 1 });
    expect((await enterprise.get('/api/people?organization=bureau')).body).toEqual([]);
    expect(((await enterprise.get('/api/people')).body as unknown as unknown[]).length).toBe(3);
    expect((await enterprise.get('/api/enterprises/import-template.csv')).status).toBe(403);
  });

  it('is not there for another town either, and searching does not count it', async () => {
    const town = await running.login('town1');
    expect((await town.get('/api/enterprises')).body).toMatchObject({ total: 3 });
    expect((await town.get('/api/enterprises?region=320724100')).body).toMatchObject({ total: 0, items: [] });
    expect((await town.get('/api/enterprises/91320724XXXX00043X')).status).toBe(404);
    const county = await running.login('base1');
    expect((await county.get('/api/enterprises')).body).toMatchObject({ total: 12 });
  });
});

describe('an import over HTTP', () => {
  it('goes from upload to commit, and the rejected rows come back as a file', async () => {
    const clerk = await running.login('base1');
    const csv =
      '统一社会信用代码,企业名称,行政区划代码,主要负责人\r\n91110000802100433B,上传测试一厂,320724101,甲\r\n,=cmd,320724101,乙\r\n';
    const boundary = 'x-boundary';
    const raw = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="C:\\\\a\\\\企业.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--${boundary}--\r\n`;
    const uploaded = await running.request('/api/enterprises/imports', {
      method: 'POST',
      raw,
      headers: {
        cookie: clerk.cookie,
        'x-csrf-token': clerk.csrf,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    });
    expect(uploaded.status).toBe(201);
    expect(uploaded.body).toMatchObject({ fileName: '企业.csv', total: 2, good: 1, bad: 1 });
    const at = `/api/enterprises/imports/${String(uploaded.body.id)}`;
    expect((await clerk.send('POST', `${at}/commit`, {})).body).toMatchObject({ committed: 1, state: 'committed' });
    const rejected = await clerk.get(`${at}/rejected.csv`);
    expect(rejected.headers['content-disposition']).toContain('attachment');
    expect(rejected.text).toContain("'=cmd");
    expect(
      (await clerk.send('PUT', `${at}/rows/3`, { values: { uscc: '11210000MB1859351E', hacked: '1' } })).status,
    ).toBe(400);
    expect(
      (await clerk.send('PUT', `${at}/rows/3`, { values: { uscc: '11210000MB1859351E', name: '二厂' } })).body,
    ).toMatchObject({ bad: 0, good: 1 });
    expect((await (await running.login('chief')).get(at)).status).toBe(404);
  });
});

/** An open event stream; `closed` resolves when the server ends it. */
