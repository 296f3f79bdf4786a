import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface Incoming {
  /** Where the bytes are until they are kept or dropped. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** More came than `limit`; what came later was not written. */
  readonly tooLarge: boolean;
}

/**
 * Bytes by content: `files/ab/cd/<sha256>`. A file appears there complete and synced, or not at all; the same bytes are kept once.
 * No name from outside ever becomes part of a path.
 */
export class Blobs {
  readonly #folder: string;
  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'files');
  }

  pathOf(sha256: string, variant: 'original' | 'thumbnail' = 'original'): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content hash');
    return path.join(
      this.#folder,
      sha256.slice(0, 2),
      sha256.slice(2, 4),
      variant === 'original' ? sha256 : `${sha256}.thumb`,
    );
  }

  /** Removes what an interrupted upload left behind. */
  async clear(): Promise<void> {
    await fs.rm(path.join(this.#folder, 'incoming'), { recursive: true, force: true });
  }

  /** Reads a stream to its end into a temporary file, counting and hashing; stops writing at `limit` bytes. */
  async receive(stream: Readable | Iterable<Uint8Array>, limit: number): Promise<Incoming> {
    const folder = path.join(this.#folder, 'incoming');
    await fs.mkdir(folder, { recursive: true });
    const file = path.join(folder, randomBytes(16).toString('hex'));
    const handle = await fs.open(file, 'wx', 0o600);
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > limit) continue;
        hash.update(chunk);
        await handle.write(chunk);
      }
      await handle.sync();
    } catch (error) {
      await handle.close();
      await fs.rm(file, { force: true });
      throw error;
    }
    await handle.close();
    return { path: file, size, sha256: hash.digest('hex'), tooLarge: size > limit };
  }

  /** Makes a received file permanent. */
  async keep(incoming: Incoming): Promise<void> {
    await this.#place(incoming.path, this.pathOf(incoming.sha256));
  }

  async keepThumbnail(sha256: string, bytes: Uint8Array): Promise<void> {
    const { path: file } = await this.receive([bytes], bytes.length);
    await this.#place(file, this.pathOf(sha256, 'thumbnail'));
  }

  async #place(from: string, to: string): Promise<void> {
    await fs.mkdir(path.dirname(to), { recursive: true });
    await fs.rename(from, to);
    for (const folder of [path.dirname(to), path.dirname(path.dirname(to)), this.#folder]) {
      const handle = await fs.open(folder, 'r');
      await handle.sync().finally(() => handle.close());
    }
  }

  /** Removes kept bytes and their thumbnail. */
  async remove(sha256: string): Promise<void> {
    for (const variant of ['original', 'thumbnail'] as const)
      await fs.rm(this.pathOf(sha256, variant), { force: true });
  }

  async drop(incoming: Incoming): Promise<void> {
    await fs.rm(incoming.path, { force: true });
  }
}
