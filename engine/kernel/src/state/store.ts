import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { RUNTIME_TABLES } from '../tables/entities.js';
import type { Entity, RuntimeKind } from '../tables/entities.js';
import { ROWS_PER_PIECE } from '../limits.js';

type Row = Entity<RuntimeKind>;

/** One change of one runtime row: what it was before the command and what it is now. */
export interface Change {
  readonly kind: RuntimeKind;
  readonly id: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** The column that says to which token, scope or task a row belongs; such rows are found by {@link Store.owned}. */
const OWNER: { readonly [K in RuntimeKind]: keyof Entity<K> & string } = {
  execution: 'ownerId',
  task: 'tokenId',
  identityLink: 'taskId',
  externalTask: 'tokenId',
  job: 'ownerId',
  eventSubscription: 'ownerId',
  variable: 'ownerId',
  incident: 'configuration',
};

interface Shelf {
  readonly rows: Map<string, Row>;
  readonly byOwner: Map<string, Set<string>>;
  readonly byInstance: Map<string, Set<string>>;
}

const KINDS = Object.keys(RUNTIME_TABLES) as RuntimeKind[];

/**
 * Runtime rows in memory with a journal. Invariants: a row object is never mutated; `rollback` restores exactly the
 * rows of the last `begin`; sets of ids iterate in creation order (ids grow), which history order relies on.
 */
export class Store {
  readonly #shelves: Record<RuntimeKind, Shelf>;
  /** Event subscriptions by type and name. */
  readonly #byEvent = new Map<string, Set<string>>();
  #journal: { kind: RuntimeKind; id: string; before: Row | undefined }[] = [];

  constructor() {
    const shelf = (): Shelf => ({ rows: new Map(), byOwner: new Map(), byInstance: new Map() });
    this.#shelves = Object.fromEntries(KINDS.map((kind) => [kind, shelf()])) as Record<RuntimeKind, Shelf>;
  }

  get<K extends RuntimeKind>(kind: K, id: string): Entity<K> | undefined {
    return this.#shelves[kind].rows.get(id) as Entity<K> | undefined;
  }

  /** Rows that belong to a token, scope or task (incidents: to a job or external task), in creation order. */
  owned<K extends RuntimeKind>(kind: K, ownerId: string): Entity<K>[] {
    return this.#pick(kind, this.#shelves[kind].byOwner.get(ownerId));
  }

  /** The same one by one, for those who need not see all of many. */
  *eachOwned<K extends RuntimeKind>(kind: K, ownerId: string): Generator<Entity<K>> {
    const { rows, byOwner } = this.#shelves[kind];
    for (const id of byOwner.get(ownerId) ?? []) yield rows.get(id) as Entity<K>;
  }

  ownedCount(kind: RuntimeKind, ownerId: string): number {
    return this.#shelves[kind].byOwner.get(ownerId)?.size ?? 0;
  }

  ofInstance<K extends RuntimeKind>(kind: K, processInstanceId: string): Entity<K>[] {
    return this.#pick(kind, this.#shelves[kind].byInstance.get(processInstanceId));
  }

  /** Subscriptions to an event by rows in memory. */
  listening(eventType: string, eventName: string | null): Entity<'eventSubscription'>[] {
    return this.#pick('eventSubscription', this.#byEvent.get(eventKey(eventType, eventName)));
  }

  all<K extends RuntimeKind>(kind: K): IterableIterator<Entity<K>> {
    return this.#shelves[kind].rows.values() as IterableIterator<Entity<K>>;
  }

  put<K extends RuntimeKind>(kind: K, row: Entity<K>): Entity<K> {
    const before = this.#shelves[kind].rows.get(row.id);
    this.#journal.push({ kind, id: row.id, before });
    this.#set(kind, row.id, before, row as Row);
    return row;
  }

  remove(kind: RuntimeKind, id: string): void {
    const before = this.#shelves[kind].rows.get(id);
    if (before === undefined) return;
    this.#journal.push({ kind, id, before });
    this.#set(kind, id, before, undefined);
  }

