// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- so that packages importing the sources see these types
/// <reference path="./mongoose-internals.d.ts" />
import MongooseCollection from 'mongoose/lib/collection.js';
import { ERROR_CODE, notSupported, serverError } from '../errors.js';
import { bulkError, BulkOperationError, BulkWriteResult, emptyCounts, type BulkCounts } from './bulk.js';
import { SqliteCursor } from './cursor.js';
import { dropSql, refuseConflict, sameSpec, toSpec } from './indexes.js';
import { project, refuseForbidden, runPipeline, sortTerms } from './match.js';
import { fieldProjection } from './projection.js';
import { withId, type Changed, type UpdateOptions, type UpdateOutcome } from './operations.js';
import { SqliteStore } from './store.js';
import { EMPTY, isRecord, plain, reach, sameValue, type Document } from './values.js';

interface FindOptions {
  readonly projection?: unknown;
  readonly sort?: unknown;
  readonly skip?: number;
  readonly limit?: number;
  readonly session?: unknown;
  readonly collation?: unknown;
}

interface ModifyOptions extends UpdateOptions, FindOptions {
  readonly returnDocument?: 'before' | 'after';
  readonly includeResultMetadata?: boolean;
  readonly upsert?: boolean;
}

type Acknowledged<T> = T & { acknowledged: true };
const acknowledged = <T extends object>(result: T): Acknowledged<T> => ({ acknowledged: true, ...result });

/** Refuses what this storage cannot keep rather than ignore it. */
function refuseOptions(options: FindOptions | undefined): void {
  if (options?.session) throw notSupported('a session (multi-document transaction)');
  if (options?.collation) throw notSupported('a collation');
}

/** mongoose's collection over one SQLite table: the part of MongoDB's driver API that mongoose uses. */
export class SqliteCollection extends MongooseCollection {
  /** mongoose waits for this before it builds indexes; there is nothing to wait for, the store opens at once. */
  get collection(): this {
    return this;
  }

