import { othersTurn } from './others-turn.js';

/** Milliseconds of the thread that say somebody else is at work. */
const BUSY_MS = 1;
/** Others are let go first for at most so long, so that the work comes to an end on the busiest day. */
const PATIENCE_MS = 50;

/**
 * Like {@link othersTurn}, and again as long as others use it: a request needs the thread several times, and would wait for a slice of this
 * work each time.
 */
export async function afterOthers(): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let from = performance.now(); ; from = performance.now()) {
    await othersTurn();
    const now = performance.now();
    if (now - from < BUSY_MS || now > until) return;
  }
}