  /** Puts a row that is already durable: no journal. */
  load<K extends RuntimeKind>(kind: K, row: Entity<K>): void {
    const before = this.#shelves[kind].rows.get(row.id);
    if (before === undefined) this.#set(kind, row.id, undefined, row as Row);
  }

  /** Drops an instance's rows from memory; its durable rows are untouched. Never call between `begin` and `commit`. */
  evict(processInstanceId: string): void {
    for (const kind of KINDS) {
      for (const row of this.ofInstance(kind, processInstanceId)) this.#set(kind, row.id, row as Row, undefined);
    }
  }

  begin(): void {
    this.#journal = [];
  }

  /** The net changes since `begin`, each row once. */
  commit(): Change[] {
    const first = new Map<string, Change>();
    for (const { kind, id, before } of this.#journal) {
      const key = `${kind}:${id}`;
      if (first.has(key)) continue;
      first.set(key, { kind, id, before, after: this.#shelves[kind].rows.get(id) });
    }
    this.#journal = [];
    return [...first.values()].filter(({ before, after }) => before !== after);
  }

  rollback(): void {
    toEnd(this.rollingBack());
  }

  /** The same in pieces. Whoever ends it early (`throw`, `return`) has all the rest done at once. */
  *rollingBack(): InPieces<void> {
    const undoing = this.#undoing();
    try {
      while (!undoing.next().done) yield;
    } finally {
      toEnd(undoing);
    }
  }

  *#undoing(): InPieces<void> {
    const touched = new Set<Set<string>>();
    const journal = this.#journal.reverse();
    for (const [index, { kind, id, before }] of journal.entries()) {
      if (index % ROWS_PER_PIECE === ROWS_PER_PIECE - 1) yield;
      const current = this.#shelves[kind].rows.get(id);
      this.#set(kind, id, current, before);
      if (before === undefined || current !== undefined) continue;
      const shelf = this.#shelves[kind];
      for (const set of [shelf.byOwner.get(this.#owner(kind, before)), shelf.byInstance.get(instanceOf(before))]) {
        if (set) touched.add(set);
      }
    }
    for (const set of touched) {
      yield;
      const ids = [...set].sort();
      set.clear();
      for (const id of ids) set.add(id);
    }
    this.#journal = [];
  }

  #pick<K extends RuntimeKind>(kind: K, ids: Set<string> | undefined): Entity<K>[] {
    if (ids === undefined) return [];
    const rows = this.#shelves[kind].rows;
    const result: Entity<K>[] = [];
    for (const id of ids) result.push(rows.get(id) as Entity<K>);
    return result;
  }

  #owner(kind: RuntimeKind, row: Row): string {
    return ((row as Readonly<Record<string, unknown>>)[OWNER[kind]] as string | null) ?? '';
  }

  #set(kind: RuntimeKind, id: string, before: Row | undefined, after: Row | undefined): void {
    const shelf = this.#shelves[kind];
    if (after === undefined) shelf.rows.delete(id);
    else shelf.rows.set(id, after);
    const moves: [Map<string, Set<string>>, string | undefined, string | undefined][] = [
      [shelf.byOwner, before && this.#owner(kind, before), after && this.#owner(kind, after)],
      [shelf.byInstance, before && instanceOf(before), after && instanceOf(after)],
    ];
    if (kind === 'eventSubscription') moves.push([this.#byEvent, before && eventOf(before), after && eventOf(after)]);
    for (const [index, from, to] of moves) {
      if (from === to) continue;
      if (from !== undefined) {
        const set = index.get(from);
        set?.delete(id);
        if (set?.size === 0) index.delete(from);
      }
      if (to !== undefined) {
        const set = index.get(to);
        if (set) set.add(id);
        else index.set(to, new Set([id]));
      }
    }
  }
}

const instanceOf = (row: Row): string => row.processInstanceId ?? '';

const eventKey = (eventType: string, eventName: string | null): string => `${eventType}:${eventName ?? ''}`;
const eventOf = (row: Row): string => {
  const { eventType, eventName } = row as Entity<'eventSubscription'>;
  return eventKey(eventType, eventName);
};
