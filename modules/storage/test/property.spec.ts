import fc from 'fast-check';
import mongoose, { Schema } from 'mongoose';
import { find as mingoFind } from 'mingo';
import { afterAll, describe, expect, it } from 'vitest';
import type { Storage } from '../src/index.js';
import { backEnds } from './back-ends.js';

type Doc = Record<string, unknown> & { _id: number };
type Filter = Record<string, unknown>;

const ids = ['65f000000000000000000001', '65f000000000000000000002'].map((hex) => new mongoose.Types.ObjectId(hex));
const scalar = fc.constantFrom<unknown>(
  0,
  1,
  2,
  -1,
  0.1,
  0.3,
  1e15,
  'a',
  'ab',
  'b',
  '',
  '中',
  '中文',
  '1',
  true,
  false,
  new Date(0),
  new Date('2026-01-01'),
  ...ids,
);
const value = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.constant(null) });
const list = fc.array(scalar, { maxLength: 3 });

/** Every indexed path holds one kind in some runs (SQL decides) and anything in others (SQL narrows, mingo decides). */
const document = fc.record(
  {
    a: fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: list }),
    s: fc.constantFrom('a', 'ab', 'abc', 'b', '中', '中文'),
    t: list,
    n: fc.constantFrom(0, 1, 2, 3, 0.1, 0.2, 0.30000000000000004),
    b: fc.oneof(
      fc.record({ c: value }, { requiredKeys: [] }),
      fc.array(fc.record({ c: scalar }), { minLength: 1, maxLength: 2 }),
    ),
    x: value,
  },
  { requiredKeys: [] },
);

const path = fc.constantFrom('a', 's', 't', 'n', 'b.c', 'x');
const comparison = fc.oneof(
  fc.record({ $eq: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }, { requiredKeys: ['$gte'] }),
  fc.record({ $lte: scalar }),
  fc.constantFrom({ $regex: '^a' }, { $regex: '^ab?' }, { $regex: '^中' }, { $regex: 'b$' }),
);
const leaf: fc.Arbitrary<Filter> = fc
  .tuple(path, fc.oneof(scalar, comparison))
  .map(([key, condition]) => ({ [key]: condition }));
const filter: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([one, two]) => ({ $and: [one, two] })) },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([one, two]) => ({ $or: [one, two] })) },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([one, two]) => ({ $nor: [one, two] })) },
);

/** Places `$set` and friends can always reach, so that an update is refused by all or by none. */
const update = fc.oneof(
  fc.record({
    $set: fc
      .record({ x: value, 'm.k': scalar, a: scalar }, { requiredKeys: [] })
      .filter((fields) => Object.keys(fields).length > 0),
  }),
  fc.record({ $inc: fc.record({ n: fc.constantFrom(1, -2) }) }),
  fc.record({ $unset: fc.constantFrom({ a: 1 }, { 'b.c': 1 }, { x: 1 }) }),
  fc.record({
    $push: fc.record({
      t: fc.oneof(
        scalar,
        fc.record(
          { $each: list, $slice: fc.constantFrom(-2, 0, 2), $position: fc.constantFrom(0, 1, -1) },
          { requiredKeys: ['$each'] },
        ),
      ),
    }),
  }),
  fc.record({ $addToSet: fc.record({ t: fc.oneof(scalar, fc.record({ $each: list })) }) }),
  fc.record({ $pull: fc.record({ t: fc.oneof(scalar, fc.record({ $in: list })) }) }),
  fc.record({ $min: fc.record({ x: scalar }) }),
  fc.record({ $max: fc.record({ x: scalar }) }),
  fc.constant({ $rename: { x: 'y' } }),
  fc.constantFrom({ $pop: { t: 1 } }, { $pop: { t: -1 } }),
);

const sort = fc.constantFrom(
  { a: 1 },
  { s: -1 },
  { n: 1, s: 1 },
  { t: 1 },
  { t: -1 },
  { 'b.c': -1 },
  { s: 1, n: -1 },
  {},
);

