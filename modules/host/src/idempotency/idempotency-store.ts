import { Schema, type Model } from 'mongoose';
import { fingerprint, invalid, keyReused, type IdempotencyService, type IdempotentCommand } from '@anliu/kit';
import type { Storage } from '@anliu/storage';
import { say } from '../sentences.js';

/** How long an answer is remembered (milliseconds), and how long a key may be. */
const REMEMBERED_MS = 24 * 60 * 60_000;
const MAX_KEY_LENGTH = 200;

interface StoredAnswer {
  _id: string;
  request: string;
  /** JSON text; `undefined` is stored as an empty text. */
  answer: string;
  expiresAt: Date;
}

/** Remembers the answers of commands by the key their sender gave them. */
export class IdempotencyStore implements IdempotencyService {
  readonly #model: Model<StoredAnswer>;
  readonly #now: () => Date;
  readonly #running = new Map<string, { request: string; answer: Promise<unknown> }>();

  constructor(storage: Storage, now: () => Date = () => new Date()) {
    this.#model = storage.model(
      'IdempotentAnswer',
      new Schema<StoredAnswer>(
        {
          _id: { type: String, required: true },
          request: { type: String, required: true },
          answer: String,
          expiresAt: { type: Date, required: true, index: true },
        },
        { collection: 'idempotent_answers', versionKey: false },
      ),
    );
    this.#now = now;
  }

  async once<T>(command: IdempotentCommand, work: () => Promise<T>): Promise<T> {
    if (command.key.length > MAX_KEY_LENGTH) throw invalid(say.idempotencyKeyTooLong({ max: MAX_KEY_LENGTH }));
    const id = fingerprint([command.person, command.operation, command.key]);
    const request = fingerprint(command.request);
    const running = this.#running.get(id);
    if (running) {
      if (running.request !== request) throw keyReused();
      return (await running.answer) as T;
    }
    const answer = this.#answer(id, request, work);
    this.#running.set(id, { request, answer });
    try {
      return (await answer) as T;
    } finally {
      this.#running.delete(id);
    }
  }

  async #answer(id: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const stored = await this.#model.findById(id).lean<StoredAnswer>();
    if (stored && stored.expiresAt > this.#now()) {
      if (stored.request !== request) throw keyReused();
      return stored.answer ? (JSON.parse(stored.answer) as unknown) : undefined;
    }
    const result = await work();
    const answer = result === undefined ? '' : JSON.stringify(result);
    const expiresAt = new Date(this.#now().getTime() + REMEMBERED_MS);
    await this.#model.updateOne({ _id: { $eq: id } }, { $set: { request, answer, expiresAt } }, { upsert: true });
    return result;
  }

  async sweep(): Promise<void> {
    await this.#model.deleteMany({ expiresAt: { $lt: this.#now() } });
  }
}
