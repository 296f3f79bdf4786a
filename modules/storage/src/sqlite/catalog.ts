import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import type { CollectionInfo, IndexSpec } from './collection-info.js';
import type { SqliteDatabase } from './database.js';
import { memberPaths } from './members.js';
import { KIND } from './values.js';

const { EJSON } = mongoose.mongo.BSON;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** Hexadecimal digits that tell two index definitions apart. */
const HASH_LENGTH = 16;
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);

/** A path that SQL can address: no empty or numeric segments, no quotes. */
export const addressable = (path: string): boolean =>
  path.split('.').every((segment) => /^[^"\\.]+$/.test(segment) && !/^\d+$/.test(segment));

/** The SQL expression of a path. The primary key has its own column. */
export const expression = (path: string): string =>
  path === '_id'
    ? '_id'
    : `json_extract(doc, '$${path
        .split('.')
        .map((segment) => `."${segment.replaceAll("'", "''")}"`)
        .join('')}')`;

/** Table of the single values that a path holds in each document; exists from the moment a document holds an array there. */
export const elementTable = (collection: string, path: string): string => quoted(`e_${collection}_${shortHash(path)}`);
export const memberTable = (collection: string): string => quoted(`m_${collection}`);
export const indexName = (collection: string, name: string): string => quoted(`i_${collection}_${name}`);

/**
 * The catalogue of collections. The writer plans with what it has just written, readers with what is committed:
 * `committed` is replaced only when a transaction has ended.
 */
export class Catalog {
  readonly #database: SqliteDatabase;
  #current = new Map<string, CollectionInfo>();
  #committed = new Map<string, CollectionInfo>();
  #dirty = false;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    database.writer.exec(`
      CREATE TABLE IF NOT EXISTS "_collections" (name TEXT PRIMARY KEY) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_indexes" (collection TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, PRIMARY KEY (collection, name)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_paths" (collection TEXT NOT NULL, path TEXT NOT NULL, kinds INTEGER NOT NULL, PRIMARY KEY (collection, path)) WITHOUT ROWID;
    `);
    this.#load();
    this.#committed = new Map(this.#current);
    database.onSettled = (committed) => this.#settled(committed);
    database.onUndone = () => this.#reload();
  }

  #load(): void {
    this.#current = new Map();
    const { writer } = this.#database;
    for (const { name } of writer.prepare('SELECT name FROM "_collections"').all() as { name: string }[]) {
      const specs = writer.prepare('SELECT spec FROM "_indexes" WHERE collection = ?').all(name) as { spec: string }[];
      const paths = writer.prepare('SELECT path, kinds FROM "_paths" WHERE collection = ?').all(name) as {
        path: string;
        kinds: number;
      }[];
      const indexes = specs.map(({ spec }) => EJSON.parse(spec) as IndexSpec);
      this.#current.set(name, {
        name,
        table: quoted(`c_${name}`),
        indexes: new Map(indexes.map((index) => [index.name, index])),
        kinds: new Map(paths.map(({ path, kinds }) => [path, kinds])),
        members: memberPaths(indexes),
      });
    }
  }

  #settled(committed: boolean): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    if (!committed) this.#load();
    this.#committed = new Map(this.#current);
  }

  /** Forgets what an undone write told the catalogue. */
  #reload(): void {
    if (this.#dirty) this.#load();
  }

  names(): string[] {
    return [...this.#committed.keys()];
  }

  /** What readers may rely on; undefined when the collection does not exist yet. */
  committed(name: string): CollectionInfo | undefined {
    return this.#committed.get(name);
  }

  current(name: string): CollectionInfo | undefined {
    return this.#current.get(name);
  }

  /** Inside a write. Creates the collection's table on first use. */
  ensure(name: string): CollectionInfo {
    const known = this.#current.get(name);
    if (known) return known;
    const info: CollectionInfo = {
      name,
      table: quoted(`c_${name}`),
      indexes: new Map(),
      kinds: new Map([['_id', 0]]),
      members: [],
    };
    this.#dirty = true;
    this.#database.writer.exec(
      `CREATE TABLE IF NOT EXISTS ${info.table} (n INTEGER PRIMARY KEY, _id NOT NULL UNIQUE, doc TEXT NOT NULL)`,
    );
    this.#database.writer.prepare('INSERT OR IGNORE INTO "_collections" (name) VALUES (?)').run(name);
    this.#setKinds(name, '_id', 0);
    this.#current.set(name, info);
    return info;
  }

  #setKinds(name: string, path: string, kinds: number): void {
    this.#database
      .statement(
        this.#database.writer,
        'INSERT INTO "_paths" (collection, path, kinds) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET kinds = excluded.kinds',
      )
      .run(name, path, kinds);
  }

  /** Inside a write. Adds kinds to a path; tells whether this was the first array there. */
  widen(info: CollectionInfo, path: string, kinds: number): { info: CollectionInfo; becameArray: boolean } {
    const before = info.kinds.get(path) ?? 0;
    const after = before | kinds;
    if (after === before && info.kinds.has(path)) return { info, becameArray: false };
    this.#dirty = true;
    this.#setKinds(info.name, path, after);
    const next = { ...info, kinds: new Map(info.kinds).set(path, after) };
    this.#current.set(info.name, next);
    return { info: next, becameArray: (after & KIND.array) !== 0 && (before & KIND.array) === 0 };
  }

  /** Inside a write. Records an index; its SQL objects are the caller's. */
  addIndex(info: CollectionInfo, spec: IndexSpec): CollectionInfo {
    this.#dirty = true;
    this.#database.writer
      .prepare('INSERT INTO "_indexes" (collection, name, spec) VALUES (?, ?, ?)')
      .run(info.name, spec.name, EJSON.stringify(spec));
    const indexes = new Map(info.indexes).set(spec.name, spec);
    const next = { ...info, indexes, members: memberPaths(indexes.values()) };
    this.#current.set(info.name, next);
    return next;
  }

  /** Inside a write. Forgets an index and the paths that no other index needs; answers those paths. */
  removeIndex(info: CollectionInfo, name: string): { info: CollectionInfo; unused: string[] } {
    this.#dirty = true;
    this.#database.writer.prepare('DELETE FROM "_indexes" WHERE collection = ? AND name = ?').run(info.name, name);
    const indexes = new Map(info.indexes);
    indexes.delete(name);
    const needed = new Set(['_id', ...[...indexes.values()].flatMap((spec) => Object.keys(spec.key))]);
    const kinds = new Map(info.kinds);
    const unused = [...kinds.keys()].filter((path) => !needed.has(path));
    for (const path of unused) {
      kinds.delete(path);
      this.#database.writer.prepare('DELETE FROM "_paths" WHERE collection = ? AND path = ?').run(info.name, path);
    }
    const next = { ...info, indexes, kinds, members: memberPaths(indexes.values()) };
    this.#current.set(info.name, next);
    return { info: next, unused };
  }

  /** Inside a write. Drops a collection with everything that belongs to it. */
  drop(name: string): boolean {
    const info = this.#current.get(name);
    if (!info) return false;
    this.#dirty = true;
    const { writer } = this.#database;
    for (const path of info.kinds.keys()) writer.exec(`DROP TABLE IF EXISTS ${elementTable(name, path)}`);
    writer.exec(`DROP TABLE IF EXISTS ${memberTable(name)}`);
    writer.exec(`DROP TABLE IF EXISTS ${info.table}`);
    for (const [table, column] of [
      ['_collections', 'name'],
      ['_indexes', 'collection'],
      ['_paths', 'collection'],
    ] as const) {
      writer.prepare(`DELETE FROM "${table}" WHERE ${column} = ?`).run(name);
    }
    this.#current.delete(name);
    return true;
  }
}