const schema = () =>
  new Schema({ _id: Number }, { strict: false, versionKey: false })
    .index({ a: 1 })
    .index({ s: 1, n: -1 })
    .index({ t: 1 })
    .index({ n: 1 })
    .index({ 'b.c': 1 });
const numbered = (documents: Record<string, unknown>[]): Doc[] => documents.map((fields, i) => ({ _id: i, ...fields }));

async function collectionOf(storage: Storage): Promise<mongoose.mongo.Collection<Doc>> {
  const model = storage.model('Thing', schema());
  await storage.ready();
  return model.collection as unknown as mongoose.mongo.Collection<Doc>;
}

const storages = await Promise.all(backEnds.map((backEnd) => backEnd.open()));
const collections = await Promise.all(storages.map(collectionOf));
afterAll(async () => {
  for (const storage of storages) await storage.close();
  for (const backEnd of backEnds) await backEnd.stop();
});

async function refill(documents: Doc[], fresh: boolean): Promise<void> {
  for (const [i, collection] of collections.entries()) {
    if (fresh) await collection.deleteMany({});
    if (fresh && backEnds[i]!.name === 'sqlite') await recreate(collection);
    if (documents.length) await collection.insertMany(documents);
  }
}

/** Paths remember the kinds they have held; only a new table starts without memories. */
async function recreate(collection: mongoose.mongo.Collection<Doc>): Promise<void> {
  const indexes = await collection.listIndexes().toArray();
  await collection.drop();
  for (const index of indexes.slice(1)) await collection.createIndex(index.key as Record<string, 1>);
}

const RUNS = Number(process.env.ANLIU_PROPERTY_RUNS ?? 60);

describe(`random documents on ${backEnds.map((backEnd) => backEnd.name).join(' and ')}`, () => {
  it('are found by random filters exactly as mingo finds them in an array, in every order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(filter, sort), { minLength: 1, maxLength: 6 }),
        async (fields, queries) => {
          const documents = numbered(fields);
          await refill(documents, true);
          for (const [where, order] of queries) {
            const expected = mingoFind<Doc>(documents, where, {}, { scriptEnabled: false })
              .all()
              .map(({ _id }) => _id);
            const byBackEnd = await Promise.all(
              collections.map(async (collection) => ({
                found: (await collection.find(where as never, { sort: { ...order, _id: 1 } as never }).toArray()).map(
                  ({ _id }) => _id,
                ),
                count: await collection.countDocuments(where as never),
                firstTwo: (
                  await collection
                    .find(where as never, { sort: { ...order, _id: 1 } as never, limit: 2, skip: 1 })
                    .toArray()
                ).map(({ _id }) => _id),
              })),
            );
            for (const { found, count, firstTwo } of byBackEnd) {
              expect([...found].sort((x, y) => x - y)).toEqual(expected);
              expect(count).toBe(expected.length);
              expect(firstTwo).toEqual(found.slice(1, 3));
              expect(found).toEqual(byBackEnd[0]!.found);
            }
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: false },
    );
  }, 120_000);

  it('are changed by random updates exactly as on every other back end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(filter, update), { minLength: 1, maxLength: 5 }),
        async (fields, changes) => {
          await refill(numbered(fields), true);
          for (const [where, change] of changes) {
            const outcomes = await Promise.all(
              collections.map(async (collection) => {
                const outcome = await collection.updateMany(where as never, change as never).then(
                  ({ matchedCount }) => ({ matchedCount }),
                  (error: unknown) => ({ code: (error as { code: number }).code }),
                );
                return 'code' in outcome
                  ? outcome
                  : { ...outcome, documents: await collection.find({}, { sort: { _id: 1 } }).toArray() };
              }),
            );
            for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
            if ('code' in outcomes[0]!) return;
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});
