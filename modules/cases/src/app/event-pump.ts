import type { EngineEvent, ProcessEngine } from '@anliu/engine-protocol';
import type { Logger } from '@anliu/kit';
import type { EventCursor } from '../store/cursor.js';
import { CATCH_UP_MS, CURSOR_SAVE_MS, EVENT_BATCH, MAX_EVENT_ATTEMPTS } from '../limits.js';

/** Takes events of one process instance (with what it called) in order; may get the same events again. */
export type EventTaker = (events: readonly EngineEvent[]) => Promise<void>;

const CONSUMER = 'cases';
const RETRY_MS = 50;

/**
 * Reads the engine's events from a durable cursor and gives them away: those of one process instance (with what it called) together and in
 * order; different instances do not wait for each other. After a crash the last events come again: who takes them is idempotent. An event
 * that keeps failing is set aside with an error in the log; it must not stop everybody's inbox.
 */
export class EventPump {
  readonly #engine: ProcessEngine;
  readonly #cursor: EventCursor;
  readonly #log: Logger;
  readonly #take: EventTaker;
  readonly #waiters = new Set<() => void>();
  #seq = 0;
  #saved = 0;
  #saving: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = true;
  #unsubscribe: (() => void) | undefined;

  constructor(engine: ProcessEngine, cursor: EventCursor, log: Logger, take: EventTaker) {
    this.#take = take;
    this.#engine = engine;
    this.#cursor = cursor;
    this.#log = log;
  }

  /** Begins where the cursor stands and works off what is there before it resolves. */
  async start(): Promise<void> {
    this.#seq = await this.#cursor.read();
    this.#saved = this.#seq;
    this.#stopped = false;
    this.#unsubscribe = this.#engine.events.subscribe(() => this.#wake());
    this.#wake();
    await this.caughtUp(await this.#engine.events.lastSeq());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    await this.#running;
    await this.#save();
  }

  get seq(): number {
    return this.#seq;
  }

  /** Resolves when everything the engine has committed so far was handled, or after `CATCH_UP_MS`. */
  async drained(): Promise<void> {
    await this.caughtUp(await this.#engine.events.lastSeq());
  }

  async caughtUp(seq: number): Promise<void> {
    const until = Date.now() + CATCH_UP_MS;
    while (this.#seq < seq && !this.#stopped && Date.now() < until) {
      this.#wake();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, RETRY_MS);
        const waiters = this.#waiters;
        function done(): void {
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        }
        waiters.add(done);
      });
    }
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.#wake();
      }
    });
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const events = await this.#engine.events.read(this.#seq, EVENT_BATCH);
        if (events.length === 0 || this.#stopped) return;
        await Promise.all(byInstance(events).map((group) => this.#handOver(group)));
        if (this.#stopped) return;
        this.#seq = events.at(-1)?.seq ?? this.#seq;
        this.#saveSoon();
        for (const waiter of [...this.#waiters]) waiter();
      }
    } catch (error) {
      this.#log.error('reading engine events failed', { reason: String(error) });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  async #handOver(events: readonly EngineEvent[]): Promise<void> {
    if (await this.#attempt(events, events.length === 1)) return;
    // One of them keeps failing: the others are taken without it.
    for (const event of events) {
      if (this.#stopped) return;
      await this.#attempt([event], true);
    }
  }

  /** The cursor may lag behind: events that come again after a crash change nothing. */
  #saveSoon(): void {
    this.#saving ??= setTimeout(() => {
      this.#save().catch((error: unknown) => this.#log.error('event cursor not saved', { reason: String(error) }));
    }, CURSOR_SAVE_MS).unref();
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const seq = this.#seq;
    if (seq === this.#saved) return;
    await this.#cursor.write(seq);
    await this.#engine.events.acknowledge(CONSUMER, seq);
    this.#saved = seq;
  }

  /** False when the events could not be taken; a single one is then set aside. */
  async #attempt(events: readonly EngineEvent[], isLast: boolean): Promise<boolean> {
    for (let attempt = 1; !this.#stopped; attempt += 1) {
      try {
        await this.#take(events);
        return true;
      } catch (error) {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        if (attempt >= MAX_EVENT_ATTEMPTS) {
          if (!isLast) return false;
          const [event] = events;
          this.#log.error('engine event set aside', { seq: event?.seq, type: event?.type, reason });
          return true;
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
      }
    }
    return true;
  }
}

/** Groups by the outermost instance, each in the order of the events. */
function byInstance(events: readonly EngineEvent[]): EngineEvent[][] {
  const groups = new Map<string, EngineEvent[]>();
  for (const event of events) {
    const key = event.rootProcessInstanceId ?? event.processInstanceId ?? '';
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}
