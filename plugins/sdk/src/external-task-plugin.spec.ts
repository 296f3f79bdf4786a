import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askPlatform } from './ask-platform.js';
import type { Plugin, PluginContext } from './contract.js';
import { externalTaskPlugin, RETRIES } from './external-task-plugin.js';

interface Seen {
  path: string;
  token: string | undefined;
  body: Record<string, unknown>;
}

describe('a plugin that works on external tasks', () => {
  let server: http.Server;
  let context: PluginContext;
  let plugin: Plugin | undefined;
  let waiting: Record<string, unknown>[];
  let refuse: boolean;
  const seen: Seen[] = [];
  let told: () => void;
  let answered: Promise<void>;

  beforeEach(async () => {
    seen.length = 0;
    refuse = false;
    waiting = [{ id: 't1', topicName: 'sms.send', workerId: 'plugin-sms', variables: {} }];
    answered = new Promise((resolve) => (told = resolve));
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const path = request.url ?? '';
        seen.push({
          path,
          token: request.headers.authorization,
          body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
        });
        response.setHeader('content-type', 'application/json');
        if (path.endsWith('/fetchAndLock')) return void response.end(JSON.stringify(waiting.splice(0)));
        if (path.endsWith('/complete') || path.endsWith('/failure')) told();
        if (refuse) response.statusCode = 409;
        response.end(refuse ? JSON.stringify({ error: { message: '号码不对' } }) : '{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const quiet = (): void => undefined;
    context = { baseUrl: `http://127.0.0.1:${port}`, token: 'secret', log: { info: quiet, warn: quiet, error: quiet } };
  });
  afterEach(async () => {
    await plugin?.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const last = (ending: string): Seen | undefined => seen.findLast(({ path }) => path.endsWith(ending));

  it('does the work, then completes the task, each request with its token', async () => {
    const done: string[] = [];
    plugin = externalTaskPlugin(context, {
      name: 'sms',
      topic: 'sms.send',
      handle: async ({ id }) => {
        done.push(id ?? '');
        return {};
      },
    });
    await plugin.start();
    await answered;
    expect(done).toEqual(['t1']);
    expect(last('/t1/complete')?.token).toBe('Bearer secret');
    expect(last('/fetchAndLock')?.body).toMatchObject({ workerId: 'plugin-sms', topics: [{ topicName: 'sms.send' }] });
  });

  it('reports why it failed with the platform’s sentence and one retry less', async () => {
    refuse = true;
    plugin = externalTaskPlugin(context, {
      name: 'sms',
      topic: 'sms.send',
      handle: ({ id }) => askPlatform(context, '/api/worker/sms', { task: id }),
    });
    await plugin.start();
    await answered;
    expect(last('/api/worker/sms')?.body).toEqual({ task: 't1' });
    expect(last('/t1/failure')?.body).toMatchObject({ errorMessage: '号码不对', retries: RETRIES - 1 });
    expect(last('/complete')).toBeUndefined();
  });

  it('closes what it holds when it is stopped', async () => {
    let closed = 0;
    waiting = [];
    plugin = externalTaskPlugin(context, {
      name: 'sms',
      topic: 'sms.send',
      handle: async () => ({}),
      close: () => void (closed += 1),
    });
    await plugin.start();
    await plugin.stop();
    plugin = undefined;
    expect(closed).toBe(1);
  });
});
