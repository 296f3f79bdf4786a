import type { Database as Db } from 'better-sqlite3';
import Database from 'better-sqlite3';
import type { Processor } from './processor.js';

/** The database cannot be read: it was damaged, or it is no database. */
class DatabaseCorruptError extends Error {
  readonly code = 'DATABASE_CORRUPT';
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(`the database ${file} is damaged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseCorruptError';
    this.file = file;
  }
}

/** What a database held at one moment. It must be closed: while it is open the file cannot shed what was overwritten. */
export interface DatabaseSnapshot {
  /** Writes a database with that content; others work on meanwhile. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

/** The engine's file, for whoever keeps it together with other files. */
export interface EngineFile {
  readonly path: string;
  /** A text kept in the file under a name. */
  property(name: string): string | undefined;
  /** Durable when resolved. */
  setProperty(name: string, value: string): Promise<void>;
  /** What is committed now, taken before this call returns. */
  snapshot(): DatabaseSnapshot;
}

function snapshotOf(file: string): DatabaseSnapshot {
  const db = new Database(file, { readonly: true });
  // The first read fixes what the transaction sees.
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM sqlite_master').get();
  return {
    async copyTo(target) {
      await db.backup(target);
    },
    close() {
      db.close();
    },
  };
}

export function engineFile(path: string, db: Db, processor: Processor): EngineFile {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM engine_property WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO engine_property (name, value) VALUES (?, ?)');
  return {
    path,
    property: (name) => read.get(name)?.value,
    setProperty: async (name, value) => void (await processor.executeSql(() => write.run(name, value))),
    snapshot: () => snapshotOf(path),
  };
}

const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

/** Runs the opening of a file. @throws DatabaseCorruptError when it is damaged */
export function undamaged<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if ([...DAMAGED].some((damaged) => code.startsWith(damaged))) throw new DatabaseCorruptError(file, error);
    throw error;
  }
}

/** @throws DatabaseCorruptError when pages contradict each other */
export function checkPages(file: string, db: Db): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new DatabaseCorruptError(file, new Error(String(found)));
}
