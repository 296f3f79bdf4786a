import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The newest record of the trail as somebody outside the table knows it. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** A head that is kept somewhere, and where. */
export interface KnownHead extends Head {
  readonly where: string;
}

/** What the file beside the trail says. */
export interface Anchored {
  readonly head?: Head;
  /** It stems from software that did not seal it. */
  readonly unsealed?: boolean;
  /** Why it cannot be believed, as a clause. */
  readonly problem?: string;
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
  #kept: Head | undefined;
  /** Told when an anchor could not be written; the trail itself goes on. */
  onFailure: (error: unknown) => void = () => undefined;

  constructor(dataDir: string, key: string, external?: string) {
    this.#file = path.join(dataDir, ANCHOR_FILE);
    this.#oldFile = path.join(dataDir, OLD_HEAD_FILE);
    this.#key = key;
    this.#external = external;
  }

  /** What the file in the data folder says; never throws. */
  read(): Anchored {
    const unsealed = !fs.existsSync(this.#file);
    const file = unsealed ? this.#oldFile : this.#file;
    if (!fs.existsSync(file)) return {};
    let value: unknown;
    try {
      value = JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch (error) {
      return { problem: `留存末尾的文件 ${file} 读不出来（${(error as Error).message}）` };
    }
    const { seq, hash, seal } = (value ?? {}) as Partial<Head & { seal: string }>;
    if (typeof seq !== 'number' || typeof hash !== 'string')
      return { problem: `留存末尾的文件 ${file} 内容不全（应有 seq、hash）` };
    if (!unsealed && seal !== this.#seal({ seq, hash }))
      return { problem: `留存末尾的文件 ${file} 的封印不符，文件被改动过` };
    return { head: { seq, hash }, ...(unsealed ? { unsealed } : {}) };
  }

  /** The head that is in the file by now, sealed, as the other parts of the installation keep it. */
  get sealed(): string | undefined {
    return this.#kept && [this.#kept.seq, this.#kept.hash, this.#seal(this.#kept)].join(' ');
  }

  /** What another part kept; undefined when its seal does not fit. */
  unsealed(text: string): Head | undefined {
    const [seq, hash = '', seal] = text.split(' ');
    const head = { seq: Number(seq), hash };
    return seal === this.#seal(head) ? head : undefined;
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
        this.#kept = done;
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
