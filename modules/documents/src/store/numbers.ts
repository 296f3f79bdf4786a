import { isDuplicateKey, type Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import { formatNumber } from '../domain/number.js';
import { MAX_NUMBER_ATTEMPTS } from '../limits.js';

/** One number that has been given out; its insertion is the allocation, so there is never a gap behind a crash. */
export interface GivenNumber {
  /** For what it was given; the same key gets the same number for ever. */
  _id: string;
  scope: string;
  seq: number;
  copy: number;
  number: string;
  /** Year written in the number; later documents of the chain keep it. */
  year: string;
  at: Date;
}

const schema = new Schema<GivenNumber>(
  {
    _id: String,
    scope: { type: String, required: true },
    seq: { type: Number, required: true },
    copy: { type: Number, required: true },
    number: { type: String, required: true, unique: true },
    year: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'numbers' },
).index({ scope: 1, seq: 1, copy: 1 }, { unique: true });

export class Numbers {
  readonly #model: Model<GivenNumber>;
  constructor(storage: Storage) {
    this.#model = storage.model('Number', schema);
  }

  async find(key: string): Promise<GivenNumber | null> {
    return this.#model.findById(key).lean<GivenNumber | null>();
  }

  /** The next number of a scope, without gaps. */
  async next(key: string, scope: string, year: string, at: Date): Promise<GivenNumber> {
    return this.#take(key, async () => {
      const [last] = await this.#model.find({ scope }).sort({ seq: -1 }).limit(1).lean<GivenNumber[]>();
      return { scope, seq: (last?.seq ?? 0) + 1, copy: 1, year, at };
    });
  }

  /** The sequence of another number of the chain, in another scope. */
  async copy(key: string, scope: string, chain: { seq: number; year: string }, at: Date): Promise<GivenNumber> {
    return this.#take(key, async () => {
      const [last] = await this.#model
        .find({ scope, seq: chain.seq })
        .sort({ copy: -1 })
        .limit(1)
        .lean<GivenNumber[]>();
      return { scope, seq: chain.seq, copy: (last?.copy ?? 0) + 1, year: chain.year, at };
    });
  }

  /** Allocations of this process stand in line, so that only another process can take a proposed number. */
  #line: Promise<unknown> = Promise.resolve();

  #take(key: string, propose: () => Promise<Omit<GivenNumber, '_id' | 'number'>>): Promise<GivenNumber> {
    const mine = this.#line.then(() => this.#allocate(key, propose));
    this.#line = mine.catch(() => undefined);
    return mine;
  }

  async #allocate(key: string, propose: () => Promise<Omit<GivenNumber, '_id' | 'number'>>): Promise<GivenNumber> {
    for (let attempt = 0; attempt < MAX_NUMBER_ATTEMPTS; attempt++) {
      const known = await this.find(key);
      if (known) return known;
      const proposed = await propose();
      const given: GivenNumber = {
        _id: key,
        ...proposed,
        number: formatNumber(proposed.scope, proposed.seq, proposed.copy),
      };
      try {
        await this.#model.create(given);
        return given;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new Error(`no number for ${key} after ${MAX_NUMBER_ATTEMPTS} attempts`);
  }
}
