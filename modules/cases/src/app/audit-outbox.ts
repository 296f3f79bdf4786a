import type { AuditEntry, Logger } from '@anliu/kit';
import type { CaseDraft, CaseRecord, PendingCommand, WaitingAudit } from '../domain/case.js';
import type { CaseStore } from '../store/case-store.js';

/** Milliseconds after which records that reached the trail are taken out of their cases, many at once. */
const CLEAR_AFTER_MS = 1_000;

/**
 * Records of applied commands on their way into the audit trail. A record is part of the document write that applies its command, so
 * neither is ever without the other; the trail takes it over by its key, once, however often it is handed over.
 */
export class AuditOutbox {
  readonly #store: CaseStore;
  readonly #record: (entry: AuditEntry) => Promise<void>;
  readonly #log: Logger;
  /** Key → case of what the trail has and the case still holds. */
  readonly #delivered = new Map<string, string>();
  /** Cases whose records the trail did not take. */
  readonly #failed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #clearing: Promise<void> = Promise.resolve();

  constructor(store: CaseStore, record: (entry: AuditEntry) => Promise<void>, log: Logger) {
    this.#store = store;
    this.#record = record;
    this.#log = log;
  }

  /** Puts a record into the document that is about to be written; what was delivered meanwhile leaves it. */
  add(draft: CaseDraft, record: WaitingAudit): void {
    draft.audits = [...(draft.audits ?? []).filter(({ key }) => !this.#delivered.has(key)), record];
  }

  /** Resolves when the trail has what the case holds. */
  async deliver(record: CaseRecord): Promise<void> {
    const waiting = (record.audits ?? []).filter(({ key }) => !this.#delivered.has(key));
    if (waiting.length === 0) return;
    this.#failed.add(record._id);
    await Promise.all(waiting.map((audit) => this.#record({ ...audit, outcome: 'done' })));
    this.#failed.delete(record._id);
    for (const { key } of waiting) this.#delivered.set(key, record._id);
    this.#timer ??= setTimeout(() => this.#clear(), CLEAR_AFTER_MS).unref();
  }

  /** Hands over what a crash left behind. */
  async recover(): Promise<void> {
    const left = await this.#store.model
      .find({ 'audits.0': { $exists: true } }, { audits: 1 })
      .lean<Pick<CaseRecord, '_id' | 'audits'>[]>();
    for (const record of left) await this.deliver(record as CaseRecord);
  }

  /** Hands over again what the trail did not take before. */
  async retry(): Promise<void> {
    for (const id of this.#failed) {
      const record = await this.#store.find(id);
      if (record) await this.deliver(record);
    }
  }

  async close(): Promise<void> {
    this.#clear();
    await this.#clearing;
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const done = new Map<string, string[]>();
    for (const [key, id] of this.#delivered) done.set(id, [...(done.get(id) ?? []), key]);
    if (done.size === 0) return;
    this.#clearing = this.#clearing
      .then(() => this.#store.removeAudits(done))
      .then(() => {
        for (const keys of done.values()) for (const key of keys) this.#delivered.delete(key);
      })
      .catch((error: unknown) => this.#log.warn('delivered audit records stay in their cases for now', { error }));
  }
}

type Start = Extract<PendingCommand, { kind: 'start' }>;
type Complete = Extract<PendingCommand, { kind: 'complete' }>;

/** By whom the platform acts when nobody pressed a button. */
const PLATFORM = 'platform';

export const startRecord = (record: CaseRecord, { id, by, post }: Start): WaitingAudit => ({
  key: id,
  action: 'case.start',
  target: record._id,
  by: by ?? PLATFORM,
  detail: {
    process: record.process,
    no: record.no,
    ...(post === undefined ? {} : { post }),
    ...(record.parent ? { parent: record.parent.no } : {}),
  },
});

export const completionRecord = (record: CaseRecord, command: Complete): WaitingAudit => ({
  key: command.id,
  action: 'task.complete',
  target: command.taskId,
  by: command.by.id,
  detail: {
    outcome: command.outcome,
    step: command.step,
    case: record._id,
    no: record.no,
    version: command.version,
    ...(command.post === undefined ? {} : { post: command.post }),
  },
});
