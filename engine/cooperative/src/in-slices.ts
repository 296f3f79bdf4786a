import type { InPieces } from './in-pieces.js';
import { afterOthers } from './after-others.js';

/**
 * Runs the work in slices of about so many milliseconds; everything else of the thread (requests, timers) has its turn
 * between two of them, and those who are at work go first. A slice is never shorter than a piece. Rejects with what the work throws.
 */
export async function inSlices<R>(work: InPieces<R>, milliseconds: number): Promise<R> {
  for (;;) {
    const until = performance.now() + milliseconds;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < until);
    await afterOthers();
  }
}
