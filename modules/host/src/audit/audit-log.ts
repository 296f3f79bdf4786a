import { createHmac } from 'node:crypto';
import { Schema, type Model } from 'mongoose';
import type { AuditEntry } from '@anliu/kit';
import type { Storage } from '@anliu/storage';
import { Anchor, type Head } from './anchor.js';

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
  /** Command it records; unique. */
  key?: string;
  previous: string;
  hash: string;
}

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number; readonly reason: string };

export interface AuditLogOptions {
  readonly dataDir: string;
  readonly key: string;
  /** File elsewhere that keeps the head as well; see {@link Anchor}. */
  readonly external?: string | undefined;
  /** Start although records are missing at the end; the gap stays in the trail for ever. */
  readonly acceptGap?: boolean | undefined;
}

const START = '0'.repeat(64);
const VERIFY_BATCH = 1_000;
/** Records of one write; what comes meanwhile waits for the next. */
const MAX_BATCH = 500;
export const MAX_AUDIT_PAGE = 200;

/** Records that were there are not: the trail is shorter than its anchor says, or another one. */
export class AuditCutError extends Error {
  constructor(reason: string) {
    super(
      `审计记录与留存的末尾不符：${reason}。可能有人删除了记录，或数据库文件比其他部分旧。\n` +
        `请用备份恢复整个数据目录；确认无法找回时，用 --accept-audit-gap 启动，缺口会永久记入审计记录。\n` +
        'The end of the audit trail is missing. Restore the data folder from a backup, or start with --accept-audit-gap to record the gap.',
    );
    this.name = 'AuditCutError';
  }
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly at: Date;
  resolve(): void;
  reject(error: unknown): void;
}

/** What a store of UTF-8 gives back: the seal covers what is read later, so half a character must not change in between. */
const asStored = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/**
 * The audit trail: entries are only ever added, each sealed with the one before it by a key of this installation. Its head is also
 * anchored outside the table, and compared at every start, so that cutting off the end is noticed as well.
 */
export class AuditLog {
  readonly #model: Model<StoredAudit>;
  readonly #key: string;
  readonly #acceptGap: boolean;
  readonly anchor: Anchor;
  #last: Head = { seq: 0, hash: START };
  readonly #waiting: Waiting[] = [];
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();

