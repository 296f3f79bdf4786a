import path from 'node:path';
import type { EngineFile } from '@anliu/engine-embedded';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { connect, type Storage } from '@anliu/storage';
import { Backups } from './backup.js';
import { CommonMark } from './common-mark.js';
import { partDamaged } from './data-folder-error.js';
import { DiskState } from './disk-state.js';
import { forOwnerOnly, requireDatabases } from './parts.js';

export interface Stores {
  readonly storage: Storage;
  readonly engine: ProcessEngine;
  readonly mark: CommonMark;
  readonly backups: Backups;
  readonly disk: DiskState;
}

export interface StoresOptions {
  readonly dataDir: string;
  readonly installation: string;
  /** `mongodb://…`; undefined: the file in the folder. */
  readonly storage: string | undefined;
  openEngine(): Promise<ProcessEngine>;
}

/**
 * Opens engine, case store and files of an installation, and makes sure that they belong together before anything is written.
 * Whatever was opened is handed to `onStop` at once.
 * @throws DataFolderError
 */
export async function openStores(
  options: StoresOptions,
  onStop: (cleanup: () => Promise<void> | void) => void,
): Promise<Stores> {
  const { dataDir, installation } = options;
  requireDatabases(dataDir, options.storage !== undefined);
  forOwnerOnly(dataDir);
  const storage = await undamaged(() => connect(options.storage ?? `file:${dataDir}`));
  onStop(() => storage.close());
  const engine = await undamaged(() => options.openEngine());
  onStop(() => engine.close());
  const file = fileOf(engine);
  const mark = new CommonMark(installation, { dataDir, storage, engine: file });
  await storage.ready();
  await mark.open();
  onStop(() => mark.close());
  const backups = new Backups({ dataDir, installation, storage, engine: file, mark });
  return { storage, engine, mark, backups, disk: new DiskState(() => mark.advance()) };
}

const fileOf = (engine: ProcessEngine): EngineFile | undefined =>
  'file' in engine ? (engine as ProcessEngine & { file: EngineFile }).file : undefined;

async function undamaged<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { code, file } = error as { code?: unknown; file?: unknown };
    if (code === 'DATABASE_CORRUPT' && typeof file === 'string') throw partDamaged(path.basename(file), error);
    throw error;
  }
}
