import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Middleware } from 'koa';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { ADMIN_GROUP } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { basicAuthentication } from './basic-authentication.js';
import { isLoopback, knownCallers } from './callers.js';
import { createFirstUser } from './first-user.js';
import type { FirstUser } from './first-user.js';
import { DEFAULT_PREFIX, authorizing, engineMetrics, engineRestRouter, METRICS_PATH } from '@anliu/engine-rest';
import type { EngineRestOptions } from '@anliu/engine-rest';

export interface StandaloneOptions {
  /** Folder of the database; created when missing. */
  readonly dataDir: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Address to listen on. Default {@link DEFAULT_HOST}: only this machine. Beyond it callers must name themselves. */
  readonly host?: string;
  /** Names and addresses under which it may be called beside those of this machine; `host` is one. */
  readonly allowHosts?: readonly string[];
  /** Origins whose pages may call it from a browser; `*` is every one. */
  readonly corsOrigins?: readonly string[];
  /** `off`: timers and continuations run only when a caller executes them. Default `on`. */
  readonly jobs?: 'on' | 'off';
  /** How much history is kept. Default `full`. */
  readonly historyLevel?: 'none' | 'activity' | 'audit' | 'full';
  /** `basic`: callers name themselves and a password, of the engine's own users. Default `none`: they are anonymous. */
  readonly auth?: 'none' | 'basic';
  /** `on`: callers may do what stored authorizations let them, as in Camunda; needs callers with names. Default `off`. */
  readonly authorization?: 'on' | 'off';
  /** Who calls, instead of `auth`. */
  readonly authenticate?: EngineRestOptions['authenticate'];
  readonly onError?: (error: unknown) => void;
}

export interface Standalone {
  readonly engine: ProcessEngine;
  /** `http://127.0.0.1:<port>/engine-rest` */
  readonly url: string;
  /** The administrator that was made because there was no user; only with `auth: 'basic'`. */
  readonly firstUser: FirstUser | undefined;
  /** Authorizations are enforced and nobody may change them: the administrators' group has no member. */
  readonly lacksAdministrator: boolean;
  /** Stops accepting, lets running requests end, closes the engine. */
  close(): Promise<void>;
}

export const DEFAULT_HOST = '127.0.0.1';
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);
/** Milliseconds running requests get to finish when the server stops. */
export const CLOSE_GRACE_MS = 5_000;
const SWEEP_MS = 20;

/** Whether the process lives, and figures for Prometheus: nothing here says what is in the engine. */
function monitoring(engine: ProcessEngine, authenticate: EngineRestOptions['authenticate']): Middleware {
  const metrics = engineMetrics(engine);
  return async (context, next) => {
    if (context.method !== 'GET') return metrics.measure(context, next);
    if (context.path === '/healthz' || context.path === '/readyz') {
      context.body = { status: 'ready' };
      context.set('Content-Type', 'application/json');
      return;
    }
    if (context.path !== METRICS_PATH) return metrics.measure(context, next);
    try {
      await authenticate?.(context);
    } catch {
      context.status = 401;
      return;
    }
    const { contentType, text } = await metrics.render();
    context.set('Content-Type', contentType);
    context.body = text;
  };
}

const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/**
 * Opens the engine, then its REST port: whoever gets an answer gets it from a ready engine.
 * @throws Error when anonymous callers of other machines would be let in
 */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const host = options.host ?? DEFAULT_HOST;
  if (!isLoopback(host) && options.auth !== 'basic' && !options.authenticate)
    throw new Error(`Callers from other machines must name themselves: --host ${host} needs --auth basic`);
  const isAuthorizing = options.authorization === 'on';
  if (isAuthorizing && options.auth !== 'basic' && !options.authenticate)
    throw new Error('Authorizations bind callers with names: --authorization on needs --auth basic');
  const engine = await createEmbeddedEngine({
    dataDir: options.dataDir,
    jobs: options.jobs ?? 'on',
    authorization: isAuthorizing ? 'on' : 'off',
    history: { level: options.historyLevel ?? 'full' },
  });
  const firstUser = options.auth === 'basic' ? await createFirstUser(engine.identity) : undefined;
  const authenticate =
    options.authenticate ?? (options.auth === 'basic' ? basicAuthentication(engine.identity) : undefined);
  const app = new Koa();
  app.silent = true;
  app.use(
    knownCallers({
      allowHosts: [...(options.allowHosts ?? []), ...(ANY_ADDRESS.has(host) ? [] : [urlHost(host)])],
      corsOrigins: options.corsOrigins ?? [],
    }),
  );
  app.use(monitoring(engine, authenticate));
  app.use(
    engineRestRouter(engine, {
      onError: (error) => options.onError?.(error),
      ...(authenticate ? { authenticate } : {}),
      ...(isAuthorizing ? { authorize: authorizing(engine) } : {}),
    }),
  );
  const server = http.createServer(app.callback());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, host, resolve);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    engine,
    url: `http://${ANY_ADDRESS.has(host) ? DEFAULT_HOST : urlHost(host)}:${port}${DEFAULT_PREFIX}`,
    firstUser,
    lacksAdministrator: isAuthorizing && (await engine.identity.countUsers({ memberOfGroup: ADMIN_GROUP })) === 0,
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
