import mongoose, { Schema } from 'mongoose';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDuplicateKey, type Storage } from '../src/index.js';
import { backEnds } from './back-ends.js';

interface Item {
  no: string;
  state?: string | null;
  rank?: number;
  due?: Date | null;
  owner?: mongoose.Types.ObjectId;
  people: string[];
  problems: { code: string; done: boolean }[];
  extra?: unknown;
  login?: string | null;
  open?: boolean;
}

const itemSchema = () =>
  new Schema<Item>(
    {
      no: { type: String, unique: true },
      state: { type: String, index: true },
      rank: Number,
      due: Date,
      owner: { type: Schema.Types.ObjectId, index: true },
      people: { type: [String], index: true },
      problems: [{ _id: false, code: String, done: Boolean }],
      extra: Schema.Types.Mixed,
      login: { type: String, unique: true, sparse: true },
      open: Boolean,
    },
    { optimisticConcurrency: true },
  )
    .index({ state: 1, rank: -1 })
    .index({ rank: 1, open: 1 }, { unique: true, partialFilterExpression: { open: true } });

for (const backEnd of backEnds) {
  describe(`the storage contract on ${backEnd.name}`, () => {
    let storage: Storage;
    const items = () => storage.model('Item', itemSchema());
    beforeEach(async () => {
      storage = await backEnd.open();
      items();
      await storage.ready();
    });
    afterEach(() => storage.close());
    afterAll(() => backEnd.stop());

    it('keeps every type of value', async () => {
      const owner = new mongoose.Types.ObjectId();
      const extra = {
        a: [1, 'x', null, { d: new Date(0) }],
        dec: mongoose.Types.Decimal128.fromString('1.50'),
        n: -0.1,
        big: 1e21,
        bin: Buffer.from('é'),
        inf: Infinity,
      };
      await items().create({ no: '1', owner, extra, due: new Date('2026-02-28T16:00:00.123Z') });
      const found = await items().findOne({ owner }).lean();
      const read = found!.extra as typeof extra & { bin: mongoose.mongo.Binary };
      expect(found!.due).toEqual(new Date('2026-02-28T16:00:00.123Z'));
      expect(read.a).toEqual(extra.a);
      expect([read.n, read.big, read.inf, String(read.dec)]).toEqual([-0.1, 1e21, Infinity, '1.50']);
      expect(read.bin.toString('utf8')).toBe('é');
    });

    it('drops undefined members and keeps null', async () => {
      await items().collection.insertOne({
        no: 'u',
        state: null,
        extra: { x: 1, y: null },
        people: [],
        problems: [],
      } as never);
      const raw = await items().collection.findOne({ no: 'u' });
      expect(raw!.extra).toEqual({ x: 1, y: null });
      expect(await items().countDocuments({ state: null })).toBe(1);
      expect(await items().countDocuments({ rank: null })).toBe(1);
    });

    it('refuses a second value in a unique index, missing counting as one value unless sparse', async () => {
      await items().create({ no: '1' }, { no: '2' });
      const duplicate = await items()
        .create({ no: '1' })
        .catch((e: unknown) => e);
      expect(isDuplicateKey(duplicate, 'no')).toBe(true);
      await items().collection.insertOne({ people: [] } as never);
      expect(
        isDuplicateKey(
          await items()
            .collection.insertOne({ people: [] } as never)
            .catch((e: unknown) => e),
          'no',
        ),
      ).toBe(true);
      await items().create({ no: '3', login: 'x' });
      expect(
        isDuplicateKey(
          await items()
            .updateOne({ no: '1' }, { login: 'x' })
            .catch((e: unknown) => e),
          'login',
        ),
      ).toBe(true);
      await items().updateOne({ no: '1' }, { login: null });
      expect(
        isDuplicateKey(
          await items()
            .updateOne({ no: '2' }, { login: null })
            .catch((e: unknown) => e),
          'login',
        ),
      ).toBe(true);
    });

    it('shows whoever is refused for a taken value who has it', async () => {
      const outcomes = await Promise.allSettled(
        [1, 2, 3].map((rank) =>
          items()
            .create({ no: 'same', rank })
            .catch(async (error: unknown) => {
              expect(isDuplicateKey(error)).toBe(true);
              expect(await items().findOne({ no: 'same' }).lean()).not.toBeNull();
              throw error;
            }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(isDuplicateKey(outcome.reason)).toBe(true);
    });

    it('holds a partial unique index only where its condition does', async () => {
      await items().create(
        { no: '1', rank: 1, open: true },
        { no: '2', rank: 1, open: false },
        { no: '3', rank: 1, open: false },
      );
      expect(
        isDuplicateKey(
          await items()
            .updateOne({ no: '2' }, { open: true })
            .catch((e: unknown) => e),
        ),
      ).toBe(true);
      await items().updateOne({ no: '1' }, { open: false });
      await items().updateOne({ no: '2' }, { open: true });
      expect(await items().countDocuments({ open: true })).toBe(1);
    });

    it('lets one of two savers win and tells the other', async () => {
      await items().create({ no: '1', state: 'a' });
      const [one, two] = [await items().findOne({ no: '1' }), await items().findOne({ no: '1' })];
      one!.state = 'b';
      await one!.save();
      two!.state = 'c';
      await expect(two!.save()).rejects.toMatchObject({ name: 'VersionError' });
    });

    it('applies every array operator and leaves nothing half done on an error', async () => {
      await items().create({
        no: '1',
        people: ['a', 'b'],
        rank: 1,
        problems: [
          { code: 'A', done: false },
          { code: 'B', done: false },
        ],
      });
      const apply = (update: object, options: object = {}) => items().updateOne({ no: '1' }, update, options);
      await apply({ $push: { people: { $each: ['c', 'd'], $position: 0, $slice: 3 } } });
      await apply({ $addToSet: { people: { $each: ['a', 'z'] } }, $inc: { rank: 2 } });
      await apply({ $pull: { people: { $in: ['d'] } } });
      await apply({ $set: { 'problems.$[p].done': true } }, { arrayFilters: [{ 'p.code': 'B' }] });
      await items().updateOne({ no: '1', 'problems.code': 'A' }, { $set: { 'problems.$.code': 'A1' } });
      await apply({ $set: { 'extra.deep.x': 1 }, $unset: { state: 1 }, $max: { due: new Date(5) } });
      const found = await items().findOne({ no: '1' }).lean();
      expect(found).toMatchObject({
        people: ['c', 'a', 'z'],
        rank: 3,
        problems: [
          { code: 'A1', done: false },
          { code: 'B', done: true },
        ],
        extra: { deep: { x: 1 } },
        due: new Date(5),
      });
      const raw = items().collection;
      await expect(
        raw.updateOne({ no: '1' }, { $set: { state: 'x' }, $push: { rank: 1 } } as never),
      ).rejects.toMatchObject({ code: 2 });
      await expect(raw.updateOne({ no: '1' }, { $inc: { no: 1 } } as never)).rejects.toMatchObject({ code: 14 });
      await expect(raw.updateOne({ no: '1' }, { $set: { 'rank.x': 1 } } as never)).rejects.toMatchObject({ code: 28 });
      await expect(raw.updateOne({ no: '1' }, { $set: { a: 1 }, $inc: { 'a.b': 1 } } as never)).rejects.toMatchObject({
        code: 40,
      });
      await expect(raw.updateOne({ no: '1' }, { $set: { _id: 1 } } as never)).rejects.toMatchObject({ code: 66 });
      expect((await items().findOne({ no: '1' }).lean())?.state).toBeUndefined();
    });

    it('upserts from the filter, with defaults, and says which it did', async () => {
      const first = await items().updateOne(
        { no: 'n', 'extra.a': 1 },
        { $inc: { rank: 1 }, $setOnInsert: { state: 'new' } },
        { upsert: true },
      );
      expect(first).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
      const second = await items().findOneAndUpdate(
        { no: 'n' },
        { $inc: { rank: 1 }, $setOnInsert: { state: 'x' } },
        { upsert: true, returnDocument: 'after', includeResultMetadata: true },
      );
      expect(second.value).toMatchObject({ rank: 2, state: 'new', extra: { a: 1 } });
      expect(second.lastErrorObject).toMatchObject({ n: 1, updatedExisting: true });
      const same = await items().updateOne({ no: 'n' }, { rank: 2 });
      expect(same).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    });

    it('gives every concurrent caller its own number', async () => {
      await items().create({ no: 'seq', rank: 0 });
      const got = await Promise.all(
        Array.from({ length: 40 }, () =>
          items()
            .findOneAndUpdate({ no: 'seq' }, { $inc: { rank: 1 } }, { returnDocument: 'after' })
            .lean(),
        ),
      );
      expect(new Set(got.map((item) => item!.rank)).size).toBe(40);
    });

    it('reports what a bulk write did, keeping what came before the failure', async () => {
      await items().create({ no: '1' });
      const result = await items().bulkWrite([
        { insertOne: { document: { no: '2' } as never } },
        { updateOne: { filter: { no: '1' }, update: { rank: 9 } as never } },
        { updateOne: { filter: { no: '3' }, update: { rank: 9 } as never, upsert: true } },
        { deleteOne: { filter: { no: '2' } } },
      ]);
      expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
      const failed = (await items()
        .insertMany([{ no: '7' }, { no: '1' }, { no: '8' }])
        .catch((e: unknown) => e)) as { code: number; insertedDocs: unknown[] };
      expect([failed.code, failed.insertedDocs.length]).toEqual([11000, 1]);
      const unordered = (await items()
        .insertMany([{ no: '7' }, { no: '9' }], { ordered: false })
        .catch((e: unknown) => e)) as { writeErrors: { index: number }[] };
      expect(unordered.writeErrors.map((e) => e.index)).toEqual([0]);
      expect((await items().distinct('no')).sort()).toEqual(['1', '3', '7', '9']);
    });

    it('sorts, skips, limits, projects, counts and streams', async () => {
      await items().insertMany(
        Array.from({ length: 20 }, (_, i) => ({
          no: `n${i}`,
          state: i % 2 ? 'odd' : 'even',
          rank: i,
          people: [`p${i % 3}`],
        })),
      );
      const page = await items().find({ state: 'odd' }, { no: 1, _id: 0 }).sort({ rank: -1 }).skip(1).limit(3).lean();
      expect(page).toEqual([{ no: 'n17' }, { no: 'n15' }, { no: 'n13' }]);
      expect(await items().countDocuments({ people: { $in: ['p1', 'p2'] } })).toBe(13);
      const seen: number[] = [];
      for await (const item of items()
        .find({ rank: { $gte: 18 } })
        .sort({ rank: 1 })
        .cursor())
        seen.push(item.rank!);
      expect(seen).toEqual([18, 19]);
      expect((await items().find({ no: /^n1/ })).length).toBe(11);
      const groups = await items().aggregate<{ _id: string; n: number }>([
        { $match: { rank: { $lt: 10 } } },
        { $group: { _id: '$state', n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      expect(groups).toEqual([
        { _id: 'even', n: 5 },
        { _id: 'odd', n: 5 },
      ]);
    });

    it('deletes what it says and replaces whole documents', async () => {
      await items().insertMany([
        { no: '1', rank: 1 },
        { no: '2', rank: 1 },
        { no: '3', rank: 2 },
      ]);
      expect((await items().deleteMany({ rank: 1 })).deletedCount).toBe(2);
      expect((await items().findOneAndDelete({ no: '3' }).lean())?.no).toBe('3');
      expect(await items().findOneAndDelete({ no: '3' }).lean()).toBeNull();
      const created = await items().create({ no: '4', rank: 4, state: 's' });
      await items().replaceOne({ no: '4' }, { no: '5' });
      expect(await items().findById(created._id).lean()).toMatchObject({ no: '5', _id: created._id });
      expect((await items().findOne({ no: '5' }).lean())?.state).toBeUndefined();
    });

    it('refuses a filter on a field that the schema does not know', async () => {
      await expect(items().find({ nowhere: 1 } as never)).rejects.toMatchObject({ name: 'StrictModeError' });
    });

    it('keeps text that looks like a query, a path or a type as text', async () => {
      for (const [i, text] of [
        '$where',
        '{"$oid":"65f000000000000000000000"}',
        "'; DROP TABLE c_items; --",
        'a\u0000b',
        '𠮷',
        '%_*',
      ].entries()) {
        await items().create({ no: `t${i}`, state: text });
        expect((await items().find({ state: text }).lean()).map((item) => item.no)).toEqual([`t${i}`]);
      }
    });
  });
}
