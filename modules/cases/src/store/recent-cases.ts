import type { CaseRecord } from '../domain/case.js';

/**
 * The cases this process has read or written last, so that one step reads its case once. One process writes the cases of an
 * installation, and every write goes through the store, so what is kept here is what is stored; a write that finds another revision
 * than it knew forgets the case. Records are frozen: they are shared by everybody who asked.
 */
export class RecentCases {
  readonly #limit: number;
  readonly #byId = new Map<string, CaseRecord>();
  readonly #idOf = new Map<string, string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(id: string): CaseRecord | undefined {
    const known = this.#byId.get(id);
    if (known) {
      this.#byId.delete(id);
      this.#byId.set(id, known);
    }
    return known;
  }

  byNo(no: string): CaseRecord | undefined {
    const id = this.#idOf.get(no);
    return id === undefined ? undefined : this.get(id);
  }

  /** Keeps a record, unless a newer revision of it is known already; answers the one that is kept. */
  keep(record: CaseRecord): CaseRecord {
    const known = this.#byId.get(record._id);
    if (known && known.rev >= record.rev) return known;
    const kept = deepFreeze(record);
    this.#byId.delete(kept._id);
    this.#byId.set(kept._id, kept);
    this.#idOf.set(kept.no, kept._id);
    for (const [id, oldest] of this.#byId) {
      if (this.#byId.size <= this.#limit) break;
      this.#byId.delete(id);
      this.#idOf.delete(oldest.no);
    }
    return kept;
  }

  /** Follows a write that counts no revision. */
  amend(id: string, change: (record: CaseRecord) => CaseRecord): void {
    const known = this.#byId.get(id);
    if (known) this.#byId.set(id, deepFreeze(change(known)));
  }

  forget(id: string): void {
    const known = this.#byId.get(id);
    if (!known) return;
    this.#byId.delete(id);
    this.#idOf.delete(known.no);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
