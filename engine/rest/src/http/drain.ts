import type { IncomingMessage } from 'node:http';
import { MAX_JSON_BODY_BYTES } from '../limits.js';

/** Milliseconds a refused request may take to send the rest of its body. */
const DRAIN_MS = 5_000;

/**
 * Reads the rest of a body nobody wants, so that a client that sends before it reads gets its answer and keeps its connection.
 * False when that would be too much (MAX_JSON_BODY_BYTES) or takes too long: then the connection has to be closed.
 */
export async function drained(request: IncomingMessage): Promise<boolean> {
  if (request.complete || request.destroyed) return request.complete;
  if (Number(request.headers['content-length'] ?? 0) > MAX_JSON_BODY_BYTES) return false;
  return new Promise((resolve) => {
    let size = 0;
    const end = (whole: boolean) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      resolve(whole);
    };
    const timer = setTimeout(() => end(false), DRAIN_MS);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_JSON_BODY_BYTES) end(false);
    });
    request.once('end', () => end(true));
    request.once('close', () => end(request.complete));
    request.resume();
  });
}
