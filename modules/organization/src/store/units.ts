import { conflict, invalid, notFound } from '@anliu/kit';
import { isOver } from '../domain/period.js';
import type { RegionTree } from '../domain/region-tree.js';
import type { NewUnit, Unit } from '../service.js';
import type { OrganizationModels, StoredOrganization, StoredPerson } from './models.js';
import { say } from '../sentences.js';

/** What every other unit of an installation that began empty is below. */
const FIRST_UNIT = 'bureau';

interface UnitChange {
  readonly name?: string;
  readonly region?: string;
  readonly parent?: string | null;
}

/** The offices of an installation: made, renamed, moved, retired. What was decided in their name keeps their id. */
export class Units {
  readonly #models: OrganizationModels;
  readonly #regions: RegionTree;
  readonly #today: () => string;
  readonly #reload: () => Promise<void>;

  constructor(models: OrganizationModels, regions: RegionTree, today: () => string, reload: () => Promise<void>) {
    this.#models = models;
    this.#regions = regions;
    this.#today = today;
    this.#reload = reload;
  }

  async all(): Promise<Unit[]> {
    const stored = await this.#models.organizations.find({ kind: { $ne: 'enterprise' } }).lean<StoredOrganization[]>();
    return stored.map(unitOf);
  }

  async putFirst({ name, region }: { name: string; region: string }): Promise<Unit> {
    await this.#check(FIRST_UNIT, { name, region });
    const unit = { name, kind: 'bureau', region } as const;
    await this.#models.organizations.updateOne({ _id: { $eq: FIRST_UNIT } }, { $set: unit }, { upsert: true });
    await this.#reload();
    return this.#get(FIRST_UNIT);
  }

  async add(unit: NewUnit): Promise<Unit> {
    await this.#check(unit.id, unit);
    await this.#models.organizations.create({
      _id: unit.id,
      name: unit.name,
      kind: unit.kind,
      region: unit.region,
      ...(unit.parent ? { parent: unit.parent } : {}),
    });
    await this.#reload();
    return this.#get(unit.id);
  }

  async check(id: string, change: UnitChange): Promise<void> {
    await this.#next(id, change);
  }

  async #next(id: string, change: UnitChange): Promise<{ name: string; region: string; parent: string | undefined }> {
    const before = await this.#get(id);
    const parent = change.parent === undefined ? before.parent : (change.parent ?? undefined);
    const next = { name: change.name ?? before.name, region: change.region ?? before.region, parent };
    await this.#check(id, next);
    return next;
  }

  async change(id: string, change: UnitChange): Promise<Unit> {
    const next = await this.#next(id, change);
    const { parent } = next;
    await this.#models.organizations.updateOne(
      { _id: { $eq: id } },
      {
        $set: { name: next.name, region: next.region, ...(parent ? { parent } : {}) },
        ...(parent ? {} : { $unset: { parent: 1 } }),
      },
    );
    await this.#reload();
    return this.#get(id);
  }

  async retire(id: string, retired: boolean): Promise<Unit> {
    const unit = await this.#get(id);
    if (retired) {
      const below = (await this.all()).filter((other) => other.parent === id && !other.retired);
      if (below.length)
        throw conflict('UNIT_HAS_UNITS', say.unitHasUnits({ unit: unit.name, units: below.map((one) => one.name) }));
      const today = this.#today();
      const people = await this.#models.people
        .find({ posts: { $elemMatch: { organization: id } } })
        .lean<StoredPerson[]>();
      const holding = people.filter(
        (person) => !person.disabled && person.posts.some((held) => held.organization === id && !isOver(held, today)),
      );
      if (holding.length)
        throw conflict(
          'UNIT_HAS_PEOPLE',
          say.unitHasPeople({
            unit: unit.name,
            people: holding.slice(0, 5).map((person) => person.name),
            count: holding.length,
          }),
        );
    }
    await this.#models.organizations.updateOne({ _id: { $eq: id } }, { $set: { retired } });
    await this.#reload();
    return this.#get(id);
  }

  async #get(id: string): Promise<Unit> {
    const stored = await this.#models.organizations.findById(id).lean<StoredOrganization>();
    if (!stored || stored.kind === 'enterprise') throw notFound(say.noUnit);
    return unitOf(stored);
  }

  async #check(id: string, unit: { name: string; region: string; parent?: string | undefined }): Promise<void> {
    if (!this.#regions.get(unit.region))
      throw invalid(say.noRegion({ region: unit.region }), [
        { path: 'region', code: 'unknown', message: say.noRegionField },
      ]);
    const all = await this.all();
    const same = all.find((other) => other.id !== id && other.name === unit.name && other.region === unit.region);
    if (same)
      throw invalid(same.retired ? say.unitTakenRetired({ unit: unit.name }) : say.unitTaken({ unit: unit.name }), [
        { path: 'name', code: 'duplicate', message: say.unitTakenField },
      ]);
    for (let above = unit.parent; above !== undefined;) {
      if (above === id) throw invalid(say.unitCycle, [{ path: 'parent', code: 'cycle', message: say.unitCycleField }]);
      const found = all.find((other) => other.id === above);
      if (!found || (found.retired && above === unit.parent))
        throw invalid(say.noParent, [{ path: 'parent', code: 'unknown', message: say.noParentField }]);
      above = found.parent;
    }
  }
}

const unitOf = (stored: StoredOrganization): Unit => ({
  id: stored._id,
  name: stored.name,
  kind: stored.kind,
  region: stored.region,
  ...(stored.parent ? { parent: stored.parent } : {}),
  retired: stored.retired === true,
});
