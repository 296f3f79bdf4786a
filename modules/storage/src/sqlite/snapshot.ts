import Database from 'better-sqlite3';

/** What a database held at one moment. It must be closed: while it is open the file cannot shed what was overwritten. */
export interface DatabaseSnapshot {
  /** Writes a database with that content; others work on meanwhile. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

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