  constructor(storage: Storage, { dataDir, key, external, acceptGap }: AuditLogOptions) {
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
          key: { type: String, unique: true, sparse: true },
          previous: text,
          hash: text,
        },
        { collection: 'audit_entries', versionKey: false },
      ),
    );
    this.#key = key;
    this.#acceptGap = acceptGap ?? false;
    this.anchor = new Anchor(dataDir, key, external);
  }

  /** Finds the end of the trail and compares it with its anchors. @throws AuditCutError */
  async open(): Promise<void> {
    const last = await this.#newest();
    this.#last = last;
    const head = this.anchor.head();
    const outside = this.anchor.external().at(-1);
    const problem =
      last.seq > 0 && !head ? '留存末尾的文件不见了' : ((await this.#misfit(head)) ?? (await this.#misfit(outside)));
    if (problem !== undefined) {
      if (!this.#acceptGap) throw new AuditCutError(problem);
      const furthest = [last, head, outside].reduce<Head>((a, b) => (b && b.seq > a.seq ? b : a), last);
      this.#last = furthest;
      await this.append(
        { action: 'audit.gap', target: '', outcome: 'done', by: 'system', detail: { problem, found: last.seq } },
        new Date(),
      );
    }
    this.anchor.keep(this.#last);
  }

  async close(): Promise<void> {
    await this.#written;
    await this.anchor.flush();
  }

  async #newest(): Promise<Head> {
    const last = await this.#model.findOne().sort({ _id: -1 }).lean<StoredAudit>();
    return last ? { seq: last._id, hash: last.hash } : { seq: 0, hash: START };
  }

  async #misfit(head: Head | undefined): Promise<string | undefined> {
    if (!head || head.seq === 0) return undefined;
    if (head.seq > this.#last.seq)
      return `应至少有 ${head.seq} 条，现在只有 ${this.#last.seq} 条，缺少第 ${this.#last.seq + 1} 条起的记录`;
    const entry = await this.#model.findOne({ _id: head.seq }).lean<StoredAudit>();
    return entry?.hash === head.hash ? undefined : `第 ${head.seq} 条已不是当时的记录`;
  }

  /**
   * Durable when resolved; entries get their place in the order of the calls, those that arrive together share one write. An entry
   * whose key is in the trail already is not written again.
   */
  append(entry: AuditEntry, at: Date): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, at, resolve, reject });
      if (!this.#isWriting) this.#written = this.#drain();
    });
  }

  /** Ends in the same turn in which it finds nothing more to do: nobody is left waiting. */
  async #drain(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#write(batch);
        for (const one of batch) one.resolve();
      } catch (error) {
        for (const one of batch) one.reject(error);
        // Part of it may have been written (MongoDB): the next entry follows what is really there.
        await this.#newest().then(
          (last) => (this.#last = last),
          () => undefined,
        );
      }
    }
    this.#isWriting = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const keys = batch.flatMap(({ entry }) => (entry.key === undefined ? [] : [entry.key]));
    const known = new Set(
      keys.length === 0
        ? []
        : (await this.#model.find({ key: { $in: keys } }, { key: 1 }).lean<{ key: string }[]>()).map(({ key }) => key),
    );
    let { seq, hash: previous } = this.#last;
    const records: StoredAudit[] = [];
    for (const { entry, at } of batch) {
      if (entry.key !== undefined && known.has(entry.key)) continue;
      if (entry.key !== undefined) known.add(entry.key);
      const record = {
        _id: (seq += 1),
        at: at.toISOString(),
        action: entry.action,
        target: asStored(entry.target),
        outcome: entry.outcome,
        by: asStored(entry.by),
        detail: JSON.stringify(entry.detail ?? {}),
        ...(entry.key === undefined ? {} : { key: entry.key }),
        previous,
      };
      previous = this.#seal(record);
      records.push({ ...record, hash: previous });
    }
    if (records.length === 0) return;
    await this.#model.insertMany(records);
    this.#last = { seq, hash: previous };
    this.anchor.keep(this.#last);
  }

  /** Newest first. */
  async page(query: { before?: number; size: number; action?: string; by?: string }): Promise<StoredAudit[]> {
    const filter: Record<string, unknown> = {};
    if (query.before !== undefined) filter._id = { $lt: query.before };
    if (query.action !== undefined) filter.action = { $eq: query.action };
    if (query.by !== undefined) filter.by = { $eq: query.by };
    return this.#model.find(filter).sort({ _id: -1 }).limit(Math.min(query.size, MAX_AUDIT_PAGE)).lean<StoredAudit[]>();
  }

  /** Reads the whole trail and names the first record that was changed, taken out or cut off. */
  async verify(): Promise<AuditVerdict> {
    let head: Head | undefined;
    try {
      head = this.anchor.head();
    } catch (error) {
      return { intact: false, entries: this.#last.seq, brokenAt: this.#last.seq, reason: (error as Error).message };
    }
    const anchored = new Map([...this.anchor.external(), ...(head ? [head] : [])].map(({ seq, hash }) => [seq, hash]));
    let previous = START;
    let seq = 0;
    const broken = (brokenAt: number, reason: string): AuditVerdict => ({
      intact: false,
      entries: seq,
      brokenAt,
      reason,
    });
    for (;;) {
      const batch = await this.#model
        .find({ _id: { $gt: seq } })
        .sort({ _id: 1 })
        .limit(VERIFY_BATCH)
        .lean<StoredAudit[]>();
      for (const entry of batch) {
        if (entry._id !== seq + 1) return broken(seq + 1, `第 ${seq + 1} 条缺失`);
        if (entry.previous !== previous) return broken(entry._id, '与上一条不衔接');
        if (this.#seal(entry) !== entry.hash) return broken(entry._id, '内容被改动');
        const expected = anchored.get(entry._id);
        if (expected !== undefined && expected !== entry.hash) return broken(entry._id, '与留存的末尾不一致');
        seq = entry._id;
        previous = entry.hash;
      }
      if (batch.length < VERIFY_BATCH) break;
    }
    const furthest = Math.max(0, ...anchored.keys());
    if (furthest > seq) return broken(seq + 1, `第 ${seq + 1} 条起缺失，应至少有 ${furthest} 条`);
    return { intact: true, entries: seq };
  }

  #seal(record: Omit<StoredAudit, 'hash'>): string {
    const { _id, at, action, target, outcome, by, detail, key, previous } = record;
    const content = [_id, at, action, target, outcome, by, detail, previous, ...(key === undefined ? [] : [key])];
    return createHmac('sha256', this.#key).update(JSON.stringify(content)).digest('hex');
  }
}
