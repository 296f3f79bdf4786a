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
  readonly posts: readonly PostAssignment[];
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
  setDisabled(id: string, disabled: boolean): Promise<void>;
  /** Replaces the posts of a person. @throws AppError for unknown posts or organisations */
  setPosts(id: string, posts: readonly { post: string; organization: string }[]): Promise<Person>;
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
