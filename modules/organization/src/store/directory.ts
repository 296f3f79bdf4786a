import { invalid, notFound } from '@anliu/kit';
import type { OrganizationRef, PersonRef, PostAssignment } from '@anliu/contract';
import { readDemoRegion, type DemoRegion } from '../demo/demo-region.js';
import { DEMO_SETUP } from '../demo/seed.js';
import { assignmentId } from '../domain/assignment.js';
import { covers } from '../domain/period.js';
import type { RegionTree } from '../domain/region-tree.js';
import {
  MAX_PEOPLE,
  type AssignmentInput,
  type NewPerson,
  type NewUnit,
  type OrganizationService,
  type PeopleQuery,
  type Person,
  type PostRef,
  type Unit,
} from '../service.js';
import { checkAssignments } from './check-assignments.js';
import type { OrganizationModels, StoredAssignment, StoredOrganization, StoredPerson } from './models.js';
import { Units } from './units.js';
import { say } from '../sentences.js';

/** Answers who works where. Organisations and post titles are few and change seldom: they are kept in memory and reloaded after every write. */
export class Directory implements OrganizationService {
  readonly #models: OrganizationModels;
  readonly #regions: RegionTree;
  #organizations = new Map<string, StoredOrganization>();
  #titles = new Map<string, string>();
  /** Day of the office, `YYYY-MM-DD`. */
  readonly #today: () => string;
  readonly #units: Units;
  readonly #listeners = new Set<(person: string) => void | Promise<void>>();

  constructor(models: OrganizationModels, regions: RegionTree, today: () => string) {
    this.#models = models;
    this.#regions = regions;
    this.#today = today;
    this.#units = new Units(models, regions, today, () => this.reload());
  }

  async reload(): Promise<void> {
    const organizations = await this.#models.organizations.find().lean<StoredOrganization[]>();
    const posts = await this.#models.posts.find().lean<{ _id: string; title: string }[]>();
    this.#organizations = new Map(organizations.map((organization) => [organization._id, organization]));
    this.#titles = new Map(posts.map((post) => [post._id, post.title]));
  }

