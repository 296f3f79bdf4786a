import type { IncomingMessage } from 'node:http';

export interface Link {
  readonly method: string;
  readonly href: string;
  readonly rel: string;
}

/** Scheme and host of this server, as the caller named it. */
const originOf = (raw: IncomingMessage): string => `http://${raw.headers.host ?? 'localhost'}`;

/**
 * Where something new is found. `path` begins at the mount point; `resource` is the first segment of the route that was
 * called, which tells where that point is.
 */
export function selfLink(raw: IncomingMessage, resource: string, path: string): Link {
  const called = raw.url ?? '';
  const root = called.slice(0, Math.max(0, called.indexOf(`/${resource}/`)));
  return { method: 'GET', href: `${originOf(raw)}${root}${path}`, rel: 'self' };
}
