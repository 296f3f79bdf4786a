import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
// Ours: a request never touches the file system, which is what the libraries for static files are about.
const COMPRESSED = /^(text\/|application\/(json|manifest)|image\/svg)/;
const INDEX = '/index.html';
/** Vite puts a hash of the content into the names below `/assets/`. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const MIN_COMPRESSED_BYTES = 1_024;

interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzip: Buffer | undefined;
  readonly etag: string;
  readonly immutable: boolean;
}

export interface StaticAnswer {
  readonly status: 200 | 304;
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
}

/** The built application, read into memory once: a request never touches the file system, so no address reaches outside. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();

  constructor(folder: string) {
    if (fs.existsSync(folder)) this.#read(folder, '');
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** The file at this address, or the application's page for addresses of its screens; undefined for a file that is not there. */
  find(address: string, headers: { ifNoneMatch?: string; acceptEncoding?: string }): StaticAnswer | undefined {
    const exact = this.#files.get(address);
    // An address with an ending of a file is a file. Ids in a screen's address have dots too (`…/forms/form.hazard`).
    const ending = path.posix.extname(address).toLowerCase();
    const isFile = address.startsWith('/assets/') || ending in TYPES;
    const file = exact ?? (isFile ? undefined : this.#files.get(INDEX));
    if (!file) return undefined;
    const caching = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    const common = { etag: file.etag, 'cache-control': caching, vary: 'accept-encoding' };
    if (headers.ifNoneMatch === file.etag) return { status: 304, headers: common, body: undefined };
    const zipped = file.gzip && /\bgzip\b/.test(headers.acceptEncoding ?? '') ? file.gzip : undefined;
    return {
      status: 200,
      headers: { ...common, 'content-type': file.type, ...(zipped ? { 'content-encoding': 'gzip' } : {}) },
      body: zipped ?? file.bytes,
    };
  }

  #read(folder: string, prefix: string): void {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      const address = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) this.#read(file, address);
      else if (entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.map'))
        this.#add(address, fs.readFileSync(file));
    }
  }

  #add(address: string, bytes: Buffer): void {
    const type = TYPES[path.posix.extname(address).toLowerCase()] ?? 'application/octet-stream';
    this.#files.set(address, {
      type,
      bytes,
      gzip: COMPRESSED.test(type) && bytes.length >= MIN_COMPRESSED_BYTES ? gzipSync(bytes) : undefined,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      immutable: HASHED.test(address),
    });
  }
}
