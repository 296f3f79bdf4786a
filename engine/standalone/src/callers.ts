import type { Middleware } from 'koa';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const METHODS = 'GET, POST, PUT, DELETE, OPTIONS';
/** Seconds a browser may remember what it was told about an origin. */
const PREFLIGHT_SECONDS = 600;

export interface CallerOptions {
  /** Names and addresses under which the engine may be called, beside those of the machine itself. */
  readonly allowHosts: readonly string[];
  /** Origins (`https://app.example`) whose pages may call it; `*` is every one. */
  readonly corsOrigins: readonly string[];
}

const nameOf = (authority: string): string => authority.replace(/:\d+$/, '').toLowerCase();

/** Whether an address is one only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK.includes(host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host);

/**
 * Keeps pages of foreign sites, opened in a browser that reaches this engine, from calling it, and answers browsers that ask whether a
 * page of a permitted origin may.
 */
export function knownCallers({ allowHosts, corsOrigins }: CallerOptions): Middleware {
  const hosts = new Set([...LOOPBACK, ...allowHosts.map((host) => host.toLowerCase())]);
  const isPermitted = (origin: string): boolean => corsOrigins.includes('*') || corsOrigins.includes(origin);
  return async (context, next) => {
    const origin = context.get('Origin');
    const isOwn = origin === '' || hosts.has(nameOf(origin.replace(/^https?:\/\//, '')));
    if (!hosts.has(nameOf(context.get('Host'))) || (!isOwn && !isPermitted(origin))) {
      context.status = 403;
      context.set('Content-Type', 'application/json');
      context.body = JSON.stringify({
        type: 'AuthorizationException',
        message: 'This engine does not answer under this name or to pages of this origin (--allow-host, --cors)',
        code: 0,
      });
      return;
    }
    if (origin !== '' && isPermitted(origin)) {
      context.set('Access-Control-Allow-Origin', origin);
      context.set('Access-Control-Allow-Credentials', 'true');
      context.vary('Origin');
      if (context.method === 'OPTIONS' && context.get('Access-Control-Request-Method') !== '') {
        context.set('Access-Control-Allow-Methods', METHODS);
        context.set('Access-Control-Allow-Headers', context.get('Access-Control-Request-Headers'));
        context.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
        context.status = 204;
        return;
      }
    }
    await next();
  };
}
