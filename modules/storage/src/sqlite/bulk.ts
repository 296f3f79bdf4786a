import mongoose from 'mongoose';

/** One failed operation of a bulk write, in the shape mongoose and MongoDB's driver give it. */
export class BulkOperationError {
  readonly err: { index: number; code: number; errmsg: string; op: unknown };
  constructor(index: number, code: number, errmsg: string, op: unknown) {
    this.err = { index, code, errmsg, op };
  }
  get index(): number {
    return this.err.index;
  }
  get code(): number {
    return this.err.code;
  }
  get errmsg(): string {
    return this.err.errmsg;
  }
}

const byIndex = (entries: readonly { index: number; _id: unknown }[]): Record<number, unknown> =>
  Object.fromEntries(entries.map(({ index, _id }) => [index, _id]));

/** What `bulkWrite` answers; mongoose also creates one itself when nothing is left to do. */
export class BulkWriteResult {
  readonly acknowledged = true;
  result: BulkCounts;
  readonly insertedCount: number;
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly deletedCount: number;
  readonly upsertedCount: number;
  readonly upsertedIds: Record<number, unknown>;
  readonly insertedIds: Record<number, unknown>;

  constructor(counts: BulkCounts) {
    this.result = counts;
    this.insertedCount = counts.nInserted;
    this.matchedCount = counts.nMatched;
    this.modifiedCount = counts.nModified;
    this.deletedCount = counts.nRemoved;
    this.upsertedCount = counts.nUpserted;
    this.upsertedIds = byIndex(counts.upserted);
    this.insertedIds = byIndex(counts.insertedIds);
    Object.defineProperty(this, 'result', { value: counts, enumerable: false, writable: true });
  }
  get ok(): number {
    return this.result.ok;
  }
  isOk(): boolean {
    return this.result.ok === 1;
  }
  getRawResponse(): BulkCounts {
    return this.result;
  }
  hasWriteErrors(): boolean {
    return this.result.writeErrors.length > 0;
  }
  getWriteErrors(): readonly BulkOperationError[] {
    return this.result.writeErrors;
  }
}

/** The error of a bulk write of which some operations failed; those before (or, unordered, around) them are kept. */
export function bulkError(counts: BulkCounts): Error {
  const first = counts.writeErrors[0]!;
  const result = new BulkWriteResult(counts);
  const BulkError = mongoose.mongo.MongoBulkWriteError as unknown as new (error: unknown, result: unknown) => Error;
  return new BulkError(
    { message: first.errmsg, code: first.code, writeErrors: counts.writeErrors, result: counts },
    result,
  );
}

/** What a bulk write has done so far. */
export interface BulkCounts {
  ok: number;
  writeErrors: BulkOperationError[];
  writeConcernErrors: never[];
  insertedIds: { index: number; _id: unknown }[];
  nInserted: number;
  nUpserted: number;
  nMatched: number;
  nModified: number;
  nRemoved: number;
  upserted: { index: number; _id: unknown }[];
}

export const emptyCounts = (): BulkCounts => ({
  ok: 1,
  writeErrors: [],
  writeConcernErrors: [],
  insertedIds: [],
  nInserted: 0,
  nUpserted: 0,
  nMatched: 0,
  nModified: 0,
  nRemoved: 0,
  upserted: [],
});
