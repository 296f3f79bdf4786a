import type { Model } from 'mongoose';
import type { CaseRow } from '../domain/worklist.js';

/** Places for cases opened within one second. */
const PER_SECOND = 1_000_000;

/** Numbers for the rows of cases: a case that was opened later has a larger one. */
export class Order {
  readonly #rows: Model<CaseRow>;
  readonly #next = new Map<number, Promise<{ place: number }>>();

  constructor(rows: Model<CaseRow>) {
    this.#rows = rows;
  }

  async next(createdAt: string): Promise<number> {
    const first = Math.floor(Date.parse(createdAt) / 1000) * PER_SECOND;
    let last = this.#next.get(first);
    if (!last) {
      // Only the second that is now is asked for again and again.
      if (this.#next.size > MAX_SECONDS) this.#next.clear();
      this.#next.set(first, (last = this.#lastOf(first)));
    }
    const counter = await last;
    counter.place += 1;
    return counter.place;
  }

  async #lastOf(first: number): Promise<{ place: number }> {
    const [row] = await this.#rows
      .find({ _id: { $gte: first, $lt: first + PER_SECOND } }, { _id: 1 })
      .sort({ _id: -1 })
      .limit(1)
      .lean<Pick<CaseRow, '_id'>[]>();
    return { place: row?._id ?? first };
  }
}
const MAX_SECONDS = 1_000;
