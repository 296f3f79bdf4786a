import mongoose, { type Connection, type Model, type Schema } from 'mongoose';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { snapshotOf, type DatabaseSnapshot } from './sqlite/snapshot.js';
import { sqliteDriver } from './sqlite/connection.js';
import { SqliteStore } from './sqlite/store.js';

export const DATABASE_FILE = 'anliu.db';

/** The data layer of one installation: mongoose models over one SQLite file or one MongoDB database. */
export interface Storage {
  readonly kind: 'sqlite' | 'mongodb';
  readonly connection: Connection;
  /** The SQLite file, or the MongoDB database's name. */
  readonly location: string;
  /** A model of this connection; the same name gives the same model. Its indexes are built in the background, see `ready`. */
  model<T>(name: string, schema: Schema<T>): Model<T>;
  /** Resolves when the indexes of every model so far exist. @throws the first error, e.g. stored documents that violate a new unique index */
  ready(): Promise<void>;
  /** What is committed now, taken before this call returns; undefined on MongoDB, which has tools of its own. */
  snapshot(): DatabaseSnapshot | undefined;
  /** Finishes what was written and releases the database. */
  close(): Promise<void>;
}

/** `file:…/anliu.db`, `file:` + folder, or a plain path of either → the database file. */
export function databaseFile(url: string): string {
  const file = url.startsWith('file://')
    ? fileURLToPath(url)
    : url.startsWith('file:')
      ? url.slice('file:'.length)
      : url;
  const isFolder = fs.existsSync(file) ? fs.statSync(file).isDirectory() : path.extname(file) === '';
  return path.resolve(isFolder ? path.join(file, DATABASE_FILE) : file);
}

/**
 * Opens the data layer. `mongodb://` and `mongodb+srv://` use MongoDB with majority writes; everything else is a SQLite file or
 * its folder, created when missing. A write's promise resolves only when the write is durable, on either.
 * @throws when the database cannot be opened, is in use by another process, or cannot be reached
 */
export async function connect(url: string): Promise<Storage> {
  const base = new mongoose.Mongoose();
  // A filter on a field the schema does not know is a mistake; silently dropping it would widen the filter.
  base.set('strictQuery', 'throw');
  if (/^mongodb(\+srv)?:\/\//.test(url)) {
    const connection = await base
      .createConnection(url, {
        writeConcern: { w: 'majority', journal: true },
        readConcern: { level: 'majority' },
        serverSelectionTimeoutMS: 10_000,
      })
      .asPromise();
    return storageOver('mongodb', connection, connection.name);
  }
  base.setDriver(sqliteDriver);
  const file = databaseFile(url);
  const connection = base.createConnection();
  await connection.openUri(file);
  return storageOver('sqlite', connection, file);
}

function storageOver(kind: Storage['kind'], connection: Connection, location: string): Storage {
  return {
    kind,
    connection,
    location,
    model<T>(name: string, schema: Schema<T>): Model<T> {
      return (connection.models[name] as Model<T> | undefined) ?? connection.model<T>(name, schema);
    },
    snapshot: () => (kind === 'sqlite' ? snapshotOf(location) : undefined),
    async ready() {
      for (const model of Object.values(connection.models)) await model.init();
    },
    async close() {
      await Promise.allSettled(Object.values(connection.models).map((model) => model.init()));
      await connection.close();
    },
  };
}

/**
 * Drops the indexes of a collection that its schema does not have: those of an older version that nothing asks any more but every write still
 * pays for. After `ready`.
 */
export async function dropObsoleteIndexes(...models: readonly { cleanIndexes(): Promise<unknown> }[]): Promise<void> {
  for (const model of models) await model.cleanIndexes();
}

/** Writes of rows that are plain data already. */
export interface PlainRows<T> {
  replaceOne(filter: { _id: unknown }, row: T, options: { upsert: boolean }): Promise<unknown>;
  insertMany(rows: readonly T[]): Promise<unknown>;
  bulkWrite(
    operations: readonly (
      | { replaceOne: { filter: { _id: unknown }; replacement: T; upsert: boolean } }
      | { deleteOne: { filter: { _id: unknown } } }
    )[],
    options: { ordered: boolean },
  ): Promise<unknown>;
}

/** For rows that are made, not typed in: written as they are, without what mongoose does to a document that is new to it. */
export const plainRows = <T>(model: Model<T>): PlainRows<T> => model.collection as unknown as PlainRows<T>;

/** One combination of values and how many documents have it; booleans may come as 0 and 1. */
export interface Tallied {
  readonly values: (string | number | boolean | null)[];
  readonly count: number;
}

/**
 * Counts the documents of a collection by the values of some paths, and with `each` once for every element of an array there, as the last
 * value. Reads the whole collection: for starting, not for answering.
 */
export async function tally<T>(
  storage: Storage,
  model: Model<T>,
  paths: readonly string[],
  each?: string,
): Promise<Tallied[]> {
  const store: unknown = storage.connection.db;
  if (store instanceof SqliteStore) return store.rows.tally(model.collection.name, paths, each);
  const all = each === undefined ? paths : [...paths, each];
  const groups = await model.collection
    .aggregate<{ _id: Record<string, unknown>; count: number }>([
      ...(each === undefined ? [] : [{ $unwind: `$${each}` }]),
      {
        $group: {
          _id: Object.fromEntries(all.map((path, i) => [`v${i}`, { $ifNull: [`$${path}`, null] }])),
          count: { $sum: 1 },
        },
      },
    ])
    .toArray();
  return groups.map(({ _id, count }) => ({ values: all.map((_, i) => _id[`v${i}`]) as Tallied['values'], count }));
}

/** For tools and tests: how SQLite would answer a filter; undefined on MongoDB. */
export function explain(
  storage: Storage,
  collection: string,
  filter: Record<string, unknown>,
  sort: readonly (readonly [string, 1 | -1])[] = [],
): { sql: string; exact: boolean; detail: string[] } | undefined {
  const store: unknown = storage.connection.db;
  return store instanceof SqliteStore ? store.rows.explain(collection, filter, sort) : undefined;
}
