import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Plugin } from '@anliu/plugin-sdk';
import { createPlugin, RenderThread } from '../src/index.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(here, `../.render-worker-${process.pid}.mjs`);
beforeAll(() =>
  build({
    entryPoints: [path.join(here, '../src/render-worker.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  }),
);
afterAll(() => rmSync(program, { force: true }));

const options = { title: '文书', date: new Date(0) };

describe('the rendering thread', () => {
  it('sets documents while the thread that asked goes on, and tells errors', async () => {
    const thread = new RenderThread(pathToFileURL(program));
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const pdfs = await Promise.all([1, 2, 3].map((n) => thread.render(`<p>第${n}份文书</p>`, options)));
    clearInterval(ticking);
    for (const pdf of pdfs) expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-');
    expect(ticks).toBeGreaterThan(5);
    await expect(thread.render('x'.repeat(3_000_000), options)).rejects.toThrow('longer than');
    await thread.close();
  });

  it('gives a document up that takes too long, and sets the next one', async () => {
    const slow = new RenderThread(pathToFileURL(program), 1);
    await expect(slow.render(`<p>${'长'.repeat(500_000)}</p>`, options)).rejects.toThrow('within 1 ms');
    await slow.close();
    const thread = new RenderThread(pathToFileURL(program));
    await expect(thread.render('<p>好</p>', options)).resolves.toBeDefined();
    await thread.close();
  });
});

/** A platform as the worker sees it over HTTP: one external task, and the two routes of documents. */
interface Seen {
  pdf: Buffer[];
  completed: string[];
  failures: { retries: number; errorMessage: string }[];
}
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

function platform(state: string, seen: Seen): Server {
  let offered = false;
  return createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const reply = (status: number, value?: unknown): void => {
        response.writeHead(status, value === undefined ? {} : { 'content-type': 'application/json' });
        response.end(value === undefined ? undefined : JSON.stringify(value));
      };
      if (request.headers.authorization !== 'Bearer secret') return reply(401, { error: { message: 'no token' } });
      switch (request.url) {
        case '/engine-rest/external-task/fetchAndLock':
          if (offered) return void setTimeout(() => reply(200, []), 200);
          offered = true;
          return reply(200, [
            { id: 'task-1', topicName: 'document.render', businessKey: 'JC1', retries: null, variables: {} },
          ]);
        case '/api/worker/documents':
          if (state === 'missing')
            return reply(409, { error: { message: '《整改复查意见书》须在《责令限期整改指令书》签发之后制作' } });
          expect(JSON.parse(body.toString())).toEqual({ externalTaskId: 'task-1' });
          return reply(200, {
            id: 'd1',
            title: '责令限期整改指令书',
            number: '（灌）应急责改〔2026〕1号',
            state,
            html: '<p>正文</p>',
            preparedAt: '2026-11-24T00:00:00Z',
          });
        case '/api/worker/documents/d1/pdf':
          seen.pdf.push(body);
          return reply(200, {});
        case '/engine-rest/external-task/task-1/complete':
          seen.completed.push('task-1');
          return reply(204);
        case '/engine-rest/external-task/task-1/failure':
          seen.failures.push(JSON.parse(body.toString()) as Seen['failures'][number]);
          return reply(204);
        default:
          return reply(404, { error: { message: request.url } });
      }
    });
  });
}

let server: Server;
let plugin: Plugin;

async function runUntil(state: string, done: (seen: Seen) => boolean): Promise<Seen> {
  const seen: Seen = { pdf: [], completed: [], failures: [] };
  server = platform(state, seen);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  plugin = createPlugin({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'secret',
    log,
  });
  await plugin.start();
  await expect.poll(() => done(seen), { timeout: 10_000 }).toBe(true);
  return seen;
}

describe('the worker', () => {
  afterEach(async () => {
    await plugin.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  it('prepares, renders, hands in and completes', async () => {
    const seen = await runUntil('draft', (so) => so.completed.length > 0);
    expect(seen.pdf).toHaveLength(1);
    expect(seen.pdf[0]!.toString('latin1')).toContain('%PDF-1.7');
    expect(seen.failures).toEqual([]);
  });

  it('only completes when an earlier try has issued the document already', async () => {
    const seen = await runUntil('issued', (so) => so.completed.length > 0);
    expect(seen.pdf).toEqual([]);
  });

  it('reports the platform’s own words and leaves a retry when a document may not be made yet', async () => {
    const seen = await runUntil('missing', (so) => so.failures.length > 0);
    expect(seen.failures[0]).toMatchObject({
      retries: 4,
      errorMessage: '《整改复查意见书》须在《责令限期整改指令书》签发之后制作',
    });
    expect(seen.completed).toEqual([]);
  });
});
