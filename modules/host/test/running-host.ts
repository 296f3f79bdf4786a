import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createAccessModule, DEMO_PASSWORD_FILE } from '@anliu/access';
import type { AnliuModule, Platform } from '@anliu/kit';
import { createEnterprisesModule } from '@anliu/enterprises';
import { createOrganizationModule } from '@anliu/organization';
import { createHost, type Host, type HostConfig } from '../src/index.js';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    error?: {
      code: string;
      message: string;
      incident?: string;
      fields?: { path: string; code: string; message: string }[];
    };
  } & Record<string, unknown>;
}

export interface Request {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: unknown;
  readonly raw?: string;
}

export interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
  readonly session: Record<string, unknown>;
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: http.OutgoingHttpHeaders): Promise<Answer>;
}

export interface RunningHost {
  readonly host: Host;
  readonly url: string;
  readonly dataDir: string;
  readonly workerToken: string;
  readonly logged: string[];
  readonly platform: () => Platform;
  request(path: string, request?: Request): Promise<Answer>;
  password(login: string): string;
  login(login: string): Promise<Visitor>;
}

/** Plain HTTP as it goes over the line: no address is tidied up, every header can be set. */
export function send(
  url: string,
  target: string,
  { method = 'GET', headers = {}, body, raw }: Request = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        hostname,
        port,
        path: target,
        method,
        agent: false,
        headers: {
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: (isJson && text ? JSON.parse(text) : {}) as Answer['body'],
          });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

/** A server with sessions, people and enterprises on a folder of its own, and the real engine. */
export async function runHost(
  more: Partial<HostConfig> & { extra?: (platform: Platform) => AnliuModule } = {},
): Promise<RunningHost> {
  const { extra, ...config } = more;
  const dataDir = config.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-host-'));
  const logged: string[] = [];
  let seen: Platform | undefined;
  const write = (message: string, fields: Record<string, unknown> = {}): void => {
    logged.push(
      JSON.stringify({ message, ...fields, error: fields.error instanceof Error ? fields.error.stack : fields.error }),
    );
  };
  const host = createHost({
    port: 0,
    plugins: false,
    log: { info: write, warn: write, error: write },
    modules: [
      createOrganizationModule,
      (platform) => {
        seen = platform;
        return createAccessModule(platform);
      },
      createEnterprisesModule,
      ...(extra ? [extra] : []),
    ],
    ...config,
    dataDir,
  });
  const { url, workerToken } = await host.start();
  const password = (login: string): string => {
    const line = fs
      .readFileSync(path.join(dataDir, DEMO_PASSWORD_FILE), 'utf8')
      .split('\n')
      .find((row) => row.startsWith(`${login} `));
    return line?.split(/\s+/)[1] ?? '';
  };
  const request: RunningHost['request'] = (target, options) => send(url, target, options);
  return {
    host,
    url,
    dataDir,
    workerToken,
    logged,
    platform: () => seen as Platform,
    request,
    password,
    async login(login) {
      const answer = await request('/api/session', { method: 'POST', body: { login, password: password(login) } });
      if (answer.status !== 200) throw new Error(`login of ${login} answered ${answer.status}: ${answer.text}`);
      const cookie = String(answer.headers['set-cookie']?.[0]).split(';')[0] as string;
      const csrf = String(answer.body.csrf);
      return {
        cookie,
        csrf,
        session: answer.body,
        get: (target) => request(target, { headers: { cookie } }),
        send: (method, target, body, headers = {}) =>
          request(target, {
            method,
            headers: { cookie, 'x-csrf-token': csrf, ...headers },
            ...(body === undefined ? {} : { body }),
          }),
      };
    },
  };
}

/** An open event stream; `closed` resolves when the server ends it. */
export function openEvents(url: string, cookie: string): Promise<{ closed: Promise<void> }> {
  return new Promise((resolve, reject) => {
    http
      .get(`${url}/api/events`, { headers: { cookie }, agent: false }, (response) => {
        const closed = new Promise<void>((done) => response.once('end', done));
        response.once('data', () => resolve({ closed }));
        response.resume();
      })
      .on('error', reject);
  });
}
