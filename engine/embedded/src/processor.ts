import type { Database, Statement } from 'better-sqlite3';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { transact } from '@anliu/engine-kernel';
import type { Command, Environment } from '@anliu/engine-kernel';
import type { EventFeed } from './events.js';
import { MAX_BATCH_COMMANDS, MAX_BATCH_MS } from './limits.js';
import type { HotState } from './state.js';
import type { Writer } from './writer.js';

interface Item {
  /** Runs the command; its result is only given out after the commit. */
  readonly run: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface AfterCommit {
  readonly topics: ReadonlySet<string>;
  readonly jobsChanged: boolean;
}

interface Parts {
  readonly db: Database;
  readonly environment: Environment;
  readonly state: HotState;
  readonly writer: Writer;
  readonly events: EventFeed;
  readonly afterCommit: (what: AfterCommit) => void;
}

/**
 * The single writer. Everything that arrived while a batch was written forms the next batch; each command runs alone and
 * fails alone; one commit for the batch; answers are given out after the commit and never before.
 */
export class Processor {
  readonly #parts: Parts;
  readonly #begin: Statement;
  readonly #commit: Statement;
  /** Since the start: how many batches were committed, and how many commands they held. */
  readonly stats = { commits: 0, commands: 0 };
  #queue: Item[] = [];
  #scheduled = false;
  #closed = false;
  #topics = new Set<string>();
  #jobsChanged = false;
  #idle: (() => void)[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#begin = parts.db.prepare('BEGIN IMMEDIATE');
    this.#commit = parts.db.prepare('COMMIT');
  }

  /** Runs a kernel command. Rejects with its error, having changed nothing. */
  execute<R>(command: Command<R>, userId: string | null = null): Promise<R> {
    return this.#submit(() => this.#transact(command, userId));
  }

  /** The same for a command that reads tables by SQL: what earlier commands of the batch did is written first. */
  executeAfterWrites<R>(command: Command<R>, userId: string | null = null): Promise<R> {
    return this.#submit(() => {
      this.#parts.writer.flush();
      return this.#transact(command, userId);
    });
  }

  #transact<R>(command: Command<R>, userId: string | null): R {
    const { environment, state, writer, events } = this.#parts;
    const outcome = transact(environment, state.store, command, { userId });
    for (const { kind, before, after } of outcome.changes) {
      const id = (after ?? before)?.processInstanceId;
      if (typeof id === 'string' && id !== '') state.touch(id);
      if (kind === 'job') this.#jobsChanged = true;
    }
    writer.add(outcome.changes, outcome.history);
    events.add(outcome.events);
    for (const topic of outcome.topics) this.#topics.add(topic);
    return outcome.result;
  }

  /** Runs a change of tables the kernel does not own, after everything before it is written. */
  executeSql<R>(change: () => R): Promise<R> {
    return this.#submit(() => {
      const { db, writer } = this.#parts;
      writer.flush();
      this.#jobsChanged = true;
      return db.transaction(change)();
    });
  }

  #submit<R>(run: () => R): Promise<R> {
    if (this.#closed) return Promise.reject(new ProcessEngineError('引擎已关闭'));
    return new Promise<R>((resolve, reject) => {
      this.#queue.push({ run, resolve: resolve as (value: never) => void, reject });
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#runBatch();
      if (this.#queue.length > 0) this.#wake();
      else for (const idle of this.#idle.splice(0)) idle();
    });
  }

  #runBatch(): void {
    const { state, writer, events, afterCommit } = this.#parts;
    const done: (() => void)[] = [];
    const batch: Item[] = [];
    const until = performance.now() + MAX_BATCH_MS;
    try {
      this.#begin.run();
      while (batch.length < MAX_BATCH_COMMANDS && performance.now() < until) {
        const item = this.#queue.shift();
        if (!item) break;
        batch.push(item);
        try {
          const result = item.run();
          done.push(() => item.resolve(result as never));
        } catch (error) {
          done.push(() => item.reject(error));
        }
      }
      writer.flush();
      events.flush();
      this.#commit.run();
    } catch (error) {
      this.#abandon(batch, error);
      return;
    }
    this.stats.commits += 1;
    this.stats.commands += batch.length;
    for (const answer of done) answer();
    events.publish();
    const what = { topics: this.#topics, jobsChanged: this.#jobsChanged };
    this.#topics = new Set();
    this.#jobsChanged = false;
    state.trim();
    afterCommit(what);
  }

  /** The disk refused: nothing of the batch has happened, memory is read anew. */
  #abandon(batch: readonly Item[], error: unknown): void {
    const { db, state, writer, events } = this.#parts;
    if (db.inTransaction) db.exec('ROLLBACK');
    writer.discard();
    events.discard();
    state.reset();
    this.#topics = new Set();
    this.#jobsChanged = false;
    const reason = error instanceof Error ? error.message : String(error);
    for (const item of batch) {
      item.reject(new ProcessEngineError(`引擎数据无法写入磁盘，操作未生效：${reason}`, { cause: error }));
    }
  }

  /** Resolves when nothing is queued. */
  drain(): Promise<void> {
    if (this.#queue.length === 0 && !this.#scheduled) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Refuses what comes from now on and resolves when everything accepted is written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.drain();
  }
}
