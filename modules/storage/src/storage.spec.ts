import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Schema } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, explain, isDuplicateKey, type Storage } from './index.js';
import type { SqliteStore } from './sqlite/store.js';

interface Case {
  no: string;
  state: string;
  region: string;
  people: string[];
  due?: Date;
  problems: { code: string; done: boolean }[];
}

const schema = new Schema<Case>(
  {
    no: { type: String, required: true, unique: true },
    state: { type: String, index: true },
    region: String,
    people: { type: [String], index: true },
    due: Date,
    problems: [{ _id: false, code: String, done: Boolean }],
  },
  { optimisticConcurrency: true, timestamps: true },
).index({ region: 1, due: 1 });

let folder: string;
let storage: Storage;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'storage-'));
  storage = await connect(`file:${folder}`);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const cases = () => storage.model('Case', schema);
const make = (no: string, more: Partial<Case> = {}): Case => ({
  no,
  state: '整改中',
  region: '320724',
  people: ['a'],
  problems: [],
  ...more,
});

describe('the embedded storage', () => {
  it('gives back after reopening what was acknowledged', async () => {
    const Case = cases();
    await Case.create(make('1', { due: new Date('2026-12-01T00:00:00Z') }));
    await storage.close();
    storage = await connect(path.join(folder, 'anliu.db'));
    const found = await cases().findOne({ no: '1' }).lean();
    expect(found?.due).toEqual(new Date('2026-12-01T00:00:00Z'));
    expect(found?._id.constructor.name).toBe('ObjectId');
  });

  it('refuses a second connection to the same file, and says why', async () => {
    await expect(connect(folder)).rejects.toThrow('正被另一个进程使用');
  }, 15_000);

  it('keeps a unique index and names the field', async () => {
    const Case = cases();
    await storage.ready();
    await Case.create(make('1'));
    const error = await Case.create(make('1')).catch((e: unknown) => e);
    expect(isDuplicateKey(error)).toBe(true);
    expect(isDuplicateKey(error, 'no')).toBe(true);
    expect(isDuplicateKey(error, 'state')).toBe(false);
    expect(await Case.countDocuments({})).toBe(1);
  });

  it('lets one of two savers of the same version win', async () => {
    const Case = cases();
    await Case.create(make('1'));
    const [first, second] = [await Case.findOne({ no: '1' }), await Case.findOne({ no: '1' })];
    first!.state = '待复查';
    await first!.save();
    second!.state = '已销号';
    await expect(second!.save()).rejects.toMatchObject({ name: 'VersionError' });
    expect((await Case.findOne({ no: '1' }))?.state).toBe('待复查');
  });

  it('answers filters on indexed paths by index, also into arrays', async () => {
    const Case = cases();
    await storage.ready();
    await Case.insertMany(
      Array.from({ length: 300 }, (_, i) =>
        make(`n${i}`, { people: [`p${i % 7}`, `q${i % 3}`], due: new Date(2026, 0, i) }),
      ),
    );
    expect(await Case.countDocuments({ people: 'p3' })).toBe(43);
    expect(await Case.find({ people: 'p3', state: '整改中' }).sort({ no: 1 }).limit(2).distinct('people')).toContain(
      'p3',
    );
    const byPeople = explain(storage, 'cases', { people: 'p3' });
    expect(byPeople?.exact).toBe(true);
    expect(byPeople?.detail.join('\n')).not.toContain('SCAN c_cases');
    const sorted = explain(storage, 'cases', { region: '320724', due: { $gt: new Date(2026, 1, 1) } }, [['due', 1]]);
    expect(sorted?.detail.join('\n')).toMatch(/USING INDEX i_cases_region_1_due_1/);
    expect(sorted?.detail.join('\n')).not.toContain('TEMP B-TREE');
  });

  it('changes array members in place and refuses an update that cannot be applied', async () => {
    const Case = cases();
    await Case.create(
      make('1', {
        problems: [
          { code: 'A', done: false },
          { code: 'B', done: false },
        ],
      }),
    );
    await Case.updateOne(
      { no: '1', 'problems.code': 'B' },
      { $set: { 'problems.$.done': true }, $push: { people: { $each: ['b', 'c'], $slice: -2 } } },
    );
    const found = await Case.findOne({ no: '1' }).lean();
    expect(found?.problems).toEqual([
      { code: 'A', done: false },
      { code: 'B', done: true },
    ]);
    expect(found?.people).toEqual(['b', 'c']);
    await expect(Case.collection.updateOne({ no: '1' }, { $push: { state: 'x' } } as never)).rejects.toMatchObject({
      code: 2,
    });
  });

  it('upserts once under concurrency and counts without gaps', async () => {
    const Counter = storage.model('Counter', new Schema<{ _id: string; seq: number }>({ _id: String, seq: Number }));
    const got = await Promise.all(
      Array.from({ length: 50 }, () =>
        Counter.findOneAndUpdate({ _id: 'x' }, { $inc: { seq: 1 } }, { upsert: true, returnDocument: 'after' }).lean(),
      ),
    );
    expect(got.map((counter) => counter!.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
  });

  it('removes what an index lets expire, and only that', async () => {
    const sessionSchema = new Schema<{ _id: string; seenAt: Date }>({
      _id: String,
      seenAt: { type: Date, index: { expireAfterSeconds: 1800 } },
    });
    const Session = storage.model('Session', sessionSchema);
    await storage.ready();
    const now = new Date('2026-11-24T10:00:00Z');
    const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    await Session.create(
      { _id: 'over', seenAt: ago(1801) },
      { _id: 'at', seenAt: ago(1800) },
      { _id: 'live', seenAt: ago(1) },
    );
    const store = storage.connection.db as unknown as SqliteStore;
    expect(await store.removeExpired(now)).toBe(1);
    expect((await Session.distinct('_id')).sort()).toEqual(['at', 'live']);
  });

  it('refuses what it cannot keep instead of ignoring it', async () => {
    const Case = cases();
    await storage.ready();
    await expect(storage.connection.startSession()).rejects.toMatchObject({ code: 115 });
    await expect(Case.collection.createIndex({ place: '2dsphere' })).rejects.toMatchObject({ code: 115 });
    await expect(Case.find({}).collation({ locale: 'zh' }).lean()).rejects.toMatchObject({ code: 115 });
    await expect(Case.aggregate([{ $merge: { into: 'x' } } as never])).rejects.toMatchObject({ code: 115 });
    await expect(Case.collection.findOne({ $where: 'true' })).rejects.toMatchObject({ code: 115 });
    await expect(Case.collection.createIndex({ no: 1 }, { sparse: true })).rejects.toMatchObject({ code: 86 });
  });
});
