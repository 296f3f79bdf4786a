import fs from 'node:fs';
import path from 'node:path';
import { Schema, type Model } from 'mongoose';
import type { EngineFile } from '@anliu/engine-embedded';
import type { Storage } from '@anliu/storage';
import { dataNewer, partForeign, partMissing, partOlder } from './data-folder-error.js';

/** Raised when older software could no longer work with what this one writes. */
export const DATA_FORMAT = 1;
/** Milliseconds between two marks: an older part is told from the others when it is older than this. */
const MARK_EVERY_MS = 60_000;
export const FILES_MARK = path.join('files', 'installation.json');
const ENGINE_PROPERTY = 'installation';

/** What every part of an installation carries. */
interface Mark {
  readonly installation: string;
  /** Counts up while the server runs; equal in all parts, but for one step a crash may leave. */
  readonly mark: number;
  readonly format: number;
  /** The end of the audit trail when the mark was made, sealed. */
  readonly audit?: string;
}

interface Part {
  readonly name: string;
  read(): Promise<Mark | undefined>;
  write(mark: Mark): Promise<void>;
}

interface StoredMark extends Mark {
  _id: string;
}

/**
 * Engine file, case store and files know that they belong together: each carries the installation's id and a mark that all get in
 * turn. A part of another installation, or one put back alone from an old copy, is recognised before anything is written.
 */
export class CommonMark {
  readonly #installation: string;
  readonly #parts: readonly Part[];
  #mark = 0;
  #remembered: readonly { readonly where: string; readonly sealed: string }[] = [];
  #audit: () => string | undefined = () => this.#furthest;
  #furthest: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(installation: string, parts: { dataDir: string; storage: Storage; engine: EngineFile | undefined }) {
    this.#installation = installation;
    this.#parts = [
      ...(parts.engine ? [enginePart(parts.engine)] : []),
      storePart(parts.storage),
      filesPart(parts.dataDir),
    ];
  }

  /** Ends of the audit trail as the parts knew them when they were opened. */
  get remembered(): readonly { readonly where: string; readonly sealed: string }[] {
    return this.#remembered;
  }

  /** From now on every mark carries the end of the trail; before, the furthest that was found. */
  follow(audit: () => string | undefined): void {
    this.#audit = () => audit() ?? this.#furthest;
  }

  get mark(): number {
    return this.#mark;
  }

  /**
   * Compares the parts and gives them the next mark. A folder in which no part is marked is new, or was written before there were marks.
   * @throws DataFolderError
   */
  async open(): Promise<void> {
    const found = await Promise.all(this.#parts.map(async (part) => ({ part, mark: await part.read() })));
    const known = found.flatMap(({ mark }) => (mark ? [mark] : []));
    if (known.length > 0) {
      const newest = Math.max(...known.map(({ mark }) => mark));
      for (const { part, mark } of found) {
        if (!mark) {
          // The very first marks are given one after the other; a crash may fall in between.
          if (newest <= 1) continue;
          throw partMissing(part.name);
        }
        if (mark.format > DATA_FORMAT) throw dataNewer(mark.format, DATA_FORMAT);
        if (mark.installation !== this.#installation) throw partForeign(part.name);
        if (mark.mark < newest - 1) throw partOlder(part.name, mark.mark, newest);
      }
      this.#mark = newest;
      this.#remembered = found.flatMap(({ part, mark }) =>
        mark?.audit === undefined ? [] : [{ where: part.name, sealed: mark.audit }],
      );
      this.#furthest = this.#remembered
        .map(({ sealed }) => sealed)
        .reduce<string | undefined>((a, b) => (a !== undefined && seqOf(a) >= seqOf(b) ? a : b), undefined);
    } else await this.advance();
    // A new folder gets its second mark at once: from then on no part may be without one.
    await this.advance();
  }

  /** Marks from time to time until `close`. */
  start(onFailure: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.advance().catch(onFailure), MARK_EVERY_MS);
    this.#timer.unref();
  }

  /** Every part gets the next mark. */
  advance(): Promise<void> {
    return this.#write(1);
  }

  /** Every part gets the end of the audit trail, with the mark it has. */
  renew(): Promise<void> {
    return this.#write(0);
  }

  #write(step: 0 | 1): Promise<void> {
    const next = this.#writing.then(async () => {
      this.#mark += step;
      const audit = this.#audit();
      const mark = {
        installation: this.#installation,
        mark: this.#mark,
        format: DATA_FORMAT,
        ...(audit === undefined ? {} : { audit }),
      };
      for (const part of this.#parts) await part.write(mark);
    });
    this.#writing = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }
}

const seqOf = (sealed: string): number => Number(sealed.split(' ')[0]);

function enginePart(engine: EngineFile): Part {
  return {
    name: path.basename(engine.path),
    read: async () => {
      const text = engine.property(ENGINE_PROPERTY);
      return text === undefined ? undefined : (JSON.parse(text) as Mark);
    },
    write: (mark) => engine.setProperty(ENGINE_PROPERTY, JSON.stringify(mark)),
  };
}

function storePart(storage: Storage): Part {
  const model: Model<StoredMark> = storage.model(
    'InstallationMark',
    new Schema<StoredMark>(
      { _id: { type: String, required: true }, installation: String, mark: Number, format: Number, audit: String },
      { collection: 'installation_marks', versionKey: false },
    ),
  );
  return {
    name: storage.kind === 'sqlite' ? path.basename(storage.location) : `MongoDB ${storage.location}`,
    read: async () => (await model.findById('own').lean<StoredMark>()) ?? undefined,
    write: async (mark) => void (await model.updateOne({ _id: 'own' }, { $set: mark }, { upsert: true })),
  };
}

function filesPart(dataDir: string): Part {
  const file = path.join(dataDir, FILES_MARK);
  return {
    name: 'files/',
    read: async () => (fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Mark) : undefined),
    async write(mark) {
      await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await fs.promises.writeFile(`${file}.new`, JSON.stringify(mark), { mode: 0o600 });
      await fs.promises.rename(`${file}.new`, file);
    },
  };
}