  get #store(): SqliteStore {
    const store = this.conn.db;
    if (!(store instanceof SqliteStore) || !store.database.open)
      throw new Error(`the storage is not open (collection ${this.name})`);
    return store;
  }

  #write<T>(options: FindOptions | undefined, work: (store: SqliteStore) => T): Promise<T> {
    try {
      refuseOptions(options);
      const store = this.#store;
      return store.database.write(() => work(store));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  #select(filter: unknown, options: FindOptions = {}): Document[] {
    refuseOptions(options);
    const { rows } = this.#store;
    const wanted = (plain(filter ?? {}) ?? {}) as Document;
    const window = {
      sort: sortTerms(options.sort),
      skip: options.skip ?? 0,
      limit: Math.abs(options.limit ?? 0),
    };
    const fields = fieldProjection(options.projection);
    const parts = fields && rows.selectFields(this.name, wanted, window, fields);
    if (parts) return parts;
    const found = rows.select(this.name, wanted, window);
    return project(
      found.map(({ document }) => document),
      plain(options.projection),
    );
  }

  find(filter?: unknown, options?: FindOptions): SqliteCursor {
    return new SqliteCursor(() => this.#select(filter, options));
  }

  async findOne(filter?: unknown, options?: FindOptions): Promise<Document | null> {
    const [document] = await this.find(filter, { ...options, limit: 1 }).toArray();
    return document ?? null;
  }

  async countDocuments(filter?: unknown, options: FindOptions = {}): Promise<number> {
    refuseOptions(options);
    return Promise.resolve(
      this.#store.rows.count(this.name, plain(filter ?? {}) as Document, options.skip ?? 0, options.limit ?? 0),
    );
  }

  async estimatedDocumentCount(): Promise<number> {
    return this.countDocuments();
  }

  async distinct(path: string, filter?: unknown, options?: FindOptions): Promise<unknown[]> {
    const values: unknown[] = [];
    for (const document of await this.find(filter, { ...options, projection: undefined }).toArray()) {
      for (const value of reach(document, path).values) {
        if (value !== undefined && value !== EMPTY && !values.some((known) => sameValue(known, value)))
          values.push(value);
      }
    }
    return values;
  }

  aggregate(pipeline: Document[] = [], options?: FindOptions): SqliteCursor {
    return new SqliteCursor(() => {
      refuseOptions(options);
      const stages = plain(pipeline) as Document[];
      refuseForbidden(stages);
      const rest = stages.findIndex((stage) => !('$match' in stage));
      const matches = (rest < 0 ? stages : stages.slice(0, rest)).map((stage) => stage.$match as Document);
      const filter = matches.length > 1 ? { $and: matches } : (matches[0] ?? {});
      const source = this.#select(filter);
      const read = (collection: string): Document[] =>
        this.#store.rows.select(collection, {}).map(({ document }) => document);
      return rest < 0 ? source : runPipeline(source, stages.slice(rest), read);
    });
  }

  async insertOne(document: Document, options?: FindOptions): Promise<Acknowledged<{ insertedId: unknown }>> {
    const insertedId = await this.#write(options, ({ operations }) => operations.insert(this.name, document));
    return acknowledged({ insertedId });
  }

  /** All documents in one commit. A refused document stops an ordered insert; those before it are kept. */
  async insertMany(
    documents: readonly unknown[],
    options: FindOptions & { ordered?: boolean } = {},
  ): Promise<Acknowledged<{ insertedCount: number; insertedIds: Record<number, unknown> }>> {
    const complete = documents.map(withId);
    const result = await this.bulkWrite(
      complete.map((document) => ({ insertOne: { document } })),
      options,
    );
    return acknowledged({ insertedCount: result.insertedCount, insertedIds: result.insertedIds });
  }

  async bulkWrite(
    operations: readonly Document[],
    options: FindOptions & { ordered?: boolean } = {},
  ): Promise<BulkWriteResult> {
    const counts = await this.#write(options, (store) => this.#bulk(store, operations, options.ordered !== false));
    if (counts.writeErrors.length) throw bulkError(counts);
    return new BulkWriteResult(counts);
  }

  #bulk(store: SqliteStore, operations: readonly Document[], ordered: boolean): BulkCounts {
    const counts = emptyCounts();
    for (const [index, operation] of operations.entries()) {
      try {
        store.database.nested(() => store.operations.bulkStep(this.name, operation, index, counts));
      } catch (error) {
        // Only what MongoDB would report per operation; a full disk ends the whole write.
        const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
        if (typeof code !== 'number') throw error;
        counts.writeErrors.push(new BulkOperationError(index, code, (error as Error).message, operation));
        if (ordered) break;
      }
    }
    return counts;
  }

  async updateOne(
    filter: unknown,
    update: unknown,
    options?: UpdateOptions & FindOptions,
  ): Promise<Acknowledged<UpdateOutcome>> {
    return acknowledged(
      await this.#write(options, ({ operations }) => operations.updateOne(this.name, filter, update, options)),
    );
  }

  async updateMany(
    filter: unknown,
    update: unknown,
    options?: UpdateOptions & FindOptions,
  ): Promise<Acknowledged<UpdateOutcome>> {
    return acknowledged(
      await this.#write(options, ({ operations }) => operations.updateMany(this.name, filter, update, options)),
    );
  }

  async replaceOne(
    filter: unknown,
    replacement: unknown,
    options?: UpdateOptions & FindOptions,
  ): Promise<Acknowledged<UpdateOutcome>> {
    return this.updateOne(filter, replacement, options);
  }

  async deleteOne(filter: unknown, options?: FindOptions): Promise<Acknowledged<{ deletedCount: number }>> {
    const removed = await this.#write(options, ({ operations }) => operations.deleteOne(this.name, filter));
    return acknowledged({ deletedCount: removed ? 1 : 0 });
  }

  async deleteMany(filter: unknown, options?: FindOptions): Promise<Acknowledged<{ deletedCount: number }>> {
    return acknowledged({
      deletedCount: await this.#write(options, ({ operations }) => operations.deleteMany(this.name, filter)),
    });
  }

  async findOneAndUpdate(filter: unknown, update: unknown, options: ModifyOptions = {}): Promise<unknown> {
    const changed = await this.#write(options, ({ operations }) =>
      operations.changeOne(this.name, filter, update, options),
    );
    return this.#modified(changed, options.returnDocument === 'after' ? changed.after : changed.before, options);
  }

  async findOneAndReplace(filter: unknown, replacement: unknown, options: ModifyOptions = {}): Promise<unknown> {
    return this.findOneAndUpdate(filter, replacement, options);
  }

  async findOneAndDelete(filter: unknown, options: ModifyOptions = {}): Promise<unknown> {
    const before = await this.#write(options, ({ operations }) =>
      operations.deleteOne(this.name, filter, options.sort),
    );
    return this.#modified({ before, after: undefined, upserted: false, modified: false }, before, options);
  }

  #modified(changed: Changed, document: Document | undefined, options: ModifyOptions): unknown {
    const [value] = document ? project([document], plain(options.projection)) : [];
    if (!options.includeResultMetadata) return value ?? null;
    return {
      value: value ?? null,
      ok: 1,
      lastErrorObject: {
        n: changed.before || changed.upserted ? 1 : 0,
        updatedExisting: changed.before !== undefined && changed.after !== undefined,
        ...(changed.upserted ? { upserted: changed.after?._id } : {}),
      },
    };
  }

  /** Idempotent for the same index. @throws code 86 for another index of that name or key, 11000 when stored documents violate it */
  async createIndex(fields: unknown, options?: Document): Promise<string> {
    return this.#write(undefined, ({ catalog, rows }) => {
      const spec = toSpec(plain(fields), isRecord(options) ? (plain(options) as Document) : {});
      const info = catalog.ensure(this.name);
      const known = info.indexes.get(spec.name);
      if (known && sameSpec(known, spec)) return spec.name;
      refuseConflict(info, spec);
      rows.addIndex(this.name, spec);
      return spec.name;
    });
  }

  async dropIndex(name: string): Promise<void> {
    return this.#write(undefined, ({ catalog, database, rows }) => {
      const info = catalog.ensure(this.name);
      const spec = info.indexes.get(name);
      if (!spec) throw serverError(ERROR_CODE.indexNotFound, `index not found with name [${name}]`);
      for (const sql of dropSql(info, spec)) database.writer.exec(sql);
      const { info: left } = catalog.removeIndex(info, name);
      rows.rebuildMembers(left, spec);
    });
  }

  listIndexes(): { toArray: () => Promise<Document[]> } {
    return {
      toArray: () => {
        const specs = [...(this.#store.catalog.committed(this.name)?.indexes.values() ?? [])];
        const described = specs.map((spec): Document => ({
          v: 2,
          key: spec.key,
          name: spec.name,
          ...(spec.unique ? { unique: true } : {}),
          ...(spec.sparse ? { sparse: true } : {}),
          ...(spec.partial ? { partialFilterExpression: spec.partial } : {}),
          ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: spec.expireAfterSeconds }),
        }));
        return Promise.resolve([{ v: 2, key: { _id: 1 }, name: '_id_' }, ...described]);
      },
    };
  }

  async indexes(): Promise<Document[]> {
    return this.listIndexes().toArray();
  }

  async drop(): Promise<boolean> {
    return this.#write(undefined, ({ catalog }) => catalog.drop(this.name));
  }

  watch(): never {
    throw notSupported('watch');
  }
}
