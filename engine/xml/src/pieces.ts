/** Work that stops now and then. Whoever runs it decides whether to go on at once or to let others go first. */
export type InPieces<R> = Generator<void, R, void>;

/** Runs the work without a pause. */
export function toEnd<R>(work: InPieces<R>): R {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
