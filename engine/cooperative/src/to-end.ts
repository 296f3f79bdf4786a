/** Runs the work without a pause and returns its result. What the work throws is thrown. */
export function toEnd<R>(work: Generator<unknown, R, void>): R {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
