import type { IncomingMessage } from 'node:http';
import type { WorkerToken, WorkerTokens } from './worker-tokens.js';

const BEARER = /^Bearer ([\w.~+/=-]{1,512})$/;

/** The worker behind a bearer token; undefined for a missing, wrong or revoked one. */
export function workerOf(request: IncomingMessage, tokens: WorkerTokens): WorkerToken | undefined {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1];
  return presented === undefined ? undefined : tokens.find(presented);
}
