import { setImmediate } from 'node:timers/promises';
import type { InPieces } from '@anliu/engine-xml';
import { MAX_SLICE_MS } from './limits.js';

/** Runs work that comes in pieces; lets everything else have its turn after every slice. */
export async function inSlices<R>(work: InPieces<R>): Promise<R> {
  for (;;) {
    const until = performance.now() + MAX_SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < until);
    await setImmediate();
  }
}
