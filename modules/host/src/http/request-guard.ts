import net from 'node:net';
import type { IncomingMessage } from 'node:http';
import { ERROR } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import type { Connection } from './connection.js';
import { MAX_URL_LENGTH } from './limits.js';
import { say } from '../sentences.js';

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i;
/** Ways to write one address differently. Routes are matched on one spelling only, so every other one is refused. */
const AMBIGUOUS = /\/\/|\\|;|%(?:00|2f|5c|2e)|\/\.{1,2}(?:\/|$)/i;
const ALWAYS = new Set(['localhost']);

/**
 * The name a browser asked for must be one of ours: addresses as numbers cannot be rebound, names must be configured.
 * @throws AppError 400 for a malformed or repeated Host, 421 for a foreign one
 */
export function checkHost(request: IncomingMessage, names: ReadonlySet<string>): void {
  const repeated = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  const match = HOST.exec(request.headers.host ?? '');
  if (repeated !== 1 || !match?.[1]) throw new AppError(400, 'BAD_HOST', say.badHost);
  const name = match[1].toLowerCase();
  const isAddress = net.isIP(name.replace(/^\[|\]$/g, '')) !== 0;
  if (!isAddress && !ALWAYS.has(name) && !names.has(name)) {
    throw new AppError(421, 'WRONG_HOST', say.wrongHost);
  }
}

/** @throws AppError 400 for an address with more than one reading */
export function checkPath(url: string): void {
  if (url.length > MAX_URL_LENGTH) throw new AppError(414, 'URL_TOO_LONG', say.urlTooLong);
  const path = url.split(/[?#]/, 1)[0] ?? '';
  if (!path.startsWith('/') || AMBIGUOUS.test(path)) throw new AppError(400, 'BAD_PATH', say.badPath);
}

/** A write must come from a page of this very origin. @throws AppError 403 */
export function checkOrigin(request: IncomingMessage, { secure, behindProxy }: Connection): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign();
  if (origin === undefined) return;
  const own = behindProxy ? [`http://${host}`, `https://${host}`] : [`${secure ? 'https' : 'http'}://${host}`];
  if (!own.includes(origin)) throw foreign();
}

const foreign = (): AppError => new AppError(403, ERROR.csrf, say.foreignOrigin);
