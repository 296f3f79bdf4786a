import { EXPIRY_SWEEP_MS } from '../limits.js';
import { Catalog } from './catalog.js';
import { SqliteDatabase } from './database.js';
import { Operations } from './operations.js';
import { Rows } from './rows.js';

/** Everything that belongs to one open SQLite file; what mongoose's connection holds as `db`. */
export class SqliteStore {
  readonly database: SqliteDatabase;
  readonly catalog: Catalog;
  readonly rows: Rows;
  readonly operations: Operations;
  readonly databaseName: string;
  readonly #sweeper: NodeJS.Timeout;

  constructor(file: string) {
    this.database = new SqliteDatabase(file);
    try {
      this.catalog = new Catalog(this.database);
    } catch (error) {
      this.database.close();
      throw error;
    }
    this.rows = new Rows(this.database, this.catalog);
    this.operations = new Operations(this.rows);
    this.databaseName = this.database.file;
    this.#sweeper = setInterval(() => void this.removeExpired(new Date()).catch(() => undefined), EXPIRY_SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Removes the documents whose time under an index with `expireAfterSeconds` is over at `now`; answers how many. */
  async removeExpired(now: Date): Promise<number> {
    let removed = 0;
    for (const name of this.catalog.names()) {
      for (const spec of this.catalog.committed(name)?.indexes.values() ?? []) {
        const path = Object.keys(spec.key)[0];
        if (spec.expireAfterSeconds === undefined || path === undefined) continue;
        const before = new Date(now.getTime() - spec.expireAfterSeconds * 1000);
        removed += await this.database.write(() => this.operations.deleteMany(name, { [path]: { $lt: before } }));
      }
    }
    return removed;
  }

  createCollection(name: string): Promise<void> {
    return this.database.write(() => void this.catalog.ensure(name));
  }

  dropCollection(name: string): Promise<boolean> {
    return this.database.write(() => this.catalog.drop(name));
  }

  dropDatabase(): Promise<boolean> {
    return this.database.write(() => {
      for (const name of this.catalog.names()) this.catalog.drop(name);
      return true;
    });
  }

  listCollections(): { toArray: () => Promise<{ name: string; type: string }[]> } {
    return { toArray: () => Promise.resolve(this.catalog.names().map((name) => ({ name, type: 'collection' }))) };
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.database.close();
  }
}
