import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandalone } from '../src/index.js';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly reused: boolean;
}

/** Plain HTTP: every header can be set, and the connection is kept when the server keeps it. */
function send(
  url: string,
  method: string,
  headers: http.OutgoingHttpHeaders,
  body = '',
  agent?: http.Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, ...(agent ? { agent } : {}) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, reused: request.reusedSocket }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const basic = (id: string, password: string): string => `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;

describe('the engine alone on a port', () => {
  let server: EngineServer;
  let root: string;
  beforeAll(async () => {
    server = await engineServer('off', { allowHosts: ['engine.example'], corsOrigins: ['https://app.example'] });
    root = server.url.replace('/engine-rest', '');
  });
  afterAll(() => server.close());

  it('says that it lives and is ready', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect(await (await fetch(root + path)).json()).toEqual({ status: 'ready' });
  });

  it('shows Prometheus its figures, those of the moment', async () => {
    await server.deploy({ 'a.bpmn': model('a', line('<startEvent id="s"/>', '<userTask id="t"/>')) });
    const figure = async (name: string): Promise<string | undefined> => {
      const response = await fetch(`${root}/metrics`);
      expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
      return new RegExp(`^${name} (.*)$`, 'm').exec(await response.text())?.[1];
    };
    expect(await figure('anliu_engine_user_tasks')).toBe('0');
    await server.start('a');
    expect(await figure('anliu_engine_user_tasks')).toBe('1');
    expect(await figure('anliu_engine_incidents')).toBe('0');
    expect(Number(await figure('process_resident_memory_bytes'))).toBeGreaterThan(0);
    expect(await figure('anliu_engine_http_request_seconds_count\\{method="POST",status="200"\\}')).toBeDefined();
  });

  it('answers under its own names and those it was given, and under no other', async () => {
    const at = `${server.url}/version`;
    expect((await send(at, 'GET', { host: 'engine.example:99' })).status).toBe(200);
    expect((await send(at, 'GET', { host: 'evil.example' })).status).toBe(403);
  });

  it('lets pages of permitted origins call it, and of no other', async () => {
    const at = `${server.url}/task`;
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    const preflight = await send(at, 'OPTIONS', { origin: 'https://app.example', ...asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-headers': 'content-type',
    });
    const called = await send(at, 'GET', { origin: 'https://app.example' });
    expect([called.status, called.headers['access-control-allow-origin']]).toEqual([200, 'https://app.example']);
    expect((await send(at, 'OPTIONS', { origin: 'https://evil.example', ...asked })).status).toBe(403);
    expect((await send(at, 'GET', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('answers 204 for a diagram that was not deployed, and the picture for one that was', async () => {
    const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drd" name="d" namespace="t">
      <decision id="d" name="d"><literalExpression><text>1</text></literalExpression></decision>
      <decision id="e" name="e"><literalExpression><text>2</text></literalExpression></decision></definitions>`;
    await server.deploy({ 'bare.bpmn': model('bare', line('<startEvent id="s"/>')), 'd.dmn': dmn });
    for (const path of [
      '/process-definition/key/bare/diagram',
      '/decision-definition/key/d/diagram',
      '/decision-requirements-definition/key/drd/diagram',
    ])
      expect((await server.call('GET', path)).status, path).toBe(204);
    await server.deploy({ 'drawn.bpmn': model('drawn', line('<startEvent id="s"/>')), 'drawn.svg': '<svg/>' });
    const { status, headers, body } = await server.call('GET', '/process-definition/key/drawn/diagram');
    expect([status, headers.get('content-type'), body]).toEqual([200, 'image/svg+xml', '<svg/>']);
  });

  it.each([
    ['GET', '/history/batch/cleanable-batch-report'],
    ['POST', '/history/decision-instance/delete'],
    ['DELETE', '/metrics/task-worker'],
  ])('%s %s is not supported, and says so in English', async (method, path) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      type: 'UnsupportedOperationException',
      message: expect.stringMatching(/^[\x20-\x7e]+ is not supported: [\x20-\x7e]+$/) as string,
    });
  });

  it('refuses to be open to other machines without names and passwords', async () => {
    await expect(startStandalone({ dataDir: '/nowhere', port: 0, host: '0.0.0.0' })).rejects.toThrow('--auth basic');
  });
});

describe('an engine that asks for names', () => {
  let server: EngineServer;
  beforeAll(async () => {
    server = await engineServer('off', { auth: 'basic' });
  });
  afterAll(() => server.close());

  it('has an administrator from its first start, and no second one', async () => {
    const { firstUser, engine } = server.standalone;
    expect(firstUser?.password).toMatch(/^[\w-]{24}$/);
    const authorization = basic(firstUser?.id ?? '', firstUser?.password ?? '');
    expect((await send(`${server.url}/user`, 'GET', { authorization })).status).toBe(200);
    expect(await engine.identity.listGroups({ member: firstUser?.id ?? '' })).toMatchObject([{ id: 'camunda-admin' }]);
    expect((await send(server.url.replace('/engine-rest', '/metrics'), 'GET', {})).status).toBe(401);
    expect((await send(server.url.replace('/engine-rest', '/metrics'), 'GET', { authorization })).status).toBe(200);
  });

  it('reads what a refused caller sends, so that the connection can go on', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const large = JSON.stringify({ text: 'x'.repeat(4_000_000) });
    const at = `${server.url}/task`;
    const first = await send(at, 'POST', { 'content-type': 'application/json' }, large, agent);
    expect([first.status, first.headers.connection]).toEqual([401, 'keep-alive']);
    const again = await send(at, 'POST', { 'content-type': 'application/json' }, '{}', agent);
    expect([again.status, again.reused]).toEqual([401, true]);
    agent.destroy();
  });
});
