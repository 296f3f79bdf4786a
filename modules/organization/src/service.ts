import type { OrganizationRef, PersonRef, PostAssignment, RegionRef } from '@anliu/contract';
import { serviceToken } from '@anliu/kit';
import type { DemoRegion } from './demo/demo-region.js';

/** A person with everything the platform knows; `PersonRef` is what leaves the server. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  /** 执法证号 */
  readonly certificate?: string;
  readonly phone?: string;
  /** A disabled person keeps the history but cannot log in and is not offered for new work. */
  readonly disabled: boolean;
  /** Held today. */
  readonly posts: readonly PostAssignment[];
  /** Every assignment with its period: those of today, those to come, and those that are over. */
  readonly assignments: readonly PostAssignment[];
}

export interface PeopleQuery {
  /** Post id, e.g. `post-site`. */
  readonly post?: string;
  /** People of exactly this organisation. */
  readonly organization?: string;
  /**
   * People responsible for this region: those of organisations in the region itself; when there is nobody, of the nearest
   * region above; when there is nobody either, of the regions below.
   */
  readonly region?: string;
  /** People of the enterprise with this 统一社会信用代码. */
  readonly uscc?: string;
  /** Part of the name or of the login. */
  readonly q?: string;
}

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly certificate?: string;
  readonly phone?: string;
}

/** A post in a unit for a period; the days are those of the office. */
export interface AssignmentInput {
  readonly post: string;
  readonly organization: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface Unit extends OrganizationRef {
  readonly parent?: string;
  readonly retired: boolean;
}

export interface NewUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganizationRef['kind'];
  readonly region: string;
  readonly parent?: string;
}

export interface PostRef {
  readonly id: string;
  readonly title: string;
}

export interface OrganizationService {
  /** Enabled people, ordered by organisation and name, at most `MAX_PEOPLE`. `title` names the post that was asked for. */
  people(query: PeopleQuery): Promise<PersonRef[]>;
  byId(id: string): Promise<Person | undefined>;
  byLogin(login: string): Promise<Person | undefined>;
  /** In the order of `ids`; unknown ones are left out. */
  byIds(ids: readonly string[]): Promise<PersonRef[]>;
  allPeople(): Promise<Person[]>;
  addPerson(person: NewPerson): Promise<Person>;
  /** As `addPerson`, and repeated with the same id it replaces what it made: for a set-up that was interrupted. */
  putPerson(person: NewPerson): Promise<Person>;
  changePerson(id: string, change: { name: string; certificate?: string; phone?: string }): Promise<Person>;
  setDisabled(id: string, disabled: boolean): Promise<void>;
  /** @throws AppError for unknown posts, unknown or retired units, and days that are none or in the wrong order */
  checkPosts(posts: readonly AssignmentInput[]): void;
  /** Replaces the posts of a person. @throws AppError as `checkPosts` */
  setPosts(id: string, posts: readonly AssignmentInput[]): Promise<Person>;
  /** Called after a person or what a person holds was changed, whoever changed it. Returns the way to stop listening. */
  onPersonChange(listener: (person: string) => void | Promise<void>): () => void;
  /** Offices, the retired ones too; enterprises are not among them. */
  units(): Promise<Unit[]>;
  /** @throws AppError for an unknown region or parent, or a name that its region has already */
  addUnit(unit: NewUnit): Promise<Unit>;
  /** The unit an empty installation begins with; repeated, it replaces it. */
  putFirstUnit(unit: { name: string; region: string }): Promise<Unit>;
  /** @throws AppError as `addUnit`, and when a unit would be put below itself */
  changeUnit(id: string, change: { name?: string; region?: string; parent?: string | null }): Promise<Unit>;
  /** @throws AppError as `changeUnit`; changes nothing */
  checkUnit(id: string, change: { region?: string; parent?: string | null }): Promise<void>;
  /** @throws AppError 409 while people hold posts in it or other units are below it */
  retireUnit(id: string, retired: boolean): Promise<Unit>;
  organization(id: string): Promise<OrganizationRef | undefined>;
  organizations(): Promise<(OrganizationRef & { parent?: string })[]>;
  /** Where a person works: the organisation of the given assignment, else of the first. */
  organizationOf(person: string, assignment?: string): Promise<OrganizationRef | undefined>;
  /** The organisation and everything below it. */
  organizationsBelow(id: string): Promise<string[]>;
  enterpriseOrganization(uscc: string): Promise<OrganizationRef | undefined>;
  region(code: string): RegionRef | undefined;
  /** From the province down to the region; empty for an unknown code. */
  regionPath(code: string): RegionRef[];
  regionRoots(): RegionRef[];
  regionChildren(code: string): RegionRef[];
  /** The region and everything below it, as codes. */
  regionsBelow(code: string): string[];
  /** By the tree, never by comparing digits. */
  isWithin(code: string, ancestor: string): boolean;
  posts(): Promise<PostRef[]>;
  /** Called by the pack loader: adds posts that are missing, renames those whose title changed. */
  ensurePosts(posts: readonly PostRef[]): Promise<void>;
  /** The demonstration region when this installation was set up with it. */
  demonstration(): Promise<DemoRegion | undefined>;
}

export const Organization = serviceToken<OrganizationService>('organization');

/** People one question answers at most; a picker then asks for more letters. */
export const MAX_PEOPLE = 200;
