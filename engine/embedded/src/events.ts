import type { Database } from 'better-sqlite3';
import type { EngineEvent, EngineEventListener, EventService } from '@anliu/engine-protocol';
import { formatDateTime, parseJson, writeJson } from '@anliu/engine-protocol';
import type { KernelEvent } from '@anliu/engine-kernel';
import type { InPieces } from '@anliu/engine-cooperative';
import { MAX_KEPT_EVENTS, ROWS_PER_PIECE } from './limits.js';
import { toExternalTaskDto, toIncidentDto, toJobDto, toTaskDto } from './queries/index.js';

/** Commits between two looks at whether old events can go. */
const PRUNE_EVERY = 1_000;

/** The row a kernel event carries, as the DTO consumers get. */
function bodyOf(event: KernelEvent): Record<string, unknown> {
  if ('task' in event) return { ...event, task: toTaskDto(event.task) };
  if ('incident' in event) return { ...event, incident: toIncidentDto(event.incident) };
  if ('externalTask' in event) return { ...event, externalTask: toExternalTaskDto(event.externalTask) };
  if ('job' in event) return { ...event, job: toJobDto(event.job) };
  return { ...event };
}

/** The durable event feed: rows of the same commit as the change they tell of. */
export class EventFeed implements EventService {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #listeners = new Set<EngineEventListener>();
  readonly #insert;
  readonly #read;
  readonly #acknowledge;
  #seq: number;
  #batch: EngineEvent[] = [];
  #commits = 0;
  readonly #kept: number;

  constructor(db: Database, now: () => number, kept = MAX_KEPT_EVENTS) {
    this.#db = db;
    this.#now = now;
    this.#kept = kept;
    this.#insert = db.prepare('INSERT INTO event (seq, at, type, body) VALUES (?, ?, ?, ?)');
    this.#read = db.prepare('SELECT body FROM event WHERE seq > ? ORDER BY seq LIMIT ?');
    this.#acknowledge = db.prepare(
      'INSERT INTO event_consumer (name, seq) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = max(seq, excluded.seq)',
    );
    const last = db.prepare('SELECT max(seq) AS seq FROM event').get() as { seq: number | null };
    const property = db.prepare("SELECT value FROM engine_property WHERE name = 'event.seq'").get() as
      { value: string } | undefined;
    this.#seq = Math.max(last.seq ?? 0, Number(property?.value ?? 0));
  }

  /** Gathers events of a successful command. */
  add(events: readonly KernelEvent[]): void {
    for (const event of events) {
      this.#seq += 1;
      this.#batch.push({ seq: this.#seq, at: formatDateTime(this.#now()), ...bodyOf(event) } as unknown as EngineEvent);
    }
  }

  /** Events gathered. */
  get size(): number {
    return this.#batch.length;
  }

  /** Writes the gathered events in pieces; the caller holds the transaction and adds nothing in between. */
  *flushing(): InPieces<void> {
    const at = this.#now();
    for (const [index, event] of this.#batch.entries()) {
      this.#insert.run(event.seq, at, event.type, writeJson(event));
      if (index % ROWS_PER_PIECE === ROWS_PER_PIECE - 1) yield;
    }
    if (this.#batch.length > 0 && ++this.#commits % PRUNE_EVERY === 0) this.#prune();
  }

  discard(): void {
    this.#seq -= this.#batch.length;
    this.#batch = [];
  }

  /** Tells the listeners, after the commit. A listener that throws does not disturb the others. */
  publish(): void {
    const events = this.#batch;
    this.#batch = [];
    if (events.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        console.error('engine event listener failed', error);
      }
    }
  }

  #prune(): void {
    const slowest = this.#db.prepare('SELECT min(seq) AS seq FROM event_consumer').get() as { seq: number | null };
    const limit = Math.min(slowest.seq ?? Number.MAX_SAFE_INTEGER, this.#seq - this.#kept);
    if (limit <= 0) return;
    this.#db.prepare('DELETE FROM event WHERE seq <= ?').run(limit);
    this.#db
      .prepare("INSERT OR REPLACE INTO engine_property (name, value) VALUES ('event.seq', ?)")
      .run(String(this.#seq));
  }

  async read(afterSeq: number, limit: number): Promise<EngineEvent[]> {
    const rows = this.#read.all(afterSeq, limit) as { body: string }[];
    return rows.map((row) => parseJson(row.body) as EngineEvent);
  }

  async lastSeq(): Promise<number> {
    return this.#seq - this.#batch.length;
  }

  subscribe(listener: EngineEventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async acknowledge(consumer: string, seq: number): Promise<void> {
    this.#acknowledge.run(consumer, seq);
  }
}
