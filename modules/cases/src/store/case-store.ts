import { notFound } from '@anliu/kit';
import { isDuplicateKey, type Storage } from '@anliu/storage';
import type { Model } from 'mongoose';
import type { CaseDraft, CaseRecord } from '../domain/case.js';
import { MAX_RECENT_CASES, MAX_WRITE_ATTEMPTS } from '../limits.js';
import { caseModel } from './case-model.js';
import { KeyedQueue } from './keyed-queue.js';
import { RecentCases } from './recent-cases.js';
import { say } from '../sentences.js';

/** Returned by a change that has nothing to write. */
export const UNCHANGED = Symbol('unchanged');

/** Cases as documents; every write is one document and never overwrites what somebody else wrote meanwhile. */
export class CaseStore {
  readonly model: Model<CaseRecord>;
  // Writers of one case in this process queue up instead of repeating each other's work.
  readonly #queue = new KeyedQueue();
  readonly #recent = new RecentCases(MAX_RECENT_CASES);

  constructor(storage: Storage) {
    this.model = caseModel(storage);
  }

  async find(id: string): Promise<CaseRecord | undefined> {
    const known = this.#recent.get(id);
    if (known) return known;
    return this.#kept(await this.model.findById(id).lean<CaseRecord | null>());
  }

  #kept(record: CaseRecord | null): CaseRecord | undefined {
    return record ? this.#recent.keep(record) : undefined;
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<CaseRecord> {
    const found = await this.find(id);
    if (!found) throw notFound(say.notSeen);
    return found;
  }

  async byNo(no: string): Promise<CaseRecord | undefined> {
    return this.#recent.byNo(no) ?? this.#kept(await this.model.findOne({ no }).lean<CaseRecord | null>());
  }

  async byStartKey(startKey: string): Promise<CaseRecord | undefined> {
    return (await this.model.findOne({ startKey }).lean<CaseRecord | null>()) ?? undefined;
  }

  async childrenOf(id: string): Promise<CaseRecord[]> {
    return (await this.model.find({ 'parent.id': id }).sort({ no: 1 }).lean<CaseRecord[]>()).map((child) =>
      this.#recent.keep(child),
    );
  }

  /** In the order in which they were opened, those after the case of that number. */
  page(afterNo: string | undefined, limit: number): Promise<CaseRecord[]> {
    return this.model
      .find(afterNo === undefined ? {} : { no: { $gt: afterNo } })
      .sort({ no: 1 })
      .limit(limit)
      .lean<CaseRecord[]>();
  }

  /** Cases with pending commands; `everywhere` also finds those written before `waits` was kept. */
  async waiting(everywhere: boolean): Promise<CaseRecord[]> {
    return this.model.find(everywhere ? { 'pending.0': { $exists: true } } : { waits: true }).lean<CaseRecord[]>();
  }

  /** How many cases `waiting` finds in a running server. */
  countWaiting(): Promise<number> {
    return this.model.countDocuments({ waits: true }).exec();
  }

  async openRevisions(): Promise<{ id: string; rev: number }[]> {
    const found = await this.model.find({ closed: false }, { rev: 1 }).lean<Pick<CaseRecord, '_id' | 'rev'>[]>();
    return found.map(({ _id, rev }) => ({ id: _id, rev }));
  }

