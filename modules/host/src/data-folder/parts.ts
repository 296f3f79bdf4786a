import fs from 'node:fs';
import path from 'node:path';
import { ENGINE_DATABASE } from '@anliu/engine-embedded';
import { DATABASE_FILE } from '@anliu/storage';
import { CONFIG_FILE } from '../config/installation.js';
import { FILES_MARK } from './common-mark.js';
import { partMissing } from './data-folder-error.js';

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** Databases without settings: their secrets are gone, and new ones would fit nothing. @throws DataFolderError */
export function requireConfig(dataDir: string): void {
  const has = (name: string): boolean => fs.existsSync(path.join(dataDir, name));
  if (!has(CONFIG_FILE) && (has(DATABASE_FILE) || has(ENGINE_DATABASE))) throw partMissing(CONFIG_FILE);
}

/**
 * Looks, before anything is opened or created, whether the databases are there: opening one that is not would make an empty one.
 * `isRemote`: the case store is not in this folder.
 * @throws DataFolderError
 */
export function requireDatabases(dataDir: string, isRemote: boolean): void {
  const has = (name: string): boolean => fs.existsSync(path.join(dataDir, name));
  const databases = [...(isRemote ? [] : [DATABASE_FILE]), ENGINE_DATABASE];
  const present = databases.filter(has);
  if (present.length === databases.length) return;
  // Marked files mean that the folder was in use; without a mark a first start that was cut off has made the one and not the other.
  if (!has(FILES_MARK) && !hasContent(dataDir, present)) return;
  throw partMissing(databases.filter((name) => !has(name)).join('、'));
}

/** Bytes of a database in which nothing but empty tables can be. */
const EMPTY_BYTES = 64 * 1024;
const hasContent = (dataDir: string, names: readonly string[]): boolean =>
  names.some((name) => fs.statSync(path.join(dataDir, name)).size > EMPTY_BYTES);

/** New files are for the owner of the process only, and so are those that are there. */
export function forOwnerOnly(dataDir: string): void {
  try {
    process.umask(0o077);
  } catch {
    // Threads cannot set it; then whoever started them has.
  }
  fs.chmodSync(dataDir, OWNER_ONLY_FOLDER);
  for (const entry of fs.readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isFile()) fs.chmodSync(path.join(dataDir, entry.name), OWNER_ONLY);
    else if (entry.isDirectory()) fs.chmodSync(path.join(dataDir, entry.name), OWNER_ONLY_FOLDER);
  }
}
