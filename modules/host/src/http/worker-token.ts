import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WorkerPrincipal } from '@anliu/kit';

const BEARER = /^Bearer ([\w.~+/=-]{1,512})$/;
const NAME = /^[\w.@-]{1,64}$/;

/** The worker behind a bearer token; `x-worker-name` says which one for the log. Undefined for a missing or wrong token. */
export function workerOf(request: IncomingMessage, token: string): WorkerPrincipal | undefined {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (presented === undefined || !same(presented, token)) return undefined;
  const name = request.headers['x-worker-name'];
  return { kind: 'worker', name: typeof name === 'string' && NAME.test(name) ? name : 'worker' };
}

// Hashes have one length, so the comparison takes one time.
const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
