import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Koa from 'koa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { AuthenticationError, AuthorizationError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { MAX_MULTIPART_BYTES, MAX_MULTIPART_PARTS, engineRestRouter } from '@anliu/engine-rest';
import type { OperationCall } from '@anliu/engine-rest';

let folder: string;
let engine: ProcessEngine;
let server: http.Server;
let base: string;
let calls: Pick<OperationCall, 'method' | 'operation' | 'params' | 'userId'>[];

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-mounted-'));
  engine = await createEmbeddedEngine({ dataDir: folder, jobs: 'off' });
  calls = [];
  const app = new Koa();
  app.use(
    engineRestRouter(engine, {
      prefix: '/api/engine',
      authenticate: (context) => {
        const user = context.get('X-User');
        if (user === '') throw new AuthenticationError('请先登录');
        return user;
      },
      authorize: ({ method, operation, params, userId }) => {
        calls.push({ method, operation, params, userId });
        if (userId === 'reader' && method !== 'GET') throw new AuthorizationError(`${userId} may only read`);
      },
    }),
  );
  app.use((context) => {
    context.body = 'the host';
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await engine.close();
  fs.rmSync(folder, { recursive: true });
});

const send = (method: string, at: string, user: string, body?: BodyInit) =>
  fetch(base + at, { method, headers: user === '' ? {} : { 'x-user': user }, ...(body === undefined ? {} : { body }) });

describe('the dialect mounted in a host', () => {
  it('asks the host who calls, with 401 for nobody', async () => {
    const response = await send('GET', '/api/engine/task', '');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ type: 'AuthenticationException', message: '请先登录' });
    expect(calls).toEqual([]);
  });

  it('asks before every operation, naming its pattern and parameters, and nothing happens when refused', async () => {
    const refused = await send('DELETE', '/api/engine/process-instance/p1', 'reader');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ type: 'AuthorizationException', message: 'reader may only read', code: 0 });
    expect(calls).toEqual([
      { method: 'DELETE', operation: '/process-instance/:id', params: { id: 'p1' }, userId: 'reader' },
    ]);
    expect((await send('GET', '/api/engine/engine/default/task', 'reader')).status).toBe(200);
    expect(calls[1]).toMatchObject({ operation: '/task' });
  });

  it('leaves every other path to the host', async () => {
    for (const at of ['/', '/api', '/api/engineering', '/engine-rest/task'])
      expect(await (await send('GET', at, 'zhang')).text()).toBe('the host');
  });

  it('refuses a multipart body with more bytes or parts than the limits', async () => {
    const form = (bytes: number, parts = 1) => {
      const data = new FormData();
      for (let index = 0; index < parts; index++) data.set(`f${index}`, new Blob(['x']), `f${index}.txt`);
      if (bytes > 0) data.set('big', new Blob([new Uint8Array(bytes)]), 'big.txt');
      return data;
    };
    const status = async (bytes: number, parts?: number) =>
      (await send('POST', '/api/engine/deployment/create', 'zhang', form(bytes, parts))).status;
    expect(await status(0, 3)).toBe(200);
    expect(await status(0, MAX_MULTIPART_PARTS + 1)).toBe(413);
    expect(await status(MAX_MULTIPART_BYTES + 1)).toBe(413);
  });
});
