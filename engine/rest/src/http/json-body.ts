import type { IncomingMessage } from 'node:http';
import { InvalidRequestError, LimitError, parseJson as parseExactJson } from '@anliu/engine-protocol';
import { MAX_JSON_BODY_BYTES, MAX_JSON_DEPTH } from '../limits.js';

const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The whole body, at most `limit` bytes; a larger one is refused with 413 before it is kept. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const tooLarge = (limit: number): LimitError =>
  new LimitError('MAX_JSON_BODY_BYTES', `The request body is larger than ${limit} bytes`, { status: 413 });

/**
 * Parses a JSON body; whole numbers keep every digit. An empty body is undefined. Throws InvalidRequestError for broken JSON, nesting deeper than
 * MAX_JSON_DEPTH, and for keys that could reach an object's prototype.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  let value: unknown;
  try {
    value = parseExactJson(body.toString('utf8'));
  } catch (cause) {
    throw new InvalidRequestError(`The request body is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  checkStructure(value);
  return value;
}

/** Walks without recursion, so that no nesting can exhaust the stack. */
function checkStructure(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value, depth } = entry;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_JSON_DEPTH)
      throw new InvalidRequestError(`The request body is nested deeper than ${MAX_JSON_DEPTH} levels`);
    if (Array.isArray(value)) for (const item of value) open.push({ value: item, depth: depth + 1 });
    else
      for (const [key, item] of Object.entries(value)) {
        if (RESERVED_KEYS.has(key)) throw new InvalidRequestError(`The key "${key}" is not allowed in a request body`);
        open.push({ value: item, depth: depth + 1 });
      }
  }
}

export const readJson = async (request: IncomingMessage): Promise<unknown> =>
  parseJson(await readBody(request, MAX_JSON_BODY_BYTES));
