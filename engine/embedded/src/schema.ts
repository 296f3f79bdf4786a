import Database from 'better-sqlite3';
import type { Database as Db } from 'better-sqlite3';
import { TABLES, ddlOf } from '@anliu/engine-kernel';
import fs from 'node:fs';
import { checkPages, undamaged } from './database-file.js';
import { MAX_CHECKED_BYTES } from './limits.js';
import { upgradeTable } from './schema-upgrade.js';

/** Raised when a change of the tables needs a migration. */
export const SCHEMA_VERSION = 1;

const EXTRA = [
  `CREATE TABLE IF NOT EXISTS event (
     seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS event_consumer (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS engine_property (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
];

/**
 * Opens (and creates) the engine's database. WAL with `synchronous=FULL`: a command whose promise resolved survives the
 * loss of power. @throws Error when the file was written by a newer engine
 */
export function openDatabase(file: string): Db {
  return undamaged(file, () => {
    const db = new Database(file);
    try {
      return prepared(file, db);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function prepared(file: string, db: Db): Db {
  if (fs.statSync(file).size <= MAX_CHECKED_BYTES) checkPages(file, db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 3000');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `引擎数据库 ${file} 由更新版本（结构 ${version}）写入，当前程序只支持到 ${SCHEMA_VERSION}；请升级程序`,
    );
  }
  db.transaction(() => {
    for (const table of Object.values(TABLES)) {
      upgradeTable(db, table);
      for (const statement of ddlOf(table)) db.exec(statement);
    }
    for (const statement of EXTRA) db.exec(statement);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
  return db;
}
