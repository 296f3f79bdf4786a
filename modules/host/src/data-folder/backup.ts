import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseSnapshot, EngineFile } from '@anliu/engine-embedded';
import { AppError } from '@anliu/kit';
import type { Storage } from '@anliu/storage';
import { ANCHOR_FILE } from '../audit/anchor.js';
import { CONFIG_FILE } from '../config/installation.js';
import { DATA_FORMAT, FILES_MARK, type CommonMark } from './common-mark.js';
import { say } from '../sentences.js';

const BACKUP_FOLDER = 'backups';
export const MANIFEST = 'backup.json';
/** What is not copied: other backups, and what belongs to a running process. */
const LEFT_OUT = /^backups$|\.(lock|new|left)$|-(wal|shm|journal)$|^server\.lock/;
/** Bytes taken with the databases in the same moment; read at once, so they are small. */
const SMALL = [CONFIG_FILE, ANCHOR_FILE, FILES_MARK];

export interface BackupManifest {
  readonly installation: string;
  readonly mark: number;
  readonly format: number;
  /** Instant whose content the backup holds. */
  readonly at: string;
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
}

export interface BackupParts {
  readonly dataDir: string;
  readonly installation: string;
  readonly storage: Storage;
  readonly engine: EngineFile | undefined;
  readonly mark: CommonMark;
}

/** Writes copies of the whole installation while it works: what was answered before a backup began is in it. */
export class Backups {
  readonly #parts: BackupParts;
  #running: Promise<{ folder: string; manifest: BackupManifest }> | undefined;

  constructor(parts: BackupParts) {
    this.#parts = parts;
  }

  /** The newest complete backup in the data folder. */
  last(): BackupManifest | undefined {
    const folder = path.join(this.#parts.dataDir, BACKUP_FOLDER);
    if (!fs.existsSync(folder)) return undefined;
    const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, MANIFEST)));
    const newest = names.sort().at(-1);
    return newest === undefined ? undefined : readManifest(path.join(folder, newest));
  }

  /** Asked for twice at once, makes one. @throws AppError 409 for stores that are backed up with their own tools */
  create(): Promise<{ folder: string; manifest: BackupManifest }> {
    return (this.#running ??= this.#create().finally(() => (this.#running = undefined)));
  }

  async #create(): Promise<{ folder: string; manifest: BackupManifest }> {
    const { dataDir, installation, storage, engine, mark } = this.#parts;
    const at = new Date().toISOString();
    const folder = path.join(dataDir, BACKUP_FOLDER, at.replace(/[:.]/g, '-'));
    const making = `${folder}.incomplete`;
    const moment = takeMoment(dataDir, storage, engine);
    try {
      await fs.promises.mkdir(making, { recursive: true, mode: 0o700 });
      for (const [name, snapshot] of moment.databases) await snapshot.copyTo(path.join(making, name));
      // Attachments never change once they are there, so what the databases speak of is there now.
      for (const name of await fs.promises.readdir(dataDir)) {
        if (LEFT_OUT.test(name) || moment.small.has(name) || moment.databases.has(name)) continue;
        await copyIfThere(path.join(dataDir, name), path.join(making, name));
      }
      // Last: the mark of the files has moved on since, the copy keeps that of the moment.
      for (const [name, bytes] of moment.small) {
        await fs.promises.mkdir(path.dirname(path.join(making, name)), { recursive: true, mode: 0o700 });
        await fs.promises.writeFile(path.join(making, name), bytes, { mode: 0o600 });
      }
    } catch (error) {
      await fs.promises.rm(making, { recursive: true, force: true });
      throw error;
    } finally {
      for (const snapshot of moment.databases.values()) snapshot.close();
    }
    const manifest: BackupManifest = {
      installation,
      mark: mark.mark,
      format: DATA_FORMAT,
      at,
      files: await describeFiles(making),
    };
    await fs.promises.writeFile(path.join(making, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    await fs.promises.rename(making, folder);
    return { folder, manifest };
  }
}

/**
 * Both databases as they are in one and the same moment: nothing is committed between the first and the last line, because commits are
 * made in this thread. What a command had written to the one and not yet to the other is finished at the next start, as after a crash.
 */
function takeMoment(
  dataDir: string,
  storage: Storage,
  engine: EngineFile | undefined,
): { small: Map<string, Buffer>; databases: Map<string, DatabaseSnapshot> } {
  const store = storage.snapshot();
  const process = engine?.snapshot();
  if (!store || !process || !engine) {
    store?.close();
    process?.close();
    throw new AppError(409, 'BACKUP_ELSEWHERE', say.backupElsewhere);
  }
  // The anchor of the audit trail may be behind the trail, never ahead of it.
  const small = SMALL.map((name) => [name, path.join(dataDir, name)] as const)
    .filter(([, file]) => fs.existsSync(file))
    .map(([name, file]) => [name, fs.readFileSync(file)] as const);
  return {
    small: new Map(small),
    databases: new Map([
      [path.basename(storage.location), store],
      [path.basename(engine.path), process],
    ]),
  };
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if (!fs.existsSync(from)) return;
  await fs.promises.cp(from, to, { recursive: true, filter: (name) => path.basename(name) !== 'incoming' });
}

export const readManifest = (folder: string): BackupManifest =>
  JSON.parse(fs.readFileSync(path.join(folder, MANIFEST), 'utf8')) as BackupManifest;

/** Every file of a folder with its size and content hash. */
export async function describeFiles(folder: string): Promise<BackupManifest['files']> {
  const entries = await fs.promises.readdir(folder, { recursive: true, withFileTypes: true });
  const files: BackupManifest['files'][number][] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
    files.push({
      name: path.relative(folder, file),
      size: (await fs.promises.stat(file)).size,
      sha256: hash.digest('hex'),
    });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