  async people(query: PeopleQuery): Promise<PersonRef[]> {
    const organizations = this.#organizationsFor(query);
    if (!query.region) return this.#peopleOf(query, organizations);
    // Whoever is responsible for a town without an office of its own works in the county above it.
    const path = this.#regions.path(query.region).map((region) => region.code);
    for (const code of path.reverse()) {
      const found = await this.#peopleOf(
        query,
        inRegion(organizations ?? [...this.#organizations.values()], (region) => region === code),
      );
      if (found.length) return found;
    }
    const region = query.region;
    return this.#peopleOf(
      query,
      inRegion(organizations ?? [...this.#organizations.values()], (code) => this.#regions.isWithin(code, region)),
    );
  }

  #organizationsFor(query: PeopleQuery): StoredOrganization[] | undefined {
    const all = [...this.#organizations.values()];
    let chosen: StoredOrganization[] | undefined;
    if (query.organization !== undefined)
      chosen = all.filter((organization) => organization._id === query.organization);
    if (query.uscc !== undefined) chosen = (chosen ?? all).filter((organization) => organization.uscc === query.uscc);
    return chosen;
  }

  async #peopleOf(query: PeopleQuery, organizations: StoredOrganization[] | undefined): Promise<PersonRef[]> {
    if (organizations?.length === 0) return [];
    const assignment: Record<string, unknown> = {};
    if (query.post !== undefined) assignment.post = query.post;
    const ids = organizations && new Set(organizations.map((organization) => organization._id));
    if (ids) assignment.organization = { $in: [...ids] };
    const filter: Record<string, unknown> = { disabled: false };
    if (Object.keys(assignment).length) filter.posts = { $elemMatch: assignment };
    const people = await this.#models.people.find(filter).sort({ _id: 1 }).lean<StoredPerson[]>();
    const wanted = query.q?.trim().toLowerCase();
    return (
      people
        .filter((person) => !wanted || person.name.toLowerCase().includes(wanted) || person.login.includes(wanted))
        .map((person) => {
          const post = this.#held(person).find(
            (held) => (query.post === undefined || held.post === query.post) && (!ids || ids.has(held.organization)),
          );
          return { person, post };
        })
        // The question was about a post, and its period is over or has not begun.
        .filter(({ post }) => post !== undefined || Object.keys(assignment).length === 0)
        .slice(0, MAX_PEOPLE)
        .map(({ person, post }) => this.#ref(person, post))
    );
  }

  async byId(id: string): Promise<Person | undefined> {
    const stored = await this.#models.people.findById(id).lean<StoredPerson>();
    return stored ? this.#person(stored) : undefined;
  }

  async byLogin(login: string): Promise<Person | undefined> {
    const stored = await this.#models.people
      .findOne({ login: { $eq: login.trim().toLowerCase() } })
      .lean<StoredPerson>();
    return stored ? this.#person(stored) : undefined;
  }

  async byIds(ids: readonly string[]): Promise<PersonRef[]> {
    if (!ids.length) return [];
    const stored = await this.#models.people.find({ _id: { $in: [...new Set(ids)] } }).lean<StoredPerson[]>();
    const found = new Map(stored.map((person) => [person._id, person]));
    return ids.flatMap((id) => {
      const person = found.get(id);
      return person ? [this.#ref(person)] : [];
    });
  }

  async allPeople(): Promise<Person[]> {
    const stored = await this.#models.people.find().sort({ _id: 1 }).lean<StoredPerson[]>();
    return stored.map((person) => this.#person(person));
  }

  async addPerson(person: NewPerson): Promise<Person> {
    const login = person.login.trim().toLowerCase();
    if (await this.#models.people.exists({ login: { $eq: login } })) {
      throw invalid(say.loginTaken({ login }), [{ path: 'login', code: 'duplicate', message: say.loginTakenField }]);
    }
    await this.#models.people.create({
      _id: person.id,
      name: person.name,
      login,
      disabled: false,
      posts: [],
      ...(person.certificate ? { certificate: person.certificate } : {}),
      ...(person.phone ? { phone: person.phone } : {}),
    });
    return (await this.byId(person.id)) as Person;
  }

  async putPerson(person: NewPerson): Promise<Person> {
    const login = person.login.trim().toLowerCase();
    const other = await this.#models.people.findOne({ login: { $eq: login } }).lean<StoredPerson>();
    if (other && other._id !== person.id) return this.addPerson(person);
    await this.#models.people.deleteOne({ _id: { $eq: person.id } });
    return this.addPerson(person);
  }

  async changePerson(id: string, change: { name: string; certificate?: string; phone?: string }): Promise<Person> {
    const { name, certificate, phone } = change;
    const absent = { ...(certificate ? {} : { certificate: 1 }), ...(phone ? {} : { phone: 1 }) };
    const result = await this.#models.people.updateOne(
      { _id: { $eq: id } },
      {
        $set: { name, ...(certificate ? { certificate } : {}), ...(phone ? { phone } : {}) },
        ...(Object.keys(absent).length ? { $unset: absent } : {}),
      },
    );
    if (!result.matchedCount) throw notFound(say.noPerson);
    await this.#changed(id);
    return (await this.byId(id)) as Person;
  }

  async setDisabled(id: string, disabled: boolean): Promise<void> {
    const result = await this.#models.people.updateOne({ _id: { $eq: id } }, { $set: { disabled } });
    if (!result.matchedCount) throw notFound(say.noPerson);
    await this.#changed(id);
  }

