import { createHmac } from 'node:crypto';
import { Schema, type Model } from 'mongoose';
import type { AuditEntry } from '@anliu/kit';
import type { Storage } from '@anliu/storage';
import { Anchor, type Head, type KnownHead } from './anchor.js';
import type { AuditVerdict, StoredAudit } from './audit-record.js';
import { START, TrailCheck } from './trail-check.js';

export interface AuditLogOptions {
  readonly dataDir: string;
  readonly key: string;
  /** File elsewhere that keeps the head as well; see {@link Anchor}. */
  readonly external?: string | undefined;
  /** Start although records are missing at the end; the gap stays in the trail for ever. */
  readonly acceptGap?: boolean | undefined;
}

const VERIFY_BATCH = 1_000;
/** Records of one write; what comes meanwhile waits for the next. */
const MAX_BATCH = 500;
export const MAX_AUDIT_PAGE = 200;

/** Records that were there are not: the trail is shorter than its anchor says, or another one. */
export class AuditCutError extends Error {
  constructor(reason: string) {
    super(
      `审计记录与留存的末尾不符：${reason}。可能有人删改了记录或留存的末尾，或数据库文件比其他部分旧。\n` +
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
  #known: readonly KnownHead[] = [];
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

  /**
   * Finds the end of the trail and compares it with every head that is kept: in its anchor, elsewhere, and `remembered` by the other parts
   * of the installation (sealed texts by the name of the part). Once one part remembers, the trail has begun: an anchor that is missing,
   * or not sealed, is no longer a new or old folder.
   * @throws AuditCutError
   */
  async open(remembered: readonly { readonly where: string; readonly sealed: string }[] = []): Promise<void> {
    const last = await this.#newest();
    this.#last = last;
    const anchored = this.anchor.read();
    const kept = remembered.map(({ where, sealed }) => ({ where, head: this.anchor.unsealed(sealed) }));
    const forged = kept.find(({ head }) => !head);
    const external = this.anchor.external();
    this.#known = [
      ...kept.flatMap(({ where, head }) => (head ? [{ where, ...head }] : [])),
      ...external.slice(-1).map((head) => ({ where: '外部留存文件', ...head })),
    ];
    const problem =
      anchored.problem ??
      (forged && `${forged.where} 中留存的审计末尾封印不符`) ??
      (!anchored.head && (last.seq > 0 || remembered.length > 0) ? '留存末尾的文件不见了' : undefined) ??
      (anchored.unsealed && remembered.length > 0 ? '留存末尾的文件被换成了没有封印的旧文件' : undefined) ??
      (await this.#firstMisfit([...(anchored.head ? [{ where: '留存文件', ...anchored.head }] : []), ...this.#known]));
    if (problem !== undefined) {
      if (!this.#acceptGap) throw new AuditCutError(problem);
      this.#last = [last, anchored.head, ...this.#known].reduce<Head>((a, b) => (b && b.seq > a.seq ? b : a), last);
      await this.append(
        { action: 'audit.gap', target: '', outcome: 'done', by: 'system', detail: { problem, found: last.seq } },
        new Date(),
      );
    } else if (anchored.head && this.#known.some(({ seq }) => seq > (anchored.head?.seq ?? 0))) {
      // The trail holds all that the other parts know, so nothing is lost; but somebody has put an old anchor back.
      const detail = { problem: '留存末尾的文件比其他部分旧', found: anchored.head.seq };
      await this.append({ action: 'audit.anchor', target: '', outcome: 'done', by: 'system', detail }, new Date());
    }
    this.anchor.keep(this.#last);
    await this.anchor.flush();
  }

  /** The newest record. */
  get head(): Head {
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#written;
    await this.anchor.flush();
  }

  async #newest(): Promise<Head> {
    const last = await this.#model.findOne().sort({ _id: -1 }).lean<StoredAudit>();
    return last ? { seq: last._id, hash: last.hash } : { seq: 0, hash: START };
  }

  async #firstMisfit(heads: readonly KnownHead[]): Promise<string | undefined> {
    for (const { seq, hash, where } of heads) {
      if (seq === 0) continue;
      if (seq > this.#last.seq)
        return `按${where}应至少有 ${seq} 条，现在只有 ${this.#last.seq} 条，缺少第 ${this.#last.seq + 1} 条起的记录`;
      const entry = await this.#model.findOne({ _id: seq }).lean<StoredAudit>();
      if (entry?.hash !== hash) return `第 ${seq} 条已不是当时的记录（按${where}）`;
    }
    return undefined;
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
    const anchored = this.anchor.read();
    if (anchored.problem !== undefined)
      return { intact: false, entries: this.#last.seq, brokenAt: this.#last.seq, reason: anchored.problem };
    const check = this.check();
    for (;;) {
      const verdict = await check.next(VERIFY_BATCH);
      if (verdict) return verdict;
    }
  }

  /** The same, slice by slice. */
  check(): TrailCheck {
    const { head } = this.anchor.read();
    return new TrailCheck({
      read: (after, limit) =>
        this.#model
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(limit)
          .lean<StoredAudit[]>(),
      seal: (record) => this.#seal(record),
      known: [
        ...this.#known,
        ...this.anchor.external().map((one) => ({ where: '外部留存文件', ...one })),
        ...(head ? [{ where: '留存文件', ...head }] : []),
      ],
    });
  }

  #seal(record: Omit<StoredAudit, 'hash'>): string {
    const { _id, at, action, target, outcome, by, detail, key, previous } = record;
    const content = [_id, at, action, target, outcome, by, detail, previous, ...(key === undefined ? [] : [key])];
    return createHmac('sha256', this.#key).update(JSON.stringify(content)).digest('hex');
  }
}
