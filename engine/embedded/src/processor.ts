import type { Database, Statement } from 'better-sqlite3';
import { toEnd } from '@anliu/engine-cooperative';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { transacting } from '@anliu/engine-kernel';
import type { Change, Command, Environment } from '@anliu/engine-kernel';
import { currentUser } from './authentication.js';
import { operationRows } from './operation-log/operation.js';
import type { LogOperation } from './operation-log/operation.js';
import type { EventFeed } from './events.js';
import { MAX_BATCH_COMMANDS, MAX_BATCH_MS, MAX_SLICE_MS, ROWS_AT_ONCE, ROWS_PER_PIECE } from './limits.js';
import type { HotState } from './state.js';
import type { Writer } from './writer.js';

/** Said by a command that is done and hands over what it changed: until that is complete the batch cannot be committed. */
const HANDING_OVER = 'handing over';
/** A commit of many rows takes its time on the disk: it gets a turn of its own. */
const BEFORE_COMMIT = 'before commit';

/** A command that stops now and then. Its result is only given out after the commit. */
type Batch = Generator<void | typeof BEFORE_COMMIT, void, void>;
type Work<R> = Generator<void | typeof HANDING_OVER, R, void>;

interface Item {
  readonly begin: () => Work<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

interface AfterCommit {
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
  /** Told what a command changed, in the transaction that will write it. */
  readonly follow?: (changes: readonly Change[]) => void;
}

/**
 * The single writer. Everything that arrived while a batch was written forms the next batch; each command runs alone and
 * fails alone; one commit for the batch; answers are given out after the commit and never before. A command that takes
 * longer than a batch may is put aside between two of its steps: the batch is committed without it, other work of the
 * thread gets its turn, and the command goes on before any other is begun. When there is so much to write that it takes
 * longer than a slice, the transaction stays open between turns: no other command runs until the commit, and who reads
 * from outside waits for {@link written}.
 */
export class Processor {
  readonly #parts: Parts;
  readonly #begin: Statement;
  readonly #commit: Statement;
  /** Since the start: how many batches were committed, and how many commands they held. */
  readonly stats = { commits: 0, commands: 0 };
  #queue: Item[] = [];
  /** The command that was put aside, and its rest. */
  #aside: { readonly item: Item; readonly work: Work<unknown> } | undefined;
  /** The batch whose transaction is open between turns, and who waits for its end. */
  #open: { readonly batch: Batch; readonly written: Promise<void>; end: () => void } | undefined;
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

  /** Runs a kernel command in the name of who is authenticated. Rejects with its error, having changed nothing. */
  execute<R>(command: Command<R>): Promise<R> {
    const userId = currentUser();
    return this.#submit(() => this.#transact(command, userId));
  }

  /** The same for a command that reads tables by SQL: what earlier commands of the batch did is written first. */
  executeAfterWrites<R>(command: Command<R>): Promise<R> {
    const userId = currentUser();
    return this.#submit(() => this.#transact(command, userId, true));
  }

  /**
   * The same for a command that also writes tables the kernel does not own: both happen or neither, in one go. It must not
   * read by SQL what the kernel changes in this very command.
   */
  executeWithSql<R>(command: Command<R>): Promise<R> {
    const userId = currentUser();
    const { db, writer } = this.#parts;
    const transaction = db.transaction(() => toEnd(this.#transact(command, userId)));
    // eslint-disable-next-line require-yield -- a savepoint does not outlive its batch
    return this.#submit(function* () {
      // Outside the savepoint: what earlier commands did stays when this one fails.
      writer.flush();
      return transaction();
    });
  }

  *#transact<R>(command: Command<R>, userId: string | null, afterWrites = false): Work<R> {
    const { environment, state, writer, events, follow } = this.#parts;
    if (afterWrites) writer.flush();
    const outcome = yield* transacting(environment, state.store, command, { userId });
    yield* handingOver(outcome.changes, (changes) => {
      for (const { kind, before, after } of changes) {
        const id = (after ?? before)?.processInstanceId;
        if (typeof id === 'string' && id !== '') state.touch(id);
        if (kind === 'job') this.#jobsChanged = true;
      }
      writer.add(changes, []);
      follow?.(changes);
    });
    yield* handingOver(outcome.history, (history) => writer.add([], history));
    yield* handingOver(outcome.events, (kernelEvents) => events.add(kernelEvents));
    for (const topic of outcome.topics) this.#topics.add(topic);
    return outcome.result;
  }

