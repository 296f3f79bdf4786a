import { ExpressionLimitError } from './errors.js';
import { MAX_MILLISECONDS, MAX_STEPS, MAX_STRING_LENGTH, MIN_STEPS_BEFORE_CLOCK } from './limits.js';
import type { EvaluationOptions } from './types.js';

/** What one evaluation may still use. Every loop, call and data walk spends from it. */
export class Budget {
  readonly #maxSteps: number;
  readonly #maxMilliseconds: number;
  #steps = 0;
  #nextClock = MIN_STEPS_BEFORE_CLOCK;
  #started = performance.now();

  constructor(options: EvaluationOptions | undefined) {
    this.#maxSteps = options?.maxSteps ?? MAX_STEPS;
    this.#maxMilliseconds = options?.maxMilliseconds ?? MAX_MILLISECONDS;
  }

  /** @throws ExpressionLimitError when steps or time are used up */
  spend(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > this.#maxSteps) throw new ExpressionLimitError('steps', this.#maxSteps);
    if (this.#steps < this.#nextClock) return;
    this.#nextClock = this.#steps + 16;
    if (performance.now() - this.#started > this.#maxMilliseconds) {
      throw new ExpressionLimitError('time', this.#maxMilliseconds);
    }
  }

  /** Accepts a string an expression has built, or refuses it as too long. */
  text(value: string): string {
    if (value.length > MAX_STRING_LENGTH) throw new ExpressionLimitError('string-length', MAX_STRING_LENGTH);
    this.spend(1 + (value.length >> 8));
    return value;
  }
}
