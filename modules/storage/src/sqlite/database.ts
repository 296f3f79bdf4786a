import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseCorruptError, isCorrupt } from '../errors.js';
import { MAX_CHECKED_BYTES, OPEN_TIMEOUT_MS } from '../limits.js';

interface Waiting {
  settle: () => void;
  fail: (error: unknown) => void;
}

/**
 * One SQLite file with one writer and one reader connection.
 *
 * Writes of the same turn of the event loop share one transaction: each runs at once inside its own savepoint, and all
 * their promises resolve together after the one COMMIT, which with `synchronous=FULL` includes the fsync.
 * Reads use the other connection and therefore see only what is durable.
 */
export class SqliteDatabase {
  readonly file: string;
  readonly writer: Database.Database;
  readonly reader: Database.Database;
  readonly #lock: Database.Database;
  readonly #statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  #batch: Waiting[] | undefined;
  #closed = false;
  /** Runs after a commit; after a rollback with `false`. The catalogue keeps its committed copy in step with it. */
  onSettled: (committed: boolean) => void = () => undefined;
  /** Runs after one write of a batch was undone. */
  onUndone: () => void = () => undefined;

  /** @throws when another process (or another connection of this one) has the same file open, or it is damaged (DatabaseCorruptError) */
  constructor(file: string) {
    this.file = path.resolve(file);
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    this.#lock = takeLock(`${this.file}.lock`);
    try {
      this.writer = open(this.file);
      checkPages(this.file, this.writer);
      this.writer.pragma('journal_mode = WAL');
      this.writer.pragma('synchronous = FULL');
      this.reader = open(this.file);
      this.reader.pragma('query_only = ON');
    } catch (error) {
      this.#lock.close();
      throw isCorrupt(error) ? new DatabaseCorruptError(this.file, error) : error;
    }
    this.#begin = this.writer.prepare('BEGIN IMMEDIATE');
    this.#commit = this.writer.prepare('COMMIT');
    this.#rollback = this.writer.prepare('ROLLBACK');
  }

  /** A prepared statement, kept per connection and text. */
  statement(connection: Database.Database, sql: string): Database.Statement {
    let known = this.#statements.get(connection);
    if (!known) this.#statements.set(connection, (known = new Map()));
    let statement = known.get(sql);
    if (!statement) {
      if (known.size >= MAX_STATEMENTS) known.clear();
      known.set(sql, (statement = connection.prepare(sql)));
    }
    return statement;
  }

  get open(): boolean {
    return !this.#closed;
  }

  /**
   * Runs `work` on the writer now and resolves with its result once it is durable. When `work` throws, only its own changes
   * are undone. When the shared commit fails, every write of the batch is rejected and nothing of it is kept.
   */
  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the storage is closed'));
    return new Promise<T>((resolve, reject) => {
      try {
        this.#ensureBatch();
      } catch (error) {
        return reject(error as Error);
      }
      const batch = this.#batch!;
      let result: T;
      this.statement(this.writer, 'SAVEPOINT w').run();
      try {
        result = work();
        this.statement(this.writer, 'RELEASE w').run();
      } catch (error) {
        // A full disk or an I/O error may have ended the transaction already; then the whole batch is lost.
        if (!this.writer.inTransaction) {
          this.#batch = undefined;
          this.onSettled(false);
          for (const other of batch) other.fail(error);
        } else {
          this.statement(this.writer, 'ROLLBACK TO w').run();
          this.statement(this.writer, 'RELEASE w').run();
          this.onUndone();
          // Refused because of what another write of this batch did: told only when that is durable and can be read.
          batch.push({ settle: () => reject(error as Error), fail: reject });
          return;
        }
        return reject(error as Error);
      }
      batch.push({ settle: () => resolve(result), fail: reject });
    });
  }

  /** Inside `write`: undoes only `work` when it throws. */
  nested<T>(work: () => T): T {
    this.statement(this.writer, 'SAVEPOINT nested').run();
    try {
      const result = work();
      this.statement(this.writer, 'RELEASE nested').run();
      return result;
    } catch (error) {
      if (this.writer.inTransaction) {
        this.statement(this.writer, 'ROLLBACK TO nested').run();
        this.statement(this.writer, 'RELEASE nested').run();
        this.onUndone();
      }
      throw error;
    }
  }

  #ensureBatch(): void {
    if (this.#batch) return;
    this.#begin.run();
    this.#batch = [];
    setImmediate(() => this.flush());
  }

  /** Commits what is pending now. */
  flush(): void {
    const batch = this.#batch;
    if (!batch) return;
    this.#batch = undefined;
    try {
      this.#commit.run();
    } catch (error) {
      if (this.writer.inTransaction) this.#rollback.run();
      this.onSettled(false);
      for (const write of batch) write.fail(error);
      return;
    }
    this.onSettled(true);
    for (const write of batch) write.settle();
  }

  /** Commits what is pending and releases the file. Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.reader.close();
    this.writer.close();
    this.#lock.close();
  }
}

const MAX_STATEMENTS = 500;

function open(file: string): Database.Database {
  const database = new Database(file, { timeout: OPEN_TIMEOUT_MS });
  database.pragma('foreign_keys = OFF');
  database.pragma('trusted_schema = OFF');
  database.pragma('cache_size = -32768');
  return database;
}

function checkPages(file: string, database: Database.Database): void {
  if (fs.statSync(file).size > MAX_CHECKED_BYTES) return;
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new DatabaseCorruptError(file, new Error(String(found)));
}

/** A lock that the operating system releases with the process, however it ends. */
function takeLock(file: string): Database.Database {
  const lock = new Database(file, { timeout: OPEN_TIMEOUT_MS });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(`数据文件 ${file.slice(0, -'.lock'.length)} 正被另一个进程使用，请先停止该进程再启动`, {
      cause: error,
    });
  }
  return lock;
}
