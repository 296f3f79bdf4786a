import { AppError, diskProblem } from '@anliu/kit';
import { say } from '../sentences.js';

/** Milliseconds between two tries to write again after the disk was full. */
export const TRY_AGAIN_MS = 2_000;

/**
 * Whether the data can be written and read. Set by the first request that met a full disk, lifted by the first write that succeeds:
 * nobody has to restart anything. A damaged file stays.
 */
export class DiskState {
  #full = false;
  #damaged = false;
  #triedAt = 0;
  readonly #write: () => Promise<unknown>;
  readonly #now: () => number;

  /** `write`: tries to write something to every store. */
  constructor(write: () => Promise<unknown>, now: () => number = Date.now) {
    this.#write = write;
    this.#now = now;
  }

  /** What to answer instead, when the disk is behind an error. */
  explain(error: unknown): AppError | undefined {
    const problem = diskProblem(error);
    if (problem === 'damaged') {
      this.#damaged = true;
      return new AppError(503, 'STORE_DAMAGED', say.storeDamaged, {
        cause: error,
      });
    }
    if (problem !== 'full') return undefined;
    this.#full = true;
    // A small write may still find room where a larger one did not: whoever watches is told for a while in any case.
    this.#triedAt = this.#now();
    return new AppError(503, 'STORE_FULL', say.storeFull, {
      cause: error,
    });
  }

  /** Why the server is not ready; tries to write again when it was full. */
  async problem(): Promise<'store-full' | 'store-damaged' | undefined> {
    if (this.#damaged) return 'store-damaged';
    if (!this.#full) return undefined;
    if (this.#now() - this.#triedAt >= TRY_AGAIN_MS) {
      this.#triedAt = this.#now();
      this.#full = await this.#write().then(
        () => false,
        () => true,
      );
    }
    return this.#full ? 'store-full' : undefined;
  }
}
