import type { Head } from './anchor.js';
import type { AuditVerdict, StoredAudit } from './audit-record.js';

export const START = '0'.repeat(64);

export interface TrailCheckParts {
  /** Records behind a sequence number, in order, at most `limit`. */
  read(after: number, limit: number): Promise<StoredAudit[]>;
  /** What the seal of a record has to be. */
  seal(record: StoredAudit): string;
  /** Heads somebody outside the table knows; `where` is named when one does not fit. */
  readonly known: readonly (Head & { readonly where: string })[];
}

/** Goes through the trail from its first record, a slice at a time, and names the first record that was changed, taken out or cut off. */
export class TrailCheck {
  readonly #parts: TrailCheckParts;
  readonly #known: ReadonlyMap<number, readonly TrailCheckParts['known'][number][]>;
  #seq = 0;
  #previous = START;

  constructor(parts: TrailCheckParts) {
    this.#parts = parts;
    this.#known = new Map(
      parts.known.map(({ seq }) => [seq, parts.known.filter((other) => other.seq === seq)] as const),
    );
  }

  /** Records found right so far. */
  get checked(): number {
    return this.#seq;
  }

  /** Looks at the next `limit` records; undefined while there are more. */
  async next(limit: number): Promise<AuditVerdict | undefined> {
    const batch = await this.#parts.read(this.#seq, limit);
    for (const entry of batch) {
      if (entry._id !== this.#seq + 1) return this.#broken(this.#seq + 1, `第 ${this.#seq + 1} 条缺失`);
      if (entry.previous !== this.#previous) return this.#broken(entry._id, '与上一条不衔接');
      if (this.#parts.seal(entry) !== entry.hash) return this.#broken(entry._id, '内容被改动');
      const other = this.#known.get(entry._id)?.find(({ hash }) => hash !== entry.hash);
      if (other) return this.#broken(entry._id, `与${other.where}留存的末尾不一致`);
      this.#seq = entry._id;
      this.#previous = entry.hash;
    }
    if (batch.length === limit) return undefined;
    const furthest = Math.max(0, ...this.#known.keys());
    if (furthest > this.#seq)
      return this.#broken(this.#seq + 1, `第 ${this.#seq + 1} 条起缺失，应至少有 ${furthest} 条`);
    return { intact: true, entries: this.#seq };
  }

  #broken(brokenAt: number, reason: string): AuditVerdict {
    return { intact: false, entries: this.#seq, brokenAt, reason };
  }
}
