import { RUNTIME_TABLES, Store } from '@anliu/engine-kernel';
import type { EventSubscription, Job, RuntimeKind, StateReader } from '@anliu/engine-kernel';
import { MAX_HOT_INSTANCES } from './limits.js';
import type { Rows } from './rows.js';
import type { Writer } from './writer.js';

type Located = Parameters<StateReader['locate']>[0];

/**
 * The state the kernel works on: hot instances in memory, cold ones read from their rows when something asks for them.
 * Invariant: between batches, the rows in memory of an instance equal its rows on disk.
 */
export class HotState implements StateReader {
  readonly store = new Store();
  readonly #rows: Rows;
  readonly #writer: Writer;
  /** Instances in memory, least recently touched first. */
  readonly #hot = new Map<string, true>();

  constructor(rows: Rows, writer: Writer) {
    this.#rows = rows;
    this.#writer = writer;
  }

  locate(kind: Located, id: string): string | undefined {
    if (this.#writer.isGone(kind, id)) return undefined;
    const row = this.#rows.get(kind, id);
    if (!row) return undefined;
    if (row.processInstanceId === null) {
      // A task without a process, or a job of a start event: a row of its own.
      this.store.load(kind, row as never);
      for (const variable of this.#rows.where('variable', 'owner_id = ? ORDER BY id', id))
        this.store.load('variable', variable);
      for (const link of this.#rows.where('identityLink', 'task_id = ? ORDER BY id', id))
        this.store.load('identityLink', link);
      if (kind === 'job') {
        for (const incident of this.#rows.where('incident', 'configuration = ? ORDER BY id', id))
          this.store.load('incident', incident);
      }
      return '';
    }
    return row.processInstanceId;
  }

  loadInstance(processInstanceId: string): void {
    if (processInstanceId === '') return;
    if (this.#hot.has(processInstanceId)) {
      this.touch(processInstanceId);
      return;
    }
    this.#hot.set(processInstanceId, true);
    for (const kind of Object.keys(RUNTIME_TABLES) as RuntimeKind[]) {
      for (const row of this.#rows.where(kind, 'process_instance_id = ? ORDER BY id', processInstanceId)) {
        this.store.load(kind, row as never);
      }
    }
  }

  isHot(processInstanceId: string): boolean {
    return this.#hot.has(processInstanceId);
  }

  /** Marks an instance as recently used; a new one becomes hot by this. */
  touch(processInstanceId: string): void {
    this.#hot.delete(processInstanceId);
    this.#hot.set(processInstanceId, true);
  }

  /** Lets go of the coldest instances. Only between batches. */
  trim(limit = MAX_HOT_INSTANCES): void {
    this.store.evict('');
    for (const id of this.#hot.keys()) {
      if (this.#hot.size <= limit) return;
      this.store.evict(id);
      this.#hot.delete(id);
    }
  }

  /** Forgets everything in memory, after a failed commit. */
  reset(): void {
    this.trim(0);
  }

  subscriptions(
    eventType: string,
    eventName: string | null,
    only: { readonly processInstanceId?: string | undefined; readonly businessKey?: string | undefined } = {},
  ): readonly EventSubscription[] {
    const conditions = ['event_type = ?', 'event_name IS ?'];
    const parameters: unknown[] = [eventType, eventName];
    if (only.processInstanceId !== undefined) {
      conditions.push('(process_instance_id = ? OR process_instance_id IS NULL)');
      parameters.push(only.processInstanceId);
    }
    if (only.businessKey !== undefined) {
      conditions.push(
        '(process_instance_id IS NULL OR process_instance_id IN (SELECT id FROM execution WHERE business_key = ?))',
      );
      parameters.push(only.businessKey);
    }
    const cold = this.#rows
      .where('eventSubscription', conditions.join(' AND '), ...parameters)
      .filter((row) => row.processInstanceId === null || !this.isHot(row.processInstanceId));
    return [...cold, ...this.store.listening(eventType, eventName)].sort((a, b) => a.sequence - b.sequence);
  }

  looseJob(id: string): Job | undefined {
    if (this.#writer.isGone('job', id)) return undefined;
    const row = this.#rows.get('job', id);
    return row?.processInstanceId === null ? row : undefined;
  }

  instance(processInstanceId: string): ReturnType<StateReader['instance']> {
    this.loadInstance(processInstanceId);
    return this.store.get('execution', processInstanceId);
  }
}
