import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Idempotency, route, type AnliuModule } from '@anliu/kit';
import { BootError, checkRoutes } from '../src/index.js';
import { durationMs } from '../src/clock/virtual-clock.js';
import { LOCK_FILE } from '../src/data-folder/data-lock.js';
import { MIN_SECRET_LENGTH, readInstallation } from '../src/config/installation.js';
import { MAX_STREAMS_PER_PERSON, EventHub } from '../src/events/event-hub.js';
import { RateLimiter } from '../src/http/rate-limit.js';
import { jsonLogger } from '../src/log/json-logger.js';
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
const folder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-install-'));

describe('a server', () => {
  it('refuses a data folder that another server uses, and says what to do', async () => {
    const first = await run();
    await expect(runHost({ dataDir: first.dataDir })).rejects.toThrow(/--data/);
    expect((await first.request('/readyz')).status).toBe(200);
  });

  it('takes over a folder whose server was killed', async () => {
    const dataDir = folder();
    fs.writeFileSync(
      path.join(dataDir, LOCK_FILE),
      JSON.stringify({ token: 'x', pid: 2 ** 22 + 1, host: os.hostname(), started: '1' }),
    );
    expect((await (await run({ dataDir })).request('/readyz')).status).toBe(200);
  });

  it('takes over a folder whose number was given to another process', async () => {
    const dataDir = folder();
    fs.writeFileSync(
      path.join(dataDir, LOCK_FILE),
      JSON.stringify({ token: 'x', pid: process.pid, host: os.hostname(), started: '1' }),
    );
    expect((await (await run({ dataDir })).request('/readyz')).status).toBe(200);
  });

  it('keeps people, passwords and sessions when it is started again, and makes the demonstration only once', async () => {
    const first = await runHost();
    const visitor = await first.login('officer1');
    const password = first.password('officer1');
    await first.host.stop();
    expect(fs.existsSync(path.join(first.dataDir, LOCK_FILE))).toBe(false);
    const second = await run({ dataDir: first.dataDir });
    expect(second.password('officer1')).toBe(password);
    expect((await second.request('/api/session', { headers: { cookie: visitor.cookie } })).status).toBe(200);
    await second.login('officer1');
  });

  it('writes secrets and passwords so that only its own user reads them, different in every installation (T76)', async () => {
    const [one, two] = [await run(), await run()];
    for (const file of ['config.json', 'demo-passwords.txt', 'audit-anchor.json']) {
      if (file === 'audit-anchor.json') await one.login('officer1');
      expect(fs.statSync(path.join(one.dataDir, file)).mode & 0o077, file).toBe(0);
    }
    expect(one.workerToken).not.toBe(two.workerToken);
    expect(one.password('officer1')).not.toBe(two.password('officer1'));
  });

  it('does not start with a secret somebody typed or a setting it does not know (T76)', () => {
    const dataDir = folder();
    const fresh = readInstallation(dataDir);
    const write = (change: object): void =>
      fs.writeFileSync(path.join(dataDir, 'config.json'), JSON.stringify({ ...fresh, ...change }));
    write({ workerToken: 'a'.repeat(MIN_SECRET_LENGTH) });
    expect(readInstallation(dataDir).workerToken).toHaveLength(MIN_SECRET_LENGTH);
    write({ workerToken: 'a'.repeat(MIN_SECRET_LENGTH - 1) });
    expect(() => readInstallation(dataDir)).toThrow('workerToken');
    write({ debug: true });
    expect(() => readInstallation(dataDir)).toThrow('debug');
  });

  it('knows the movable clock only when it was started with it, and then moves the engine along', async () => {
    const plain = await run();
    const post = (running: RunningHost, body: unknown, token = running.workerToken) =>
      running.request('/api/test/clock', { method: 'POST', body, headers: { authorization: `Bearer ${token}` } });
    expect((await post(plain, { advance: 'P1D' })).status).toBe(404);
    const movable = await run({ virtualClock: true });
    expect((await post(movable, { advance: 'P1D' }, 'wrong')).status).toBe(401);
    await post(movable, { now: '2027-03-01T09:00:00+08:00' });
    await post(movable, { advance: 'P10DT2H' });
    const session = (await movable.login('officer1')).session;
    expect(session.now).toMatch(/^2027-03-11T11:00:\d\d\+08:00$/);
    expect((await post(movable, { advance: 'tomorrow' })).status).toBe(400);
  });

  it('closes event streams when it stops', async () => {
    const running = await runHost();
    const visitor = await running.login('officer1');
    const stream = running.request('/api/events', { headers: { cookie: visitor.cookie } });
    await expect.poll(() => running.logged.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running.platform().notify({ type: 'notice', title: '测试' }, ['p-officer1']);
    running.platform().notify({ type: 'notice', title: '不给他' }, ['p-officer2']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await running.host.stop();
    const { text } = await stream;
    expect(text).toContain('event: notice\ndata: {"type":"notice","title":"测试"}');
    expect(text).not.toContain('不给他');
  });
});

describe('the boot check (T57)', () => {
  const handle = async (): Promise<undefined> => undefined;
  const moduleWith = (routes: AnliuModule['routes'], permissions: AnliuModule['permissions'] = []): AnliuModule => ({
    name: 'm',
    permissions,
    routes,
  });
  const declare = (access: unknown, more: object = {}) =>
    route({ method: 'GET', path: '/api/x', summary: '', handle, access: access as never, ...more });

  it.each([
    ['without access', [declare(undefined)], /declares no access/],
    ['with a permission nobody declared', [declare({ permission: 'x.y' })], /x\.y, which no module declares/],
    ['with two kinds of access', [declare({ public: true, worker: true })], /exactly one/],
    ['with public: false', [declare({ public: false })], /other than true/],
    ['with an unknown kind', [declare({ everybody: true })], /unknown access/],
    ['that writes without saying how it is audited', [declare({ public: true }, { method: 'POST' })], /audited/],
    ['outside /api', [declare({ public: true }, { path: '/x' })], /below \/api/],
    [
      'declared twice',
      [declare({ public: true }, { path: '/api/x/:a' }), declare({ public: true }, { path: '/api/x/:b' })],
      /twice/,
    ],
  ])('stops a route %s', (_, routes, message) => {
    expect(() => checkRoutes([moduleWith(routes)])).toThrow(BootError);
    expect(() => checkRoutes([moduleWith(routes)])).toThrow(message);
  });

  it('matches fixed names before parameters', () => {
    const paths = ['/api/e/:id', '/api/e/imports', '/api/e/imports/:id', '/api/e'].map((at) =>
      declare({ public: true }, { path: at }),
    );
    expect(checkRoutes([moduleWith(paths)]).map(({ route: one }) => one.path)).toEqual([
      '/api/e',
      '/api/e/imports',
      '/api/e/imports/:id',
      '/api/e/:id',
    ]);
  });

  it('stops the server itself and leaves nothing open', async () => {
    const dataDir = folder();
    await expect(runHost({ dataDir, extra: () => moduleWith([declare({ permission: 'x.y' })]) })).rejects.toThrow(
      BootError,
    );
    await run({ dataDir });
  });
});

describe('a command sent twice', () => {
  const command = { person: 'p', operation: 'case.start', key: 'k1', request: { a: 1 } };

  it('is done once, at the same time, later, and after a restart', async () => {
    const first = await runHost();
    let done = 0;
    const work = async (): Promise<{ no: number }> => ({ no: (done += 1) });
    const once = (running: RunningHost) => running.platform().services.use(Idempotency).once(command, work);
    expect(await Promise.all([once(first), once(first)])).toEqual([{ no: 1 }, { no: 1 }]);
    await first.host.stop();
    expect(await once(await run({ dataDir: first.dataDir }))).toEqual({ no: 1 });
    expect(done).toBe(1);
  });

  it('with the same key and other content is refused; a refusal is not remembered', async () => {
    const service = (await run()).platform().services.use(Idempotency);
    await expect(service.once(command, async () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await service.once(command, async () => 'ok')).toBe('ok');
    await expect(service.once({ ...command, request: { a: 2 } }, async () => 'other')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await service.once({ ...command, person: 'q' }, async () => 'own')).toBe('own');
  });
});

describe('limits of the host', () => {
  it('let a burst through and then so many per second (T80)', () => {
    let now = 0;
    const limiter = new RateLimiter(() => now);
    const limit = { burst: 3, perSecond: 2 };
    for (let n = 0; n < 3; n += 1) limiter.take('a', limit);
    expect(() => limiter.take('a', limit)).toThrow(/秒后再试/);
    expect(() => limiter.take('b', limit)).not.toThrow();
    now = 499;
    expect(() => limiter.take('a', limit)).toThrow();
    now = 1000;
    expect(() => limiter.take('a', limit)).not.toThrow();
  });

  it(`give one person ${MAX_STREAMS_PER_PERSON} event streams and free one when it closes`, () => {
    const hub = new EventHub(async () => true);
    const leave = new AbortController();
    hub.open('p', 's', leave.signal);
    for (let n = 1; n < MAX_STREAMS_PER_PERSON; n += 1) hub.open('p', 's', new AbortController().signal);
    expect(() => hub.open('p', 's', new AbortController().signal)).toThrow('窗口');
    expect(() => hub.open('q', 's', new AbortController().signal)).not.toThrow();
    leave.abort();
    expect(() => hub.open('p', 's', new AbortController().signal)).not.toThrow();
    hub.stop();
    expect(hub.size).toBe(0);
  });

  it('keep a log line one line, whatever is in it (T82)', () => {
    const lines: string[] = [];
    jsonLogger((line) => lines.push(line)).info('x\r\n{"level":"error"}', {
      name: 'a\u001b[31m\u2028b\u0085',
      error: new Error('one\ntwo'),
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n\u0000-\u001f\u0085\u2028]/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', name: 'a\u001b[31m\u2028b\u0085' });
  });

  it.each([
    ['P10D', 864_000_000],
    ['PT2H', 7_200_000],
    ['P1W', 604_800_000],
    ['P1DT1H1M1S', 90_061_000],
    ['P', undefined],
    ['PT', undefined],
    ['10D', undefined],
    ['P1Y', undefined],
  ])('read the duration %s as %s', (text, ms) => expect(durationMs(text)).toBe(ms));
});
