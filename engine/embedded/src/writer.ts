import type { Change, Entity, HistoryEffect, HistoryKind, RuntimeKind } from '@anliu/engine-kernel';
import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { ROWS_PER_PIECE } from './limits.js';
import type { Rows } from './rows.js';

type Row = Entity<RuntimeKind>;

/** History that is written once and never changed: nothing to merge. */
const APPENDED: ReadonlySet<HistoryKind> = new Set(['historicDetail', 'historicOperation']);

interface Pending {
  readonly kind: RuntimeKind;
  readonly id: string;
  readonly onDisk: boolean;
  row: Row | undefined;
}

/**
 * Gathers the effects of a batch and writes them at once. A row that comes and goes within a batch never reaches the
 * disk; history opened and closed within a batch is one insert.
 */
export class Writer {
  readonly #rows: Rows;
  readonly #kept: ReadonlySet<HistoryKind>;
  readonly #pending = new Map<string, Pending>();
  readonly #inserted = new Map<string, { kind: HistoryKind; row: Record<string, unknown> }>();
  readonly #appended: { kind: HistoryKind; row: Entity<HistoryKind> }[] = [];
  readonly #updated = new Map<string, { kind: HistoryKind; id: string; columns: Record<string, unknown> }>();

  readonly #started = new Set<string>();
  readonly #ended = new Set<string>();
  /** Told which process instances started or ended, when their history is written; still in the transaction. */
  onInstances: ((started: readonly string[], ended: readonly string[]) => void) | undefined;

  /** `kept`: the history that is kept; all other effects on history are dropped. */
  constructor(rows: Rows, kept: ReadonlySet<HistoryKind>) {
    this.#rows = rows;
    this.#kept = kept;
  }

  add(changes: readonly Change[], history: readonly HistoryEffect[]): void {
    for (const { kind, id, before, after } of changes) {
      const key = `${kind}:${id}`;
      const known = this.#pending.get(key);
      if (known) known.row = after;
      else this.#pending.set(key, { kind, id, onDisk: before !== undefined, row: after });
    }
    for (const effect of history) this.#addHistory(effect);
  }

  #addHistory(effect: HistoryEffect): void {
    if (!this.#kept.has(effect.kind)) return;
    if (effect.kind === 'historicProcessInstance') {
      if (effect.op === 'insert') this.#started.add(effect.row.id);
      else if (effect.columns.endTime !== undefined) this.#ended.add(effect.id);
    }
    if (effect.op === 'insert') {
      if (APPENDED.has(effect.kind)) {
        this.#appended.push(effect);
        return;
      }
      this.#inserted.set(`${effect.kind}:${effect.row.id}`, { kind: effect.kind, row: { ...effect.row } });
      return;
    }
    const key = `${effect.kind}:${effect.id}`;
    const inserted = this.#inserted.get(key);
    if (inserted) {
      Object.assign(inserted.row, effect.columns);
      return;
    }
    const updated = this.#updated.get(key);
    if (updated) Object.assign(updated.columns, effect.columns);
    else this.#updated.set(key, { kind: effect.kind, id: effect.id, columns: { ...effect.columns } });
  }

  /** Rows gathered. */
  get size(): number {
    return this.#pending.size + this.#inserted.size + this.#appended.length + this.#updated.size;
  }

  /** Whether a row was removed by a command that is not written yet. */
  isGone(kind: RuntimeKind, id: string): boolean {
    const pending = this.#pending.get(`${kind}:${id}`);
    return pending !== undefined && pending.row === undefined;
  }

  /** Writes everything gathered; the caller holds the transaction. */
  flush(): void {
    toEnd(this.flushing());
  }

  /** {@link flush} in pieces; nothing may be added in between. */
  *flushing(): InPieces<void> {
    let written = 0;
    for (const { kind, id, onDisk, row } of this.#pending.values()) {
      if (row) this.#rows.put(kind, row as never);
      else if (onDisk) this.#rows.remove(kind, id);
      if (++written % ROWS_PER_PIECE === 0) yield;
    }
    for (const { kind, row } of this.#inserted.values()) {
      this.#rows.put(kind, row as never);
      if (++written % ROWS_PER_PIECE === 0) yield;
    }
    for (const { kind, row } of this.#appended) {
      this.#rows.put(kind, row as never);
      if (++written % ROWS_PER_PIECE === 0) yield;
    }
    for (const { kind, id, columns } of this.#updated.values()) {
      this.#rows.update(kind, id, columns as never);
      if (++written % ROWS_PER_PIECE === 0) yield;
    }
    if (this.#started.size > 0 || this.#ended.size > 0) this.onInstances?.([...this.#started], [...this.#ended]);
    this.discard();
  }

  /** Forgets everything gathered, after a failed commit. */
  discard(): void {
    this.#pending.clear();
    this.#inserted.clear();
    this.#appended.length = 0;
    this.#updated.clear();
    this.#started.clear();
    this.#ended.clear();
  }
}
