import { TOTP, Secret } from 'otpauth';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SETUP_CODE_FILE } from '../src/setup/first-run.js';
import { runHost, send, type Answer, type RunningHost } from './running-host.js';

const cookies = (answer: Answer): string =>
  (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
const forget = (running: RunningHost): void => fs.rmSync(running.dataDir, { recursive: true, force: true });

/** A folder with settings that the first start would otherwise write. */
function folder(settings: Record<string, unknown>): string {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-login-'));
  const secret = 'x'.repeat(43);
  fs.writeFileSync(
    path.join(dataDir, 'config.json'),
    JSON.stringify({ region: '320724', workerToken: secret, auditKey: secret, ...settings }),
  );
  return dataDir;
}

describe('behind a proxy', () => {
  let running: RunningHost;
  beforeAll(async () => {
    running = await runHost({ dataDir: folder({ trustProxy: 1 }), rateLimits: limits(8) });
  });
  afterAll(async () => {
    await running.host.stop();
    forget(running);
  });
  const login = (name: string, password: string, headers: Record<string, string>): Promise<Answer> =>
    running.request('/api/session', { method: 'POST', body: { login: name, password }, headers });

  it('one stranger locks out neither another address nor a browser that has logged in from the same one', async () => {
    const right = running.password('officer1');
    const office = { 'x-forwarded-for': '10.1.1.1' };
    const own = await login('officer1', right, office);
    expect(own.status).toBe(200);
    for (let tries = 0; tries < 6; tries += 1) await login('officer1', 'wrong', { 'x-forwarded-for': '6.6.6.6' });
    expect((await login('officer1', right, { 'x-forwarded-for': '6.6.6.6' })).status).toBe(423);
    expect((await login('officer1', right, office)).status).toBe(200);
    // Writing the victim's address in front of the own does not help: the proxy's is the one that counts.
    for (let tries = 0; tries < 2; tries += 1)
      await login('officer1', 'wrong', { 'x-forwarded-for': '10.1.1.1, 6.6.6.6' });
    for (let tries = 0; tries < 6; tries += 1) await login('officer1', 'wrong', office);
    expect((await login('officer1', right, office)).status).toBeGreaterThanOrEqual(423);
    expect((await login('officer1', right, { ...office, cookie: cookies(own) })).status).toBe(200);
  });

  it('that says https the cookies are for https only', async () => {
    const answer = await login('officer2', running.password('officer2'), {
      'x-forwarded-for': '10.3.3.3',
      'x-forwarded-proto': 'https',
    });
    expect(answer.headers['set-cookie']?.every((cookie) => /; secure/i.test(cookie))).toBe(true);
    expect(answer.headers['strict-transport-security']).toBeDefined();
  });
});

function limits(login: number) {
  const plenty = { burst: 10_000, perSecond: 1_000 };
  return { login: { burst: login, perSecond: 0.001 }, read: plenty, write: plenty };
}

describe('the demonstration', () => {
  let running: RunningHost;
  beforeAll(async () => (running = await runHost()));
  afterAll(async () => {
    await running.host.stop();
    forget(running);
  });
  const tryOut = (login: string): Promise<Answer> =>
    running.request('/api/session/demonstration', { method: 'POST', body: { login } });

  it('offers five people to be with one click, and nobody else', async () => {
    const welcome = await running.request('/api/welcome');
    const offered = welcome.body.tryOut as { role: string; login: string }[];
    expect(offered.map((one) => one.role)).toEqual(['inspector', 'chief', 'enterprise', 'business', 'it']);
    for (const { login } of offered) expect((await tryOut(login)).body).toMatchObject({ person: { login } });
    for (const login of ['secadmin', 'auditor', 'director', 'nobody']) expect((await tryOut(login)).status).toBe(409);
  });

  it('does not offer whoever has a password of their own', async () => {
    const chief = await running.login('chief');
    const next = 'Quiet-Harbour-58-lamp';
    await chief.send('PUT', '/api/session/password', { current: running.password('chief'), next });
    expect((await tryOut('chief')).status).toBe(409);
  });

  it('asks for a second factor once somebody has set one up, and takes each code once', async () => {
    const login = 'law2';
    const password = running.password(login);
    const visitor = await running.login(login);
    const offered = await visitor.send('POST', '/api/session/second-factor', { password });
    const totp = new TOTP({ secret: Secret.fromBase32(String(offered.body.secret)) });
    expect((await visitor.send('PUT', '/api/session/second-factor', { code: '000000' })).status).toBe(400);
    // The code of the step before, so that the next one is still to come within this test.
    const early = totp.generate({ timestamp: Date.now() - 30_000 });
    expect((await visitor.send('PUT', '/api/session/second-factor', { code: early })).status).toBe(204);
    const again = (code?: string): Promise<Answer> =>
      running.request('/api/session', { method: 'POST', body: { login, password, ...(code ? { code } : {}) } });
    expect((await again()).body.error?.code).toBe('AUTH_CODE_REQUIRED');
    expect((await again(early)).body.error?.code).toBe('AUTH_CODE_REQUIRED');
    const code = totp.generate();
    expect((await again(code)).status).toBe(200);
    expect((await again(code)).body.error?.code).toBe('AUTH_CODE_REQUIRED');
  });
});

describe('an installation that begins empty', () => {
  let running: RunningHost;
  const person = (post: string, login: string, password: string, more: Record<string, unknown> = {}) => ({
    post,
    name: `${login}某`,
    login,
    password,
    ...more,
  });
  const administrators = [
    person('admin-system', 'xitong', 'Quiet-Harbour-58-lamp'),
    person('admin-security', 'anquan', 'Walnut-Orbit-31-chair'),
    person('admin-audit', 'shenji', 'Copper-Violin-77-cloud'),
  ];
  const request = () => ({
    code: fs.readFileSync(path.join(running.dataDir, SETUP_CODE_FILE), 'utf8').split('\n')[0] ?? '',
    region: '320723',
    unit: '灌云县应急管理局',
    administrators,
  });
  const setUp = (body: unknown): Promise<Answer> => running.request('/api/setup', { method: 'POST', body });
  let recovery: { login: string; code: string }[];

  beforeAll(async () => (running = await runHost({ empty: true })));
  afterAll(async () => {
    await running.host.stop();
    forget(running);
  });

  it('has nobody in it, no password and nothing to try out', async () => {
    expect(fs.existsSync(path.join(running.dataDir, 'demo-passwords.txt'))).toBe(false);
    expect((await running.request('/api/welcome')).body).toMatchObject({ setup: true, tryOut: [] });
    const { statusCode } = { statusCode: fs.statSync(path.join(running.dataDir, SETUP_CODE_FILE)).mode & 0o777 };
    expect(statusCode).toBe(0o600);
  });

  it('is set up only by whoever knows the code, with three different people and good passwords', async () => {
    // Wrong codes of a stranger do not change the one that whoever reads the data folder holds in hand.
    const { code } = request();
    for (let tries = 0; tries < 12; tries += 1)
      expect((await setUp({ ...request(), code: 'AAAA-BBBB-CCCC-DDDD' })).body.error?.code).toBe('SETUP_CODE');
    expect(request().code).toBe(code);
    const twice = [administrators[0], administrators[0], administrators[2]];
    expect((await setUp({ ...request(), administrators: twice })).status).toBe(400);
    const weak = administrators.map((one, index) => (index ? one : { ...one, password: 'Password123!' }));
    expect((await setUp({ ...request(), administrators: weak })).body.error?.fields?.[0]?.path).toBe(
      'administrators.0.password',
    );
    expect((await setUp({ ...request(), region: '999999' })).body.error?.fields?.[0]?.path).toBe('region');
  });

  it('then has three administrators, a region and a first unit, and is never set up again', async () => {
    const body = request();
    // Two at once: one sets it up, the other gets nothing of it.
    const both = await Promise.all([setUp(body), setUp(body)]);
    const [done, meanwhile] = both[0].status === 200 ? both : [both[1], both[0]];
    expect(done.status, done.text).toBe(200);
    expect(meanwhile.body.error?.code).toBe('SETUP_RUNNING');
    recovery = done.body.recovery as typeof recovery;
    expect(recovery).toHaveLength(3);
    expect(fs.existsSync(path.join(running.dataDir, SETUP_CODE_FILE))).toBe(false);
    expect((await setUp(body)).status).toBe(404);
    expect((await running.request('/api/setup')).status).toBe(404);
    expect((await running.request('/api/welcome')).body).toMatchObject({ setup: false });
    const settings = JSON.parse(fs.readFileSync(path.join(running.dataDir, 'config.json'), 'utf8')) as unknown;
    expect(settings).toMatchObject({ region: '320723', demonstration: false });
  });

  it('asks its administrators for a second factor first, and ends the old session at a new login', async () => {
    const { login, password } = administrators[0] as { login: string; password: string };
    const enter = (code?: string): Promise<Answer> =>
      running.request('/api/session', { method: 'POST', body: { login, password, ...(code ? { code } : {}) } });
    const first = await enter();
    expect(first.body).toMatchObject({ mustEnrolSecondFactor: true });
    const headers = { cookie: cookies(first), 'x-csrf-token': String(first.body.csrf) };
    expect((await running.request('/api/accounts', { headers })).body.error?.code).toBe('SECOND_FACTOR_REQUIRED');
    const offered = await running.request('/api/session/second-factor', {
      method: 'POST',
      headers,
      body: { password },
    });
    const totp = new TOTP({ secret: Secret.fromBase32(String(offered.body.secret)) });
    const code = totp.generate({ timestamp: Date.now() - 30_000 });
    await running.request('/api/session/second-factor', { method: 'PUT', headers, body: { code } });
    expect((await running.request('/api/accounts', { headers })).status).toBe(200);
    const second = await enter(totp.generate());
    expect(second.status).toBe(200);
    expect((await running.request('/api/session', { headers })).status).toBe(401);
    const now = { cookie: cookies(second), 'x-csrf-token': String(second.body.csrf) };
    const dropped = await running.request('/api/session/second-factor', {
      method: 'DELETE',
      headers: now,
      body: { password },
    });
    expect(dropped.status).toBe(403);
  });

  it('lets an administrator in again by the sealed code, once', async () => {
    const { login, code } = recovery[0] as { login: string; code: string };
    const next = 'Marble-Tulip-94-fence';
    const recover = (given: string): Promise<Answer> =>
      running.request('/api/session/recovery', { method: 'POST', body: { login, code: given, next } });
    expect((await recover('AAAAA-BBBBB-CCCCC-DDDDD')).status).toBe(401);
    expect((await recover(code)).body).toMatchObject({ mustEnrolSecondFactor: true });
    expect((await recover(code)).status).toBe(401);
    const entered = await running.request('/api/session', { method: 'POST', body: { login, password: next } });
    expect(entered.status).toBe(200);
  });
});

describe('a folder with demonstration data', () => {
  it('is not taken for an empty one', async () => {
    const dataDir = folder({});
    await expect(runHost({ dataDir, empty: true })).rejects.toThrow('--empty 只用于新的数据目录');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps its setting of trustProxy from before: true is one proxy, a name is refused', async () => {
    const old = await runHost({ dataDir: folder({ trustProxy: true }) });
    const answer = await send(old.url, '/api/session', {
      method: 'POST',
      headers: { 'x-forwarded-for': '10.1.1.1', 'x-forwarded-proto': 'https' },
      body: { login: 'officer1', password: old.password('officer1') },
    });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; secure/i);
    await old.host.stop();
    forget(old);
    const dataDir = folder({ trustProxy: ['proxy.local'] });
    await expect(runHost({ dataDir })).rejects.toThrow('网段');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
});
