import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api-error.js';
import { configureHttp, http, idempotencyKeys, READ_RETRIES, withQuery } from './http.js';

const answer = (status: number, body?: unknown): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });

const person = { language: () => 'en' };

describe('calls to the platform', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => {
    vi.stubGlobal('fetch', fetched);
    fetched.mockReset();
    configureHttp({
      ...person,
      csrf: () => 'token',
      reauthenticate: async () => false,
      refresh: async () => undefined,
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('send the token and the idempotency key with writes, and no token with reads', async () => {
    fetched.mockImplementation(async () => answer(200, {}));
    await http.post('/api/x', { a: 1 }, { idempotencyKey: 'k' });
    await http.get('/api/x');
    const [write, read] = fetched.mock.calls.map((call) => call[1]!.headers as Record<string, string>);
    expect(write).toMatchObject({
      'x-csrf-token': 'token',
      'idempotency-key': 'k',
      'content-type': 'application/json',
    });
    expect(read).not.toHaveProperty('x-csrf-token');
    // The server answers in what the person reads the application in, not in what the browser is set to.
    expect([write?.['accept-language'], read?.['accept-language']]).toEqual(['en', 'en']);
  });

  it('turn the error body into a typed error', async () => {
    fetched.mockImplementation(async () =>
      answer(422, {
        error: {
          code: 'FORM_INVALID',
          message: '有字段需要改正',
          fields: [{ path: 'due_date', code: 'MIN', message: '不能早于今天' }],
        },
      }),
    );
    const failure = await http.post('/api/x', {}).catch((error: unknown) => error as ApiError);
    expect(failure).toMatchObject({
      kind: 'refused',
      status: 422,
      code: 'FORM_INVALID',
      fields: [{ path: 'due_date' }],
    });
  });

  it('keep the incident number of a failure', async () => {
    fetched.mockImplementation(async () =>
      answer(500, { error: { code: 'INTERNAL', message: '服务器故障', incident: 'E-12' } }),
    );
    expect(await http.post('/api/x').catch((error: unknown) => error)).toMatchObject({
      kind: 'broken',
      incident: 'E-12',
    });
  });

  it('try reads again after the network failed, writes never', async () => {
    fetched.mockRejectedValue(new TypeError('network'));
    await expect(http.get('/api/x')).rejects.toMatchObject({ kind: 'offline' });
    expect(fetched).toHaveBeenCalledTimes(READ_RETRIES + 1);
    fetched.mockClear();
    await expect(http.post('/api/x')).rejects.toMatchObject({ kind: 'offline' });
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('wait for a new login and then go on with the same call', async () => {
    let loggedIn = false;
    configureHttp({
      ...person,
      csrf: () => 'new',
      reauthenticate: async () => (loggedIn = true),
      refresh: async () => undefined,
    });
    fetched.mockImplementation(async () =>
      loggedIn ? answer(200, { ok: 1 }) : answer(401, { error: { code: 'AUTH_REQUIRED', message: '请登录' } }),
    );
    expect(await http.post('/api/x', {}, { idempotencyKey: 'same' })).toEqual({ ok: 1 });
    expect((fetched.mock.calls[1]![1]!.headers as Record<string, string>)['idempotency-key']).toBe('same');
  });

  it('say timeout, not success, when the server does not answer', async () => {
    fetched.mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) =>
          init!.signal!.addEventListener('abort', () => reject(new DOMException('late', 'TimeoutError'))),
        ),
    );
    await expect(http.post('/api/x', {}, { timeout: 20 })).rejects.toMatchObject({ kind: 'timeout' });
  });
});

describe('idempotency keys', () => {
  it('stay while the command stays the same and change with it', () => {
    const keyFor = idempotencyKeys();
    const first = keyFor({ a: 1 });
    expect(keyFor({ a: 1 })).toBe(first);
    expect(keyFor({ a: 2 })).not.toBe(first);
  });
});

describe('queries', () => {
  it('leave out what is not asked for', () => {
    expect(withQuery('/api/x', { q: '', page: 2, closed: false, kind: undefined })).toBe('/api/x?page=2&closed=false');
  });
});
