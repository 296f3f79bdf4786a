export type RegionLevel = 'province' | 'city' | 'county' | 'town';

/** A region as shown in paths: GB/T 2260 six digits, townships nine digits. */
export interface RegionRef {
  code: string;
  name: string;
  level: RegionLevel;
}

export type OrganizationKind = 'bureau' | 'section' | 'brigade' | 'town-office' | 'enterprise';

export interface OrganizationRef {
  id: string;
  name: string;
  kind: OrganizationKind;
  region: string;
  /** 统一社会信用代码, only for enterprises. */
  uscc?: string;
}

/** One post a person holds in one organisation; a session acts in exactly one. `id` is unique per person. */
export interface PostAssignment {
  id: string;
  post: string;
  title: string;
  organization: OrganizationRef;
  /** First and last day (`YYYY-MM-DD`) the post is held; without them it is held from the start, and until it is taken away. */
  from?: string;
  until?: string;
}

export interface PersonRef {
  id: string;
  name: string;
  /** Organisation and post words for pickers and timelines, e.g. `执法大队 · 执法人员`. */
  title?: string;
  /** 执法证号 */
  certificate?: string;
}

export interface LoginRequest {
  login: string;
  password: string;
  /** Six digits of the authenticator app, where the account has one. */
  code?: string;
}

/** `GET /api/session`. `csrf` is sent back as header `x-csrf-token` on every write. */
export interface SessionInfo {
  person: PersonRef & { login: string };
  acting: PostAssignment;
  posts: PostAssignment[];
  regionPath: RegionRef[];
  permissions: string[];
  /** Places of the shell this person may use (interface brief §1), in order; absent places are not shown. */
  places: PlaceId[];
  csrf: string;
  mustChangePassword: boolean;
  /** True while the security profile asks for a second factor that is not set up. */
  mustEnrolSecondFactor: boolean;
  /** True when logging in takes a code of an authenticator app. */
  secondFactor: boolean;
  /** Who reset this person's password within the last month, newest first; ISO 8601 with offset. */
  resets?: { by: string[]; at: string }[];
  /** Server time, ISO 8601 with offset; the shell shows working days relative to it. */
  now: string;
}

export type PlaceId = 'workbench' | 'cases' | 'enterprises' | 'statistics' | 'configuration' | 'administration';
