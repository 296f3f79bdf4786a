import type { IncomingMessage } from 'node:http';
import { AppError, invalid } from '@anliu/kit';
import { MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_VALUES } from './limits.js';
import { say } from '../sentences.js';
import { RESERVED } from './reserved-names.js';

// Ours: body parsers forgive what is refused here with a sentence (other types, bytes that are no UTF-8, reserved names, deep nesting).

/**
 * Reads a JSON body of at most `limit` bytes. An empty body is `undefined`.
 * @throws AppError 415 for another type, 413 above the limit, 400 for bad JSON, reserved names, too many values or levels
 */
export async function readJson(request: IncomingMessage, limit = MAX_JSON_BYTES): Promise<unknown> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const bytes = await readAll(request, limit);
  if (bytes.length === 0) return undefined;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new AppError(415, 'UNSUPPORTED_MEDIA_TYPE', say.notJson);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid(say.notUtf8);
  }
  if (!hasFewValues(bytes)) throw invalid(say.tooManyValues({ max: MAX_JSON_VALUES }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(say.badJson);
  }
  assertSafe(value);
  return value;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];

/** Counts by the commas between values, before anything is made of them: a hundred thousand names cost everybody half a second. */
function hasFewValues(bytes: Buffer): boolean {
  let values = 1;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA && (values += 1) > MAX_JSON_VALUES) return false;
  }
  return true;
}

async function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number): AppError =>
  new AppError(413, 'BODY_TOO_LARGE', say.bodyTooLarge({ kilobytes: Math.floor(limit / 1024) }));

/** Refuses names that reach what all objects inherit from, at any depth, and nesting beyond `MAX_JSON_DEPTH`. */
function assertSafe(root: unknown): void {
  const open: { value: unknown; depth: number; path: string }[] = [{ value: root, depth: 0, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth, path } = next;
    if (value === null || typeof value !== 'object') continue;
    if (depth >= MAX_JSON_DEPTH) throw invalid(say.tooDeep({ max: MAX_JSON_DEPTH }));
    for (const key of Object.keys(value)) {
      const at = path ? `${path}.${key}` : key;
      if (RESERVED.has(key)) {
        throw invalid(say.reservedName({ name: at }), [{ path: at, code: 'reserved', message: say.reserved }]);
      }
      open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1, path: at });
    }
  }
}
