import { Schema, type Model } from 'mongoose';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explain, type Storage } from '../src/index.js';
import { backEnds } from './back-ends.js';

interface Listed {
  _id: number;
  seen: string[];
  terms: string[];
  kind: string;
  open: boolean;
}

const schema = () =>
  new Schema<Listed>(
    { _id: { type: Number, required: true }, seen: [String], terms: [String], kind: String, open: Boolean },
    { versionKey: false },
  )
    .index({ seen: 1, _id: -1 })
    .index({ seen: 1, kind: 1, _id: -1 })
    .index({ seen: 1, open: 1, _id: -1 })
    .index({ terms: 1, _id: -1 });

for (const backEnd of backEnds) {
  describe(`membership indexes on ${backEnd.name}`, () => {
    let storage: Storage;
    let Row: Model<Listed>;
    beforeEach(async () => {
      storage = await backEnd.open();
      Row = storage.model<Listed>('Listed', schema());
      await storage.ready();
      // One in ten is of kind b, one in a hundred names 消防, and everybody of r1 sees the even ones.
      await Row.insertMany(
        Array.from({ length: 300 }, (_, i) => ({
          _id: i + 1,
          seen: i % 2 ? ['r1', 'p1'] : ['r2'],
          terms: i % 100 === 7 ? ['消防', '消', '防', 'x'] : ['x'],
          kind: i % 10 ? 'a' : 'b',
          open: i % 3 !== 0,
        })),
      );
    });
    afterEach(() => storage.close());
    afterAll(() => backEnd.stop());

    const ids = async (filter: Record<string, unknown>, limit = 3): Promise<number[]> =>
      (await Row.find(filter).sort({ _id: -1 }).limit(limit).lean()).map((row) => row._id);

    it('answers any combination of values newest first', async () => {
      expect(await ids({ seen: 'r1' })).toEqual([300, 298, 296]);
      expect(await ids({ seen: { $in: ['r1', 'r2'] }, kind: 'b' })).toEqual([291, 281, 271]);
      expect(await ids({ seen: 'r1', terms: { $all: ['消防'] } })).toEqual([208, 108, 8]);
      expect(await ids({ seen: 'r2', terms: { $all: ['消防'] } })).toEqual([]);
      expect(await ids({ seen: 'r1', open: true, kind: { $in: ['a'] } }, 2)).toEqual([300, 296]);
      expect(await ids({ $or: [{ terms: { $all: ['消', '防'] } }, { terms: 'nothing' }], seen: 'p1' })).toEqual([
        208, 108, 8,
      ]);
      expect(
        (await Row.find({ seen: 'r1' }).sort({ _id: -1 }).skip(149).limit(3).lean()).map((row) => row._id),
      ).toEqual([2]);
      expect(await Row.countDocuments({ seen: 'r1' })).toBe(150);
      expect(await Row.countDocuments({ seen: 'r1' }, { limit: 100 })).toBe(100);
      expect(await Row.countDocuments({ seen: 'r1', terms: { $all: ['消防'] } }, { limit: 100 })).toBe(3);
    });

    it('follows updates, replacements and removals', async () => {
      await Row.updateOne({ _id: 300 }, { $set: { seen: ['r3'] } });
      await Row.updateMany({ seen: 'r3' }, { $set: { open: false } });
      expect(await ids({ seen: 'r1' }, 1)).toEqual([298]);
      expect(await ids({ seen: 'r3', open: false })).toEqual([300]);
      await Row.deleteOne({ _id: 298 });
      expect(await ids({ seen: 'r1' }, 1)).toEqual([296]);
      await Row.replaceOne({ _id: 5 }, { seen: ['r3'], terms: ['y'], kind: 'c', open: true });
      expect(await ids({ seen: 'r3', terms: 'y' })).toEqual([5]);
      expect(await Row.findOne({ _id: 296 }).lean()).toMatchObject({ kind: 'a' });
    });

    it('walks the index and neither scans nor sorts', () => {
      const found = explain(storage, 'listeds', { seen: { $in: ['r1', 'p1'] }, terms: { $all: ['消防'] } }, [
        ['_id', -1],
      ]);
      if (found === undefined) return;
      expect(found.exact).toBe(true);
      expect(found.detail.join('\n')).toMatch(/VIRTUAL TABLE INDEX[^]*SEARCH .* USING INTEGER PRIMARY KEY/);
      expect(found.detail.join('\n')).not.toMatch(/TEMP B-TREE|SCAN "?c_/);
    });

    it('is there again after the index was made over documents that are stored', async () => {
      await Row.collection.dropIndex('terms_1__id_-1');
      await Row.collection.createIndex({ terms: 1, _id: -1 });
      expect(await ids({ terms: '消防' })).toEqual([208, 108, 8]);
    });
  });
}

describe('membership indexes of the embedded storage', () => {
  it('refuse a document that has no place in the order, and say why', async () => {
    const storage = await backEnds[0]!.open();
    const Row = storage.model<Listed>('Listed', schema());
    await storage.ready();
    await expect(Row.collection.insertOne({ _id: 'x', seen: [] } as never)).rejects.toThrow('positive whole number');
    await storage.close();
  });
});