  /** Stores a new case; when its start key is taken, the case that has it. */
  async insert(record: CaseRecord): Promise<{ record: CaseRecord; isNew: boolean }> {
    noteWaiting(record);
    try {
      await this.model.create(record);
      return { record: this.#recent.keep(record), isNew: true };
    } catch (error) {
      if (!isDuplicateKey(error, 'startKey')) throw error;
      const existing = await this.byStartKey(record.startKey);
      if (!existing) throw error;
      return { record: existing, isNew: false };
    }
  }

  /**
   * Changes one case by a function of its current content; repeated when somebody else wrote in between, so the function must have no
   * other effects. What it throws reaches the caller and nothing is written.
   * @throws AppError 404, Error after `MAX_WRITE_ATTEMPTS`
   */
  async change(id: string, apply: (draft: CaseDraft) => void | typeof UNCHANGED): Promise<CaseRecord> {
    const { record } = await this.changeTogether(id, (draft) => Promise.resolve(apply(draft) ?? []));
    return record;
  }

  /**
   * Like `change`, for a function that also says what else follows from the change. Case and followers are written in the same turn:
   * with SQLite in one commit; with MongoDB the followers must stand repetition. A case that did not change is not written.
   * @throws AppError 404, Error after `MAX_WRITE_ATTEMPTS`
   */
  async changeTogether(
    id: string,
    apply: (draft: CaseDraft, current: CaseRecord) => Promise<readonly Write[] | typeof UNCHANGED>,
  ): Promise<{ record: CaseRecord; isChanged: boolean }> {
    return this.#queue.run(id, async () => {
      for (let attempt = 0; attempt < MAX_WRITE_ATTEMPTS; attempt += 1) {
        const current = await this.get(id);
        const draft = structuredClone(current);
        const followers = await apply(draft, current);
        noteWaiting(draft);
        if (followers === UNCHANGED) return { record: current, isChanged: false };
        const changes = difference(current, draft);
        const isChanged = changes !== undefined;
        const [isWritten] = await Promise.all([
          isChanged ? this.#write(current, draft, changes) : true,
          ...followers.map((write) => write()),
        ]);
        if (isWritten) return { record: isChanged ? this.#recent.keep(draft) : current, isChanged };
        this.#recent.forget(id);
      }
      throw new Error(`case ${id} was written by others ${MAX_WRITE_ATTEMPTS} times in a row`);
    });
  }

  async #write(current: CaseRecord, draft: CaseDraft, changes: Difference): Promise<boolean> {
    draft.rev = current.rev + 1;
    changes.$set.rev = draft.rev;
    const written = await this.model.updateOne({ _id: current._id, rev: current.rev }, changes);
    return written.modifiedCount === 1;
  }

  /** Takes audit records out of their cases that reached the trail: many at once, without counting a revision. */
  async removeAudits(done: ReadonlyMap<string, readonly string[]>): Promise<void> {
    await this.model.bulkWrite(
      [...done].map(([_id, keys]) => ({
        updateOne: { filter: { _id }, update: { $pull: { audits: { key: { $in: [...keys] } } } } },
      })),
      // Nobody waits for this, and a case that was changed meanwhile must not look changed once more.
      { timestamps: false },
    );
    for (const [id, keys] of done)
      this.#recent.amend(id, (record) => ({
        ...record,
        ...(record.audits ? { audits: record.audits.filter(({ key }) => !keys.includes(key)) } : {}),
      }));
  }

  /** Takes a case back whose start the engine refused. */
  async remove(id: string): Promise<void> {
    await this.model.deleteOne({ _id: id });
    this.#recent.forget(id);
  }
}

/** So that what is pending is found without looking through all cases. */
function noteWaiting(record: CaseDraft): void {
  if (record.pending.length > 0) record.waits = true;
  else delete record.waits;
}

/** One write that follows from a change of a case; started in the same turn as the case's own. */
export type Write = () => Promise<unknown>;

interface Difference {
  $set: Record<string, unknown>;
  $unset: Record<string, 1>;
}

/** The update that makes the one record the other: whole fields, and only those that changed; undefined when none did. */
function difference(from: CaseRecord, to: CaseRecord): Difference | undefined {
  const set: Record<string, unknown> = {};
  const unset: Record<string, 1> = {};
  const before = new Map<string, unknown>(Object.entries(from));
  for (const [field, value] of Object.entries(to) as [string, unknown][]) {
    if (value === undefined) continue;
    if (JSON.stringify(before.get(field)) !== JSON.stringify(value)) set[field] = value;
    before.delete(field);
  }
  for (const field of before.keys()) unset[field] = 1;
  return Object.keys(set).length + Object.keys(unset).length === 0 ? undefined : { $set: set, $unset: unset };
}
