import { notFound } from '@anliu/kit';
import { isDuplicateKey, type Storage } from '@anliu/storage';
import type { Model } from 'mongoose';
import type { CaseDraft, CaseRecord } from '../domain/case.js';
import { MAX_WRITE_ATTEMPTS } from '../limits.js';
import { caseModel } from './case-model.js';
import { KeyedQueue } from './keyed-queue.js';

/** Returned by a change that has nothing to write. */
export const UNCHANGED = Symbol('unchanged');

/** Cases as documents; every write is one document and never overwrites what somebody else wrote meanwhile. */
export class CaseStore {
  readonly model: Model<CaseRecord>;
  // Writers of one case in this process queue up instead of repeating each other's work.
  readonly #queue = new KeyedQueue();

  constructor(storage: Storage) {
    this.model = caseModel(storage);
  }

  async find(id: string): Promise<CaseRecord | undefined> {
    return (await this.model.findById(id).lean<CaseRecord | null>()) ?? undefined;
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<CaseRecord> {
    const found = await this.find(id);
    if (!found) throw notFound('没有这个办件，或您无权查看。');
    return found;
  }

  async byNo(no: string): Promise<CaseRecord | undefined> {
    return (await this.model.findOne({ no }).lean<CaseRecord | null>()) ?? undefined;
  }

  async byStartKey(startKey: string): Promise<CaseRecord | undefined> {
    return (await this.model.findOne({ startKey }).lean<CaseRecord | null>()) ?? undefined;
  }

  async childrenOf(id: string): Promise<CaseRecord[]> {
    return this.model.find({ 'parent.id': id }).sort({ no: 1 }).lean<CaseRecord[]>();
  }

  async openStartedBy(person: string): Promise<string[]> {
    const found = await this.model
      .find({ 'startedBy.id': person, closed: false, parent: { $exists: false } }, { _id: 1 })
      .lean<Pick<CaseRecord, '_id'>[]>();
    return found.map((record) => record._id);
  }

  /** Stores a new case; when its start key is taken, the case that has it. */
  async insert(record: CaseRecord): Promise<{ record: CaseRecord; isNew: boolean }> {
    try {
      await this.model.create(record);
      return { record, isNew: true };
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
    return this.#queue.run(id, async () => {
      for (let attempt = 0; attempt < MAX_WRITE_ATTEMPTS; attempt += 1) {
        const current = await this.get(id);
        const draft = structuredClone(current);
        if (apply(draft) === UNCHANGED) return current;
        draft.rev = current.rev + 1;
        const written = await this.model.updateOne({ _id: id, rev: current.rev }, difference(current, draft));
        if (written.modifiedCount === 1) return draft;
      }
      throw new Error(`case ${id} was written by others ${MAX_WRITE_ATTEMPTS} times in a row`);
    });
  }
}

/** The update that makes the one record the other: whole fields, and only those that changed. */
function difference(from: CaseRecord, to: CaseRecord): { $set: object; $unset: object } {
  const set: Record<string, unknown> = {};
  const unset: Record<string, 1> = {};
  const before = new Map<string, unknown>(Object.entries(from));
  for (const [field, value] of Object.entries(to) as [string, unknown][]) {
    if (value === undefined) continue;
    if (JSON.stringify(before.get(field)) !== JSON.stringify(value)) set[field] = value;
    before.delete(field);
  }
  for (const field of before.keys()) unset[field] = 1;
  return { $set: set, $unset: unset };
}
