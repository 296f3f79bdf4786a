import path from 'node:path';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { readInstallation } from '../config/installation.js';
import type { BackupManifest } from './backup.js';
import { lockDataFolder } from './data-lock.js';
import { openStores } from './open-stores.js';
import { requireConfig } from './parts.js';

/** A backup of a folder no server uses. @throws DataFolderInUseError, DataFolderError, AppError */
export async function offlineBackup(folder: string): Promise<{ folder: string; manifest: BackupManifest }> {
  const dataDir = path.resolve(folder);
  const cleanups: (() => Promise<void> | void)[] = [];
  const lock = lockDataFolder(dataDir);
  cleanups.push(() => lock.release());
  try {
    requireConfig(dataDir);
    const { installation, storage } = readInstallation(dataDir);
    const openEngine = () => createEmbeddedEngine({ dataDir, jobs: 'off' });
    const { backups } = await openStores({ dataDir, installation, storage, openEngine }, (done) => cleanups.push(done));
    return await backups.create();
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}
