import type { Storage } from '@anliu/storage';
import { Schema } from 'mongoose';

interface StoredCursor {
  _id: string;
  seq: number;
}

const schema = new Schema<StoredCursor>(
  { _id: { type: String, required: true }, seq: { type: Number, required: true } },
  { versionKey: false },
);

/** How far a consumer has read the engine's events; survives restarts. */
export class EventCursor {
  readonly #model;
  readonly #name: string;
  constructor(storage: Storage, name: string) {
    this.#model = storage.model<StoredCursor>('EventCursor', schema);
    this.#name = name;
  }
  async read(): Promise<number> {
    return (await this.#model.findById(this.#name).lean<StoredCursor | null>())?.seq ?? 0;
  }
  async write(seq: number): Promise<void> {
    await this.#model.updateOne({ _id: this.#name }, { $set: { seq } }, { upsert: true });
  }
}
