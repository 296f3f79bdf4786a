import { ERROR } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import { say } from '../sentences.js';
import { MAX_AT_ONCE_PER_PERSON, MAX_WAITING_PER_PERSON } from './limits.js';

/** So many at once per key; the others wait in the order in which they came. Different keys do not wait for each other. */
export class Turns {
  readonly #atOnce: number;
  readonly #maxWaiting: number;
  readonly #refuse: () => Error;
  readonly #lanes = new Map<string, { running: number; waiting: (() => void)[] }>();

  /** `refuse` makes what is thrown when too many wait already. */
  constructor(atOnce: number, maxWaiting: number, refuse: () => Error) {
    this.#atOnce = atOnce;
    this.#maxWaiting = maxWaiting;
    this.#refuse = refuse;
  }

  /** @throws what `refuse` makes, and what the work throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    let lane = this.#lanes.get(key);
    if (!lane) this.#lanes.set(key, (lane = { running: 0, waiting: [] }));
    if (lane.running < this.#atOnce) lane.running += 1;
    else {
      if (lane.waiting.length >= this.#maxWaiting) throw this.#refuse();
      // Whoever ends hands its turn over, so that nobody slips in between.
      const { waiting } = lane;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = lane.waiting.shift();
      if (next) next();
      else {
        lane.running -= 1;
        if (lane.running === 0) this.#lanes.delete(key);
      }
    }
  }
}

export const turnsOfPeople = (): Turns =>
  new Turns(MAX_AT_ONCE_PER_PERSON, MAX_WAITING_PER_PERSON, () => new AppError(429, ERROR.tooMany, say.tooManyWaiting));
