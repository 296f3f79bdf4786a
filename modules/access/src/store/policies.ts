import { DEFAULT_POLICY, POST_GROUPS } from '../domain/default-policy.js';
import { ceilingProblem, isReserved } from '../domain/reserved.js';
import { PolicyDecider, type AccessRequest, type IsWithin, type PolicyRow } from '../domain/policy-model.js';
import type { AccessModels, StoredPolicy } from './models.js';

const EVERYWHERE = '*';

/**
 * Kinds of administrators that must keep a power. Confirming takes three: whoever proposes and whom it is about do not confirm, so with
 * fewer somebody could no longer be touched by anybody.
 */
const HOLDERS_NEEDED: Readonly<Record<string, number>> = { 'grants.confirm': 3 };

/** The policy table as stored, and its decisions. Nothing is decided before `load` succeeded. */
export class Policies {
  readonly #models: AccessModels;
  readonly #isWithin: IsWithin;
  #decider: PolicyDecider | undefined;
  #ignored: readonly PolicyRow[] = [];

  constructor(models: AccessModels, isWithin: IsWithin) {
    this.#models = models;
    this.#isWithin = isWithin;
  }

  /** Adds the default rows of permissions this installation has not seen before; what an administrator removed stays removed. */
  async addDefaults(permissions: readonly string[], now: Date): Promise<string[]> {
    const added: string[] = [];
    for (const permission of permissions) {
      const mark = `permission:${permission}`;
      if (await this.#models.marks.exists({ _id: { $eq: mark } })) continue;
      for (const [subject, granted] of Object.entries(DEFAULT_POLICY)) {
        if (granted.includes(permission)) await this.#put({ subject, region: EVERYWHERE, permission });
      }
      await this.#models.marks.create({ _id: mark, at: now });
      added.push(permission);
    }
    return added;
  }

  async load(): Promise<void> {
    this.#decider = undefined;
    const rows = await this.rows();
    // However a row came to be: what a post may never carry is not decided by the table.
    this.#ignored = rows.filter((row) => row.permission && ceilingProblem(row.subject, row.permission));
    const obeyed = rows.filter((row) => !this.#ignored.includes(row));
    this.#decider = await PolicyDecider.of(obeyed, POST_GROUPS, this.#isWithin);
  }

  /** Rows that stand in the table and give nothing, because they would give an administrator's power to others or the other way round. */
  get ignored(): readonly PolicyRow[] {
    return this.#ignored;
  }

  /** True when without this row too few would hold a power of the administrators everywhere. */
  async isLast(row: PolicyRow): Promise<boolean> {
    if (!isReserved(row.permission) || row.region !== EVERYWHERE) return false;
    const holders = (await this.rows()).filter(
      (other) =>
        other.permission === row.permission &&
        other.region === EVERYWHERE &&
        !ceilingProblem(other.subject, other.permission),
    );
    const needed = HOLDERS_NEEDED[row.permission] ?? 1;
    return holders.length <= needed && holders.some(({ subject }) => subject === row.subject);
  }

  get available(): boolean {
    return this.#decider !== undefined;
  }

  async rows(): Promise<PolicyRow[]> {
    const stored = await this.#models.policies.find().sort({ _id: 1 }).lean<StoredPolicy[]>();
    return stored.map(({ subject, region, permission }) => ({ subject, region, permission }));
  }

  /** Grants or takes away one permission; decisions follow at once. */
  async set(row: PolicyRow, granted: boolean): Promise<void> {
    if (granted) await this.#put(row);
    else await this.#models.policies.deleteOne({ _id: { $eq: idOf(row) } });
    await this.load();
  }

  async decide(request: AccessRequest): Promise<boolean> {
    return this.#decider ? this.#decider.decide(request) : false;
  }

  async #put(row: PolicyRow): Promise<void> {
    await this.#models.policies.updateOne({ _id: { $eq: idOf(row) } }, { $set: { ...row } }, { upsert: true });
  }
}

const idOf = (row: PolicyRow): string => `${row.subject}|${row.region}|${row.permission}`;
