import type { EnterpriseDetail, EnterpriseRef, EnterpriseSummary } from '@anliu/contract';
import { isDuplicateKey } from '@anliu/storage';
import { searchPattern } from '@anliu/text';
import type { OrganizationService } from '@anliu/organization';
import { DEFAULT_STATUS, type RowValues } from '../domain/columns.js';
import type { EnterpriseLookupService } from '../service.js';
import type { EnterpriseModels, StoredEnterprise } from './models.js';

/** Earlier versions kept with an enterprise; older ones are in the audit trail only. */
const KEPT_VERSIONS = 20;
/** Tries before a change that keeps meeting other changes is given up. */
const MAX_TRIES = 5;

/** What a caller may see: one enterprise, or those of some regions. */
export type Reach = { readonly uscc: string } | { readonly regions: readonly string[] };

export interface EnterpriseQuery {
  readonly q?: string;
  readonly region?: string;
  readonly page: number;
  readonly size: number;
}

/** 一企一档: one document per enterprise, found by 统一社会信用代码. */
export class Registry implements EnterpriseLookupService {
  readonly #models: EnterpriseModels;
  readonly #organization: OrganizationService;

  constructor(models: EnterpriseModels, organization: OrganizationService) {
    this.#models = models;
    this.#organization = organization;
  }

  async byUscc(uscc: string): Promise<EnterpriseDetail | undefined> {
    const stored = await this.#find(uscc);
    return stored && this.#detail(stored);
  }

  async regionOf(uscc: string): Promise<string | undefined> {
    return (await this.#find(uscc))?.region;
  }

  async ref(uscc: string): Promise<EnterpriseRef | undefined> {
    const stored = await this.#find(uscc);
    return stored && { uscc: stored._id, name: stored.name };
  }

  /** Region of each of these enterprises that is registered. */
  async regionsOf(usccs: readonly string[]): Promise<Map<string, string>> {
    const found = await this.#models.enterprises
      .find({ _id: { $in: [...usccs] } }, { region: 1 })
      .lean<{ _id: string; region: string }[]>();
    return new Map(found.map((enterprise) => [enterprise._id, enterprise.region]));
  }

  async count(): Promise<number> {
    return this.#models.enterprises.countDocuments();
  }

  async page(
    query: EnterpriseQuery,
    reach: Reach,
  ): Promise<{ items: EnterpriseSummary[]; total: number; page: number; size: number }> {
    const filter = this.#filter(query, reach);
    const total = await this.#models.enterprises.countDocuments(filter);
    const stored = await this.#models.enterprises
      .find(filter)
      .sort({ name: 1, _id: 1 })
      .skip((query.page - 1) * query.size)
      .limit(query.size)
      .lean<StoredEnterprise[]>();
    return { items: stored.map((enterprise) => this.#summary(enterprise)), total, page: query.page, size: query.size };
  }

  #filter(query: EnterpriseQuery, reach: Reach): Record<string, unknown> {
    const filter: Record<string, unknown> = {};
    if ('uscc' in reach) filter._id = { $eq: reach.uscc };
    else {
      const below = query.region ? new Set(this.#organization.regionsBelow(query.region)) : undefined;
      filter.region = { $in: reach.regions.filter((region) => !below || below.has(region)) };
    }
    const wanted = searchPattern(query.q ?? '');
    if (wanted !== '') {
      const contains = { $regex: wanted };
      filter.$or = [
        { name: contains },
        { principal: contains },
        { address: contains },
        { _id: { $regex: `^${wanted}` } },
      ];
    }
    return filter;
  }

  /**
   * Registers an enterprise or brings its file up to date; `source` names the change, and a change that was applied is not applied
   * again. Fields the change does not name stay as they are.
   */
  async put(values: RowValues, source: string, by: string, now: Date): Promise<'created' | 'updated' | 'already'> {
    const uscc = values.uscc;
    if (!uscc) throw new Error('an enterprise without code cannot be registered');
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const current = await this.#find(uscc);
      if (!current) {
        try {
          await this.#models.enterprises.create({
            ...fieldsOf(values),
            _id: uscc,
            status: values.status ?? DEFAULT_STATUS,
            version: 1,
            updatedAt: now,
            updatedBy: by,
            source,
            history: [],
          });
          return 'created';
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          continue;
        }
      }
      if (current.source === source || current.history.some((version) => version.source === source)) return 'already';
      const { history, source: madeBy, version, updatedAt, updatedBy, ...before } = current;
      const replaced = { version, at: updatedAt, by: updatedBy, source: madeBy, before: JSON.stringify(before) };
      const result = await this.#models.enterprises.updateOne(
        { _id: { $eq: uscc }, version: { $eq: version } },
        {
          $set: {
            ...fieldsOf(values),
            version: version + 1,
            updatedAt: now,
            updatedBy: by,
            source,
            history: [replaced, ...history].slice(0, KEPT_VERSIONS),
          },
        },
      );
      if (result.matchedCount) return 'updated';
    }
    throw new Error(`enterprise ${uscc} is being changed by too many at once`);
  }

  async #find(uscc: string): Promise<StoredEnterprise | undefined> {
    return (await this.#models.enterprises.findById(uscc).lean<StoredEnterprise>()) ?? undefined;
  }

  #summary(stored: StoredEnterprise): EnterpriseSummary {
    return {
      uscc: stored._id,
      name: stored.name,
      region: stored.region,
      regionName: this.#organization.region(stored.region)?.name ?? stored.region,
      status: stored.status,
      ...present(stored, ['sector', 'scale', 'address', 'principal', 'principalPhone']),
    };
  }

  #detail(stored: StoredEnterprise): EnterpriseDetail {
    return {
      ...this.#summary(stored),
      version: stored.version,
      updatedAt: stored.updatedAt.toISOString(),
      ...present(stored, ['legalRepresentative', 'industry', 'safetyHead', 'safetyHeadPhone', 'staffTotal']),
    };
  }
}

function present<K extends keyof StoredEnterprise>(
  stored: StoredEnterprise,
  keys: readonly K[],
): { [P in K]?: NonNullable<StoredEnterprise[P]> } {
  const result: { [P in K]?: NonNullable<StoredEnterprise[P]> } = {};
  for (const key of keys) {
    const value = stored[key];
    if (value !== undefined && value !== null) result[key] = value;
  }
  return result;
}

function fieldsOf(values: RowValues): Partial<StoredEnterprise> & { name: string; region: string } {
  const { uscc: _uscc, staffTotal, name = '', region = '', ...rest } = values;
  return { ...rest, name, region, ...(staffTotal === undefined ? {} : { staffTotal: Number(staffTotal) }) };
}
