import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Middleware } from 'koa';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { basicAuthentication } from './basic-authentication.js';
import { DEFAULT_PREFIX, engineRestRouter } from '@anliu/engine-rest';
import type { EngineRestOptions } from '@anliu/engine-rest';

export interface StandaloneOptions {
  /** Folder of the database; created when missing. */
  readonly dataDir: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** `off`: timers and continuations run only when a caller executes them. Default `on`. */
  readonly jobs?: 'on' | 'off';
  /** How much history is kept. Default `full`. */
  readonly historyLevel?: 'none' | 'activity' | 'audit' | 'full';
  /** `basic`: callers name themselves and a password, of the engine's own users. Default `none`: they are anonymous. */
  readonly auth?: 'none' | 'basic';
  /** Who calls, instead of `auth`. */
  readonly authenticate?: EngineRestOptions['authenticate'];
  readonly onError?: (error: unknown) => void;
}

export interface Standalone {
  readonly engine: ProcessEngine;
  /** `http://127.0.0.1:<port>/engine-rest` */
  readonly url: string;
  /** Stops accepting, lets running requests end, closes the engine. */
  close(): Promise<void>;
}

/** Anonymous callers are only acceptable from the machine itself. */
const HOST = '127.0.0.1';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Milliseconds running requests get to finish when the server stops. */
export const CLOSE_GRACE_MS = 5_000;
const SWEEP_MS = 20;

const isLoopback = (authority: string): boolean => LOOPBACK.has(authority.replace(/:\d+$/, '').toLowerCase());

/** Keeps pages of foreign sites, opened in a browser on this machine, from calling the engine. */
const onlyLocal: Middleware = async (context, next) => {
  const origin = context.get('Origin');
  const isForeign = origin !== '' && !isLoopback(origin.replace(/^https?:\/\//, ''));
  if (isForeign || !isLoopback(context.get('Host'))) {
    context.status = 403;
    context.set('Content-Type', 'application/json');
    context.body = JSON.stringify({
      type: 'AuthorizationException',
      message: 'This engine answers only programs on the same machine',
      code: 0,
    });
    return;
  }
  await next();
};

/** Opens the engine, then its REST port: whoever gets an answer gets it from a ready engine. */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const engine = await createEmbeddedEngine({
    dataDir: options.dataDir,
    jobs: options.jobs ?? 'on',
    history: { level: options.historyLevel ?? 'full' },
  });
  const app = new Koa();
  app.silent = true;
  app.use(onlyLocal);
  const authenticate =
    options.authenticate ?? (options.auth === 'basic' ? basicAuthentication(engine.identity) : undefined);
  app.use(
    engineRestRouter(engine, {
      onError: (error) => options.onError?.(error),
      ...(authenticate ? { authenticate } : {}),
    }),
  );
  const server = http.createServer(app.callback());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, HOST, resolve);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    engine,
    url: `http://${HOST}:${port}${DEFAULT_PREFIX}`,
    close: () => (closing ??= stop(server, engine)),
  };
}

async function stop(server: http.Server, engine: ProcessEngine): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Connections become idle one by one while the last answers go out.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  try {
    // Parked long polls would hold the server open: closing the engine answers them.
    await engine.close();
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(deadline);
  }
}
