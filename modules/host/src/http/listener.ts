import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from './limits.js';
import { say } from '../sentences.js';
import { inBoth } from '@anliu/sentences';

/** Milliseconds running requests may take after a stop was asked for. */
const DRAIN_MS = 5_000;
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Private key and certificate: https instead of http. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
}

export interface Listener {
  readonly url: string;
  /** No new connections; running requests are finished. */
  drain(): Promise<void>;
  setHandler(handler: Handler): void;
}

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** Listens at once, so that the address is known and whoever asks during recovery is told to come back. */
export async function listen(config: ListenOptions): Promise<Listener> {
  let handler: Handler = starting;
  const waiting = new Set<http.IncomingMessage>();
  const take = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    if (WAITING.test(request.url ?? '')) {
      waiting.add(request);
      response.once('close', () => waiting.delete(request));
    }
    handler(request, response);
  };
  const server = config.tls
    ? https.createServer({ ...config.tls, minVersion: 'TLSv1.2' }, take)
    : http.createServer(take);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const { host } = config;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(inBoth(say.portTaken({ port: config.port }))) : error),
    );
    server.listen(config.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const name = ANY_ADDRESS.has(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${config.tls ? 'https' : 'http'}://${name}:${port}`,
    drain: () => drain(server, waiting),
    setHandler(next) {
      handler = next;
    },
  };
}

const starting: Handler = (request, response) => {
  const healthy = request.url === '/healthz';
  response.writeHead(healthy ? 200 : 503, {
    'content-type': 'application/json',
    'retry-after': '2',
    'cache-control': 'no-store',
  });
  response.end(
    JSON.stringify(
      healthy || request.url === '/readyz'
        ? { status: 'starting' }
        : { error: { code: 'STARTING', message: say.starting } },
    ),
  );
  request.resume();
};

/** Workers wait here for work; nothing is locked when their connection goes away. */
const WAITING = /\/fetchAndLock$/;
const IDLE_SWEEP_MS = 50;

/** No new connections; waiting workers are sent away, running requests get `DRAIN_MS`. */
async function drain(server: http.Server, waiting: ReadonlySet<http.IncomingMessage>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const request of waiting) request.socket.destroy();
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
  clearInterval(idle);
}
