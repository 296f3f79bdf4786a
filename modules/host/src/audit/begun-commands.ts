import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Schema, type Model } from 'mongoose';
import type { AuditEntry, Logger } from '@anliu/kit';
import type { Storage } from '@anliu/storage';

interface BegunCommand {
  _id: string;
  at: Date;
  action: string;
  target: string;
  by: string;
}

interface Running {
  readonly id: string;
  recorded: number;
}

/**
 * Commands that were begun and whose record is not in the trail yet. Each is noted before its handler runs; when the server dies in
 * between, the next start records it as interrupted, so that nothing that may have been applied is missing from the trail. The records
 * a command writes carry its number as key: what was recorded before the crash is not recorded again.
 */
export class BegunCommands {
  readonly #model: Model<BegunCommand>;
  readonly #log: Logger;
  readonly #scope = new AsyncLocalStorage<Running>();
  readonly #ending = new Set<Promise<unknown>>();

  constructor(storage: Storage, log: Logger) {
    const text = { type: String, required: true } as const;
    this.#model = storage.model(
      'BegunCommand',
      new Schema<BegunCommand>(
        { _id: text, at: { type: Date, required: true }, action: text, target: { type: String }, by: text },
        { collection: 'begun_commands', versionKey: false },
      ),
    );
    this.#log = log;
  }

  /** Runs a command; whatever `keyed` is given meanwhile belongs to it. */
  async run<T>(command: { action: string; target: string; by: string }, work: () => Promise<T>): Promise<T> {
    const running: Running = { id: randomUUID(), recorded: 0 };
    await this.#model.create({ _id: running.id, at: new Date(), ...command });
    try {
      return await this.#scope.run(running, work);
    } finally {
      // Nobody waits for this: what is left over by a crash is recorded already, and recognised by its key.
      const ended = this.#model
        .deleteOne({ _id: running.id })
        .catch((error: unknown) => this.#log.warn('a command could not be noted as ended', { error }))
        .finally(() => this.#ending.delete(ended));
      this.#ending.add(ended);
    }
  }

  /** Gives a record the number of the command it belongs to, unless it has a key of its own. */
  keyed(entry: AuditEntry): AuditEntry {
    const running = this.#scope.getStore();
    if (!running || entry.key !== undefined) return entry;
    running.recorded += 1;
    return { ...entry, key: running.recorded === 1 ? running.id : `${running.id}/${running.recorded}` };
  }

  /** Records what a crash interrupted. Called before anything new begins. */
  async recover(record: (entry: AuditEntry, at: Date) => Promise<void>): Promise<number> {
    const left = await this.#model.find().sort({ at: 1 }).lean<BegunCommand[]>();
    for (const { _id, at, ...command } of left) {
      await record({ ...command, outcome: 'interrupted', key: _id }, at);
      await this.#model.deleteOne({ _id });
    }
    return left.length;
  }

  /** Resolves when every ended command is noted as such. */
  async close(): Promise<void> {
    await Promise.all(this.#ending);
  }
}
