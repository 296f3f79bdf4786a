import { notSupported, serverError, ERROR_CODE } from '../errors.js';
import type { BulkCounts } from './bulk.js';
import type { Rows } from './rows.js';
import { keyOf } from './codec.js';
import { sortTerms } from './match.js';
import { applyUpdate, isReplacement, newId, seedFromFilter, type UpdateContext } from './update.js';
import { isRecord, plain, type Document } from './values.js';

export interface UpdateOptions {
  readonly upsert?: boolean;
  readonly arrayFilters?: readonly Document[];
  readonly sort?: unknown;
}

export interface UpdateOutcome {
  matchedCount: number;
  modifiedCount: number;
  upsertedCount: number;
  upsertedId: unknown;
}

export interface Changed {
  before: Document | undefined;
  after: Document | undefined;
  upserted: boolean;
  modified: boolean;
}

const asFilter = (filter: unknown): Document =>
  filter === undefined || filter === null ? {} : (plain(filter) as Document);

/** The document as it will be stored: with `_id`, `_id` first. */
export function withId(document: unknown): Document {
  const copy = plain(document) as Document;
  const { _id = newId(), ...rest } = copy;
  return { _id, ...rest };
}

function replacement(update: unknown, id: unknown): Document {
  const copy = plain(update) as Document;
  if (copy._id !== undefined && id !== undefined && keyOf(copy._id) !== keyOf(id)) {
    throw serverError(ERROR_CODE.immutableField, "The '_id' field cannot be changed to another value");
  }
  const { _id: own, ...rest } = copy;
  return { _id: id ?? own ?? newId(), ...rest };
}

/** Single operations on a collection, each to be run inside one `SqliteDatabase.write`. */
export class Operations {
  readonly rows: Rows;
  constructor(rows: Rows) {
    this.rows = rows;
  }

  insert(collection: string, document: unknown): unknown {
    const complete = withId(document);
    this.rows.insert(collection, complete);
    return complete._id;
  }

  /** Changes the first match (by `sort`) or inserts; the heart of updateOne, replaceOne and findOneAnd… */
  changeOne(collection: string, filter: unknown, update: unknown, options: UpdateOptions = {}): Changed {
    const where = asFilter(filter);
    const [found] = this.rows.select(collection, where, { sort: sortTerms(options.sort), limit: 1, forWriting: true });
    if (!found)
      return options.upsert
        ? this.#upsert(collection, where, update, options)
        : { before: undefined, after: undefined, upserted: false, modified: false };
    // A replacement is a new document; only operators change the found one in place.
    const before = isReplacement(update) ? found.document : structuredBefore(found.document);
    const after = isReplacement(update)
      ? replacement(update, found.document._id)
      : applyUpdate(found.document, update, this.#context(where, options, false));
    return { before, after, upserted: false, modified: this.rows.replace(collection, found.row, after) };
  }

  #context(filter: Document, options: UpdateOptions, inserting: boolean): UpdateContext {
    return {
      filter,
      arrayFilters: (options.arrayFilters ?? []).map((part) => plain(part) as Document),
      inserting,
      now: new Date(),
    };
  }

  #upsert(collection: string, filter: Document, update: unknown, options: UpdateOptions): Changed {
    const seed = seedFromFilter(filter);
    const after = withId(
      isReplacement(update)
        ? replacement(update, seed._id)
        : applyUpdate(seed, update, this.#context(filter, options, true)),
    );
    this.rows.insert(collection, after);
    return { before: undefined, after, upserted: true, modified: false };
  }

  updateOne(collection: string, filter: unknown, update: unknown, options: UpdateOptions = {}): UpdateOutcome {
    const changed = this.changeOne(collection, filter, update, options);
    return {
      matchedCount: changed.before ? 1 : 0,
      modifiedCount: changed.modified ? 1 : 0,
      upsertedCount: changed.upserted ? 1 : 0,
      upsertedId: changed.upserted ? changed.after?._id : null,
    };
  }

  updateMany(collection: string, filter: unknown, update: unknown, options: UpdateOptions = {}): UpdateOutcome {
    const where = asFilter(filter);
    if (isReplacement(update)) throw serverError(ERROR_CODE.badValue, 'updateMany needs update operators');
    const found = this.rows.select(collection, where, { forWriting: true });
    if (!found.length && options.upsert) return this.updateOne(collection, where, update, options);
    let modifiedCount = 0;
    for (const { row, document } of found) {
      if (this.rows.replace(collection, row, applyUpdate(document, update, this.#context(where, options, false))))
        modifiedCount++;
    }
    return { matchedCount: found.length, modifiedCount, upsertedCount: 0, upsertedId: null };
  }

  deleteOne(collection: string, filter: unknown, sort?: unknown): Document | undefined {
    const [found] = this.rows.select(collection, asFilter(filter), {
      sort: sortTerms(sort),
      limit: 1,
      forWriting: true,
    });
    if (found) this.rows.remove(collection, found.row.n);
    return found?.document;
  }

  deleteMany(collection: string, filter: unknown): number {
    const found = this.rows.select(collection, asFilter(filter), { forWriting: true });
    for (const { row } of found) this.rows.remove(collection, row.n);
    return found.length;
  }

  /** One entry of a `bulkWrite`; adds to the counts. */
  bulkStep(collection: string, operation: Document, index: number, counts: BulkCounts): void {
    const [kind, body] = Object.entries(operation)[0] as [string, Document];
    const options = body as UpdateOptions;
    switch (kind) {
      case 'insertOne': {
        counts.insertedIds.push({ index, _id: this.insert(collection, body.document ?? body) });
        counts.nInserted++;
        return;
      }
      case 'updateOne':
      case 'replaceOne':
      case 'updateMany': {
        const outcome =
          kind === 'updateMany'
            ? this.updateMany(collection, body.filter, body.update, options)
            : this.updateOne(collection, body.filter, kind === 'updateOne' ? body.update : body.replacement, options);
        counts.nMatched += outcome.matchedCount;
        counts.nModified += outcome.modifiedCount;
        counts.nUpserted += outcome.upsertedCount;
        if (outcome.upsertedCount) counts.upserted.push({ index, _id: outcome.upsertedId });
        return;
      }
      case 'deleteOne':
        counts.nRemoved += this.deleteOne(collection, body.filter) ? 1 : 0;
        return;
      case 'deleteMany':
        counts.nRemoved += this.deleteMany(collection, body.filter);
        return;
      default:
        throw notSupported(`the bulk operation ${kind}`);
    }
  }
}

/** The document before an update that changes it in place. */
function structuredBefore(document: Document): Document {
  return copyOf(document) as Document;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}
