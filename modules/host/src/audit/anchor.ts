import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The newest record of the trail as somebody outside the table knows it. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const ANCHOR_FILE = 'audit-anchor.json';
/** What 0.1.0 wrote: not sealed, so it is believed only once. */
const OLD_HEAD_FILE = 'audit-head.json';
/** Milliseconds between two lines of an external anchor. */
const EXTERNAL_EVERY_MS = 60_000;

/**
 * Keeps the head of the trail where whoever cuts the table does not reach: sealed in a file of the data folder, and, when the
 * installation names one, line by line in a file elsewhere (a write-once share, another machine) that is only ever added to.
 */
export class Anchor {
  readonly #file: string;
  readonly #oldFile: string;
  readonly #key: string;
  readonly #external: string | undefined;
  #wanted: Head | undefined;
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();
  #externalAt = 0;
  #externalSeq = -1;
  /** Told when an anchor could not be written; the trail itself goes on. */
  onFailure: (error: unknown) => void = () => undefined;

  constructor(dataDir: string, key: string, external?: string) {
    this.#file = path.join(dataDir, ANCHOR_FILE);
    this.#oldFile = path.join(dataDir, OLD_HEAD_FILE);
    this.#key = key;
    this.#external = external;
  }

  /** The sealed head; undefined when there is none. @throws when its seal does not fit */
  head(): Head | undefined {
    if (fs.existsSync(this.#file)) {
      const { seq, hash, seal } = JSON.parse(fs.readFileSync(this.#file, 'utf8')) as Head & { seal: string };
      if (seal !== this.#seal({ seq, hash })) throw new Error(`${this.#file} 的封印不符，文件被改动过`);
      return { seq, hash };
    }
    if (!fs.existsSync(this.#oldFile)) return undefined;
    const { seq, hash } = JSON.parse(fs.readFileSync(this.#oldFile, 'utf8')) as Head;
    return { seq, hash };
  }

  /** What the external anchor has noted, oldest first; a last line cut short by a power failure is left out. */
  external(): Head[] {
    if (this.#external === undefined || !fs.existsSync(this.#external)) return [];
    return fs
      .readFileSync(this.#external, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(' '))
      .map(([seq, hash]) => ({ seq: Number(seq), hash: hash ?? '' }));
  }

  /** Keeps the head; several at once become one write. Never fails: see `onFailure`. */
  keep(head: Head): void {
    this.#wanted = head;
    if (!this.#isWriting) this.#written = this.#write();
  }

  /** Resolves when the newest head is in its file, and in the external one. */
  async flush(): Promise<void> {
    await this.#written;
    this.#externalAt = 0;
    if (this.#wanted) this.keep(this.#wanted);
    await this.#written;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    for (let done: Head | undefined; done !== this.#wanted;) {
      done = this.#wanted as Head;
      try {
        const temporary = `${this.#file}.new`;
        const file = await fs.promises.open(temporary, 'w', 0o600);
        try {
          await file.writeFile(JSON.stringify({ ...done, seal: this.#seal(done) }));
          await file.sync();
        } finally {
          await file.close();
        }
        await fs.promises.rename(temporary, this.#file);
        await fs.promises.rm(this.#oldFile, { force: true });
        await this.#writeExternal(done);
      } catch (error) {
        this.onFailure(error);
        break;
      }
    }
    this.#isWriting = false;
  }

  async #writeExternal({ seq, hash }: Head): Promise<void> {
    if (this.#external === undefined || seq === this.#externalSeq || Date.now() - this.#externalAt < EXTERNAL_EVERY_MS)
      return;
    this.#externalAt = Date.now();
    this.#externalSeq = seq;
    await fs.promises.appendFile(this.#external, `${seq} ${hash} ${new Date().toISOString()}\n`, { mode: 0o600 });
  }

  #seal({ seq, hash }: Head): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(['anchor', seq, hash]))
      .digest('hex');
  }
}
