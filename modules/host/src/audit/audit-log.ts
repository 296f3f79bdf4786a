import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Schema, type Model } from 'mongoose';
import type { AuditEntry } from '@anliu/kit';
import type { Storage } from '@anliu/storage';

export interface StoredAudit {
  /** Sequence without gaps, from 1. */
  _id: number;
  at: string;
  action: string;
  target: string;
  outcome: AuditEntry['outcome'];
  by: string;
  /** JSON text, exactly as it was hashed. */
  detail: string;
  previous: string;
  hash: string;
}

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number; readonly reason: string };

const HEAD_FILE = 'audit-head.json';
const START = '0'.repeat(64);
const VERIFY_BATCH = 1_000;
export const MAX_AUDIT_PAGE = 200;

/**
 * The audit trail: entries are only ever added, each sealed with the one before it by a key of this installation. The newest seal is
 * also kept in a file beside the database, so that cutting off the end is noticed as well.
 */
export class AuditLog {
  readonly #model: Model<StoredAudit>;
  readonly #key: string;
  readonly #headFile: string;
  #last = { seq: 0, hash: START };
  #queue: Promise<unknown> = Promise.resolve();

  constructor(storage: Storage, key: string, dataDir: string) {
    const text = { type: String, required: true } as const;
    this.#model = storage.model(
      'AuditEntry',
      new Schema<StoredAudit>(
        {
          _id: Number,
          at: text,
          action: text,
          target: { type: String },
          outcome: text,
          by: text,
          detail: text,
          previous: text,
          hash: text,
        },
        { collection: 'audit_entries', versionKey: false },
      ),
    );
    this.#key = key;
    this.#headFile = path.join(dataDir, HEAD_FILE);
  }

  async open(): Promise<void> {
    const last = await this.#model.findOne().sort({ _id: -1 }).lean<StoredAudit>();
    if (last) this.#last = { seq: last._id, hash: last.hash };
  }

  /** Durable when resolved. Entries get their place in the order of the calls. */
  append(entry: AuditEntry, at: Date): Promise<void> {
    const written = this.#queue.then(() => this.#write(entry, at));
    this.#queue = written.catch(() => undefined);
    return written;
  }

  async #write(entry: AuditEntry, at: Date): Promise<void> {
    const record = {
      _id: this.#last.seq + 1,
      at: at.toISOString(),
      action: entry.action,
      target: entry.target,
      outcome: entry.outcome,
      by: entry.by,
      detail: JSON.stringify(entry.detail ?? {}),
      previous: this.#last.hash,
    };
    const hash = this.#seal(record);
    await this.#model.create({ ...record, hash });
    this.#last = { seq: record._id, hash };
    const temporary = `${this.#headFile}.new`;
    fs.writeFileSync(temporary, JSON.stringify(this.#last), { mode: 0o600 });
    fs.renameSync(temporary, this.#headFile);
  }

  /** Newest first. */
  async page(query: { before?: number; size: number; action?: string; by?: string }): Promise<StoredAudit[]> {
    const filter: Record<string, unknown> = {};
    if (query.before !== undefined) filter._id = { $lt: query.before };
    if (query.action !== undefined) filter.action = { $eq: query.action };
    if (query.by !== undefined) filter.by = { $eq: query.by };
    return this.#model.find(filter).sort({ _id: -1 }).limit(Math.min(query.size, MAX_AUDIT_PAGE)).lean<StoredAudit[]>();
  }

  /** Reads the whole trail and says whether something was changed, taken out or cut off. */
  async verify(): Promise<AuditVerdict> {
    const head = this.#head();
    let previous = START;
    let seq = 0;
    let headSeen = head === undefined;
    for (;;) {
      const batch = await this.#model
        .find({ _id: { $gt: seq } })
        .sort({ _id: 1 })
        .limit(VERIFY_BATCH)
        .lean<StoredAudit[]>();
      for (const entry of batch) {
        const broken = (reason: string): AuditVerdict => ({ intact: false, entries: seq, brokenAt: entry._id, reason });
        if (entry._id !== seq + 1) return broken(`第 ${seq + 1} 条缺失`);
        if (entry.previous !== previous) return broken('与上一条不衔接');
        if (this.#seal(entry) !== entry.hash) return broken('内容被改动');
        if (head?.seq === entry._id) {
          if (head.hash !== entry.hash) return broken('与留存的最后记录不一致');
          headSeen = true;
        }
        seq = entry._id;
        previous = entry.hash;
      }
      if (batch.length < VERIFY_BATCH) break;
    }
    if (!headSeen)
      return { intact: false, entries: seq, brokenAt: seq + 1, reason: `末尾缺失，应至少有 ${head?.seq} 条` };
    return { intact: true, entries: seq };
  }

  #head(): { seq: number; hash: string } | undefined {
    if (!fs.existsSync(this.#headFile)) return undefined;
    return JSON.parse(fs.readFileSync(this.#headFile, 'utf8')) as { seq: number; hash: string };
  }

  #seal(record: Omit<StoredAudit, 'hash'>): string {
    const { _id, at, action, target, outcome, by, detail, previous } = record;
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([_id, at, action, target, outcome, by, detail, previous]))
      .digest('hex');
  }
}