  /** Runs a change of tables the kernel does not own, after everything before it is written. It may log operations. */
  executeSql<R>(change: (log: LogOperation) => R): Promise<R> {
    const { db, writer } = this.#parts;
    const log = this.#logFor(currentUser());
    const jobsChanged = (): void => void (this.#jobsChanged = true);
    // eslint-disable-next-line require-yield -- tables are changed in one go
    return this.#submit(function* () {
      writer.flush();
      jobsChanged();
      return db.transaction(() => change(log))();
    });
  }

  #logFor(userId: string | null): LogOperation {
    const { environment, writer } = this.#parts;
    if (userId === null) return () => undefined;
    const { newId } = environment;
    const operationId = newId();
    return (operation) => {
      const rows = operationRows(operation(), { userId, operationId, now: environment.now(), newId });
      writer.add(
        [],
        rows.map((row) => ({ op: 'insert', kind: 'historicOperation', row })),
      );
      writer.flush();
    };
  }

  #submit<R>(begin: () => Work<R>): Promise<R> {
    if (this.#closed) return Promise.reject(new ProcessEngineError('引擎已关闭'));
    return new Promise<R>((resolve, reject) => {
      this.#queue.push({ begin, resolve: resolve as (value: never) => void, reject });
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#takeTurn();
      if (this.#queue.length > 0 || this.#aside || this.#open) this.#wake();
      else for (const idle of this.#idle.splice(0)) idle();
    });
  }

  /** Pending while a transaction is open between turns; who reads from outside would see half a command. */
  get written(): Promise<void> | undefined {
    return this.#open?.written;
  }

  #takeTurn(): void {
    const open = this.#open;
    const batch = open?.batch ?? this.#batch();
    const isLong = open !== undefined || this.#aside !== undefined;
    const until = performance.now() + (isLong ? 0 : MAX_BATCH_MS) + MAX_SLICE_MS;
    for (let step = batch.next(); !step.done; step = batch.next()) {
      if (step.value !== BEFORE_COMMIT && performance.now() < until) continue;
      if (open) return;
      let end = (): void => undefined;
      const written = new Promise<void>((resolve) => (end = resolve));
      this.#open = { batch, written, end };
      return;
    }
    this.#open = undefined;
    open?.end();
  }

  /** Runs, writes and commits what is queued. May be left alone at every stop, with the transaction open. */
  *#batch(): Batch {
    const { state, writer, events, afterCommit } = this.#parts;
    const done: (() => void)[] = [];
    const batch: Item[] = [];
    try {
      this.#begin.run();
      yield* this.#running(batch, done);
      if (writer.size + events.size > ROWS_AT_ONCE) {
        yield* writer.flushing();
        yield* events.flushing();
        yield BEFORE_COMMIT;
      } else {
        writer.flush();
        toEnd(events.flushing());
      }
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
    // What was put aside still works on what is in memory.
    if (!this.#aside) state.trim();
    afterCommit(what);
  }

  *#running(batch: Item[], done: (() => void)[]): Generator<void, void, void> {
    const isLong = this.#aside !== undefined;
    const until = performance.now() + (isLong ? MAX_SLICE_MS : MAX_BATCH_MS);
    while (batch.length < MAX_BATCH_COMMANDS && performance.now() < until) {
      const next = this.#next();
      if (!next) return;
      // One command alone does not use up the time of many: a long one is put aside early.
      const pause = Math.min(until, performance.now() + MAX_SLICE_MS);
      try {
        let step = next.work.next();
        for (; !step.done; step = next.work.next()) {
          if (step.value === HANDING_OVER) yield;
          else if (performance.now() >= pause) {
            this.#aside = next;
            return;
          }
        }
        const { value } = step;
        done.push(() => next.item.resolve(value as never));
      } catch (error) {
        done.push(() => next.item.reject(error));
      }
      batch.push(next.item);
      // What a long command changed may fill a batch of its own.
      if (isLong) return;
    }
  }

  #next(): { item: Item; work: Work<unknown> } | undefined {
    const aside = this.#aside;
    this.#aside = undefined;
    if (aside) return aside;
    const item = this.#queue.shift();
    return item && { item, work: item.begin() };
  }

  /** The disk refused: nothing of the batch has happened, memory is read anew. */
  #abandon(batch: readonly Item[], error: unknown): void {
    const { db, state, writer, events } = this.#parts;
    if (db.inTransaction) db.exec('ROLLBACK');
    writer.discard();
    events.discard();
    const rejected = [...batch];
    if (this.#aside) {
      rejected.push(this.#aside.item);
      giveUp(this.#aside.work, error);
      this.#aside = undefined;
    }
    state.reset();
    this.#topics = new Set();
    this.#jobsChanged = false;
    const reason = error instanceof Error ? error.message : String(error);
    for (const item of rejected) {
      item.reject(new ProcessEngineError(`引擎数据无法写入磁盘，操作未生效：${reason}`, { cause: error }));
    }
  }

  /** Resolves when nothing is queued. */
  drain(): Promise<void> {
    if (this.#queue.length === 0 && !this.#scheduled && !this.#aside && !this.#open) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Refuses what comes from now on and resolves when everything accepted is written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.drain();
  }
}

/** Hands a list over piece by piece. */
function* handingOver<T>(list: readonly T[], take: (piece: readonly T[]) => void): Work<void> {
  if (list.length <= ROWS_PER_PIECE) return take(list);
  for (let at = 0; at < list.length; at += ROWS_PER_PIECE) {
    take(list.slice(at, at + ROWS_PER_PIECE));
    yield HANDING_OVER;
  }
}

/** Ends a command that was put aside; it undoes what it did in memory. */
function giveUp(work: Work<unknown>, error: unknown): void {
  try {
    work.throw(error);
  } catch {
    // The caller is told by whoever gives up.
  }
}
