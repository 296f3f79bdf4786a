/** What was started and has not begun. The last one begins first, once what goes on has come to rest: Camunda 7's order. */
export class Deferred {
  readonly #steps: (() => void)[] = [];

  push(step: () => void): void {
    this.#steps.push(step);
  }

  /** Begins all that waits. */
  settle(): void {
    this.#settleTo(0);
  }

  /** Runs something that comes to rest, with all it started, before whatever was waiting. */
  within(run: () => void): void {
    const before = this.#steps.length;
    run();
    this.#settleTo(before);
  }

  #settleTo(before: number): void {
    while (this.#steps.length > before) this.#steps.pop()?.();
  }
}
