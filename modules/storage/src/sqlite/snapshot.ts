import Database from 'better-sqlite3';
import type { DatabaseSnapshot } from '../storage.js';

/** Opens a connection of its own whose reads stay at what is committed now. */
export function snapshotOf(file: string): DatabaseSnapshot {
  const database = new Database(file, { readonly: true });
  // The first read fixes what the transaction sees.
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM sqlite_master').get();
  return {
    async copyTo(target) {
      await database.backup(target);
    },
    close() {
      database.close();
    },
  };
}