  checkPosts(posts: readonly AssignmentInput[]): void {
    checkAssignments(posts, { titles: this.#titles, organizations: this.#organizations });
  }

  async setPosts(id: string, posts: readonly AssignmentInput[]): Promise<Person> {
    const stored = await this.#models.people.findById(id).lean<StoredPerson>();
    if (!stored) throw notFound(say.noPerson);
    this.checkPosts(posts);
    const next = posts.map(({ post, organization, from, until }): StoredAssignment => {
      const held = stored.posts.find((old) => old.post === post && old.organization === organization);
      return {
        id: held?.id ?? assignmentId(id, post, organization),
        post,
        organization,
        ...(from ? { from } : {}),
        ...(until ? { until } : {}),
      };
    });
    await this.#models.people.updateOne({ _id: { $eq: id } }, { $set: { posts: next } });
    await this.#changed(id);
    return (await this.byId(id)) as Person;
  }

  onPersonChange(listener: (person: string) => void | Promise<void>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #changed(person: string): Promise<void> {
    for (const listener of this.#listeners) await listener(person);
  }

  units(): Promise<Unit[]> {
    return this.#units.all();
  }

  putFirstUnit(unit: { name: string; region: string }): Promise<Unit> {
    return this.#units.putFirst(unit);
  }

  addUnit(unit: NewUnit): Promise<Unit> {
    return this.#units.add(unit);
  }

  changeUnit(id: string, change: { name?: string; region?: string; parent?: string | null }): Promise<Unit> {
    return this.#units.change(id, change);
  }

  checkUnit(id: string, change: { region?: string; parent?: string | null }): Promise<void> {
    return this.#units.check(id, change);
  }

  retireUnit(id: string, retired: boolean): Promise<Unit> {
    return this.#units.retire(id, retired);
  }

  async organization(id: string): Promise<OrganizationRef | undefined> {
    const stored = this.#organizations.get(id);
    return stored && organizationRef(stored);
  }

  async organizations(): Promise<(OrganizationRef & { parent?: string })[]> {
    return [...this.#organizations.values()].map((stored) => ({
      ...organizationRef(stored),
      ...(stored.parent ? { parent: stored.parent } : {}),
    }));
  }

  async organizationOf(person: string, assignment?: string): Promise<OrganizationRef | undefined> {
    const posts = (await this.byId(person))?.posts ?? [];
    return (posts.find((post) => post.id === assignment) ?? posts[0])?.organization;
  }

  async organizationsBelow(id: string): Promise<string[]> {
    if (!this.#organizations.has(id)) return [];
    const below = [id];
    for (const parent of below) {
      for (const organization of this.#organizations.values()) {
        if (organization.parent === parent && !below.includes(organization._id)) below.push(organization._id);
      }
    }
    return below;
  }

  async enterpriseOrganization(uscc: string): Promise<OrganizationRef | undefined> {
    const stored = [...this.#organizations.values()].find((organization) => organization.uscc === uscc);
    return stored && organizationRef(stored);
  }

  region(code: string): ReturnType<RegionTree['get']> {
    return this.#regions.get(code);
  }

  regionPath(code: string): ReturnType<RegionTree['path']> {
    return this.#regions.path(code);
  }

  regionRoots(): ReturnType<RegionTree['roots']> {
    return this.#regions.roots();
  }

  regionChildren(code: string): ReturnType<RegionTree['path']> {
    return [...this.#regions.children(code)];
  }

  regionsBelow(code: string): string[] {
    return this.#regions.below(code);
  }

  isWithin(code: string, ancestor: string): boolean {
    return this.#regions.isWithin(code, ancestor);
  }

  async posts(): Promise<PostRef[]> {
    return [...this.#titles].map(([id, title]) => ({ id, title }));
  }

  async ensurePosts(posts: readonly PostRef[]): Promise<void> {
    const changed = posts.filter((post) => this.#titles.get(post.id) !== post.title);
    for (const post of changed) {
      await this.#models.posts.updateOne({ _id: { $eq: post.id } }, { $set: { title: post.title } }, { upsert: true });
    }
    if (changed.length) await this.reload();
  }

  async demonstration(): Promise<DemoRegion | undefined> {
    return (await this.#models.setups.exists({ _id: { $eq: DEMO_SETUP } })) ? readDemoRegion() : undefined;
  }

  #assignment(held: StoredPerson['posts'][number]): PostAssignment | undefined {
    const organization = this.#organizations.get(held.organization);
    if (!organization) return undefined;
    return {
      id: held.id,
      post: held.post,
      title: this.#titles.get(held.post) ?? held.post,
      organization: organizationRef(organization),
      ...(held.from ? { from: held.from } : {}),
      ...(held.until ? { until: held.until } : {}),
    };
  }

  /** What the person holds today. */
  #held(stored: StoredPerson): StoredAssignment[] {
    const today = this.#today();
    return stored.posts.filter((held) => covers(held, today));
  }

  #person(stored: StoredPerson): Person {
    return {
      id: stored._id,
      name: stored.name,
      login: stored.login,
      disabled: stored.disabled,
      posts: this.#held(stored).flatMap((held) => this.#assignment(held) ?? []),
      assignments: stored.posts.flatMap((held) => this.#assignment(held) ?? []),
      ...(stored.certificate ? { certificate: stored.certificate } : {}),
      ...(stored.phone ? { phone: stored.phone } : {}),
    };
  }

  #ref(stored: StoredPerson, held = this.#held(stored)[0]): PersonRef {
    const assignment = held && this.#assignment(held);
    return {
      id: stored._id,
      name: stored.name,
      ...(assignment ? { title: `${assignment.organization.name} · ${assignment.title}` } : {}),
      ...(stored.certificate ? { certificate: stored.certificate } : {}),
    };
  }
}

const inRegion = (organizations: StoredOrganization[], matches: (region: string) => boolean): StoredOrganization[] =>
  organizations.filter((organization) => matches(organization.region));

const organizationRef = (stored: StoredOrganization): OrganizationRef => ({
  id: stored._id,
  name: stored.name,
  kind: stored.kind,
  region: stored.region,
  ...(stored.uscc ? { uscc: stored.uscc } : {}),
});
