import type { PlaceId, PostAssignment, TryOutPerson } from '@anliu/contract';
import { AppError, forbidden, type Logger, type PersonPrincipal, type Principal } from '@anliu/kit';
import type { OrganizationService, Person } from '@anliu/organization';
import { dataScope } from './domain/data-scope.js';
import { PLACES } from './domain/default-policy.js';
import { passwordProblem } from './domain/password.js';
import type { SecurityProfile } from './domain/security-profile.js';
import { isAdminPost, postConflict } from './domain/separation.js';
import type { AccessService, AuthenticatedSession, DataScope, FirstAdministrator, SessionEnd } from './service.js';
import type { Accounts } from './store/accounts.js';
import type { Devices } from './store/devices.js';
import type { AccessModels, StoredSession } from './store/models.js';
import type { Policies } from './store/policies.js';
import type { Sessions } from './store/sessions.js';
import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';
import type { Sentence } from '@anliu/sentences';

export interface AccessParts {
  readonly organization: OrganizationService;
  readonly policies: Policies;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly models: AccessModels;
  readonly profile: SecurityProfile;
  /** True in an installation that was started with the demonstration region. */
  readonly demonstration: boolean;
  readonly log: Logger;
  /** Wall time: moving the clock of the office neither ends sessions nor opens locks. */
  readonly wallClock: () => Date;
}

const SET_UP = 'first-run';

/** Answers who is asking and whether they may. Whatever fails on the way, the answer is no. */
export class AccessControl implements AccessService {
  readonly #parts: AccessParts;
  #declared: readonly PermissionDeclaration[] = [];

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  declare(permissions: readonly PermissionDeclaration[]): void {
    this.#declared = permissions;
  }

  get declared(): readonly PermissionDeclaration[] {
    return this.#declared;
  }

  async can(principal: Principal, permission: string, target: { region?: string } = {}): Promise<boolean> {
    if (principal.kind !== 'person') return false;
    const own = principal.acting.organization.region;
    try {
      return await this.#parts.policies.decide({
        post: principal.acting.post,
        own,
        target: target.region ?? own,
        permission,
      });
    } catch (error) {
      this.#parts.log.error('policy decision failed, access denied', { permission, error: String(error) });
      return false;
    }
  }

  async require(principal: Principal, permission: string, target: { region?: string } = {}): Promise<void> {
    if (!this.#parts.policies.available) throw new AppError(503, 'POLICY_UNAVAILABLE', say.policyUnavailable);
    if (await this.can(principal, permission, target)) return;
    const title = this.#declared.find((declared) => declared.id === permission)?.title ?? permission;
    throw forbidden(say.notPermitted({ permission: title }));
  }

  async permissionsOf(principal: PersonPrincipal): Promise<string[]> {
    const granted = await Promise.all(
      this.#declared.map(async ({ id }) => ((await this.can(principal, id)) ? [id] : [])),
    );
    return granted.flat().sort();
  }

  async placesOf(principal: PersonPrincipal): Promise<PlaceId[]> {
    const permissions = new Set(await this.permissionsOf(principal));
    const official = principal.acting.organization.kind !== 'enterprise';
    return PLACES.filter(
      (place) => place.anyOf.some((id) => permissions.has(id)) && (official || !place.officialsOnly),
    ).map((place) => place.place);
  }

  scopeOf(principal: Principal): DataScope {
    return dataScope(principal);
  }

  async authenticate(token: string | undefined): Promise<AuthenticatedSession | undefined> {
    if (!token || token.length > MAX_TOKEN_LENGTH) return undefined;
    const session = await this.#parts.sessions.find(token, this.#parts.wallClock());
    if (!session) return undefined;
    const allowed = await this.#maySession(session);
    if (!allowed) {
      await this.#parts.sessions.end(session._id);
      return undefined;
    }
    const { person, acting } = allowed;
    const account = await this.#parts.accounts.find(person.id);
    if (!account) return undefined;
    return {
      principal: {
        kind: 'person',
        person: {
          id: person.id,
          name: person.name,
          login: person.login,
          title: `${acting.organization.name} · ${acting.title}`,
          ...(person.certificate ? { certificate: person.certificate } : {}),
        },
        acting,
        posts: person.posts,
        sessionId: session._id,
      },
      csrf: session.csrf,
      mustChangePassword: this.#parts.accounts.mustChange(account, this.#parts.wallClock()),
      mustEnrolSecondFactor: !account.totp && this.needsSecondFactor(person.posts.map((post) => post.post)),
    };
  }

  /** Who the session is and in which post. A post that is gone, or posts that exclude each other, never fall back to another post. */
  async #maySession(session: StoredSession): Promise<{ person: Person; acting: PostAssignment } | undefined> {
    const person = await this.#parts.organization.byId(session.person);
    const acting = person?.posts.find((post) => post.id === session.assignment);
    if (!person || person.disabled || !acting || postConflict(person.posts.map((post) => post.post))) return undefined;
    return { person, acting };
  }

  async isAlive(sessionId: string): Promise<boolean> {
    const session = await this.#parts.sessions.alive(sessionId, this.#parts.wallClock());
    return session !== undefined && (await this.#maySession(session)) !== undefined;
  }

  /** Ends the sessions a person may no longer have, e.g. after a post was taken away. Whoever changes a person leads to this. */
  async recheck(person: string): Promise<void> {
    for (const session of await this.#parts.sessions.allOf(person))
      if (!(await this.#maySession(session))) await this.#parts.sessions.end(session._id);
  }

  needsSecondFactor(posts: readonly string[]): boolean {
    return this.#parts.profile.secondFactor === 'administrators' && posts.some(isAdminPost);
  }

  /** Whether one administrator alone may reset the password of somebody who is none. */
  get resetsAlone(): boolean {
    return this.#parts.profile.resetByTwo === 'administrators';
  }

  knownDevice(token: string | undefined): Promise<string | undefined> {
    return this.#parts.devices.known(token, undefined, this.#parts.wallClock());
  }

  passwordProblem(password: string, context: { login: string; name: string }): Sentence | undefined {
    return passwordProblem(password, context, this.#parts.profile.password);
  }

  async tryOut(): Promise<TryOutPerson[]> {
    const { demonstration, organization, accounts } = this.#parts;
    const demo = demonstration ? await organization.demonstration() : undefined;
    const offered = await Promise.all(
      (demo?.tryOut ?? []).map(async ({ role, login }): Promise<TryOutPerson[]> => {
        const person = await organization.byLogin(login);
        const acting = person?.posts[0];
        const account = person && (await accounts.find(person.id));
        // Whoever set a password of their own, or a second factor, is not for everybody any more.
        if (!person || person.disabled || !acting || !account?.demo || account.previous.length || account.totp)
          return [];
        return [{ role, login, name: person.name, title: `${acting.organization.name} · ${acting.title}` }];
      }),
    );
    return offered.flat();
  }

  async isSetUp(): Promise<boolean> {
    return (await this.#parts.models.marks.exists({ _id: SET_UP })) !== null;
  }

  async markSetUp(): Promise<void> {
    const at = this.#parts.wallClock();
    await this.#parts.models.marks.updateOne({ _id: SET_UP }, { $set: { at } }, { upsert: true });
  }

  async createAdministrator({
    post,
    name,
    login,
    password,
    phone,
    organization: unit,
  }: FirstAdministrator): Promise<string> {
    if (await this.isSetUp()) throw new Error('administrators are made by proposal after the first run');
    const { organization, accounts } = this.#parts;
    const id = `p-${post}`;
    await organization.putPerson({ id, name: name.trim(), login, ...(phone ? { phone } : {}) });
    await accounts.setPassword(id, password, { mustChange: false, now: this.#parts.wallClock() });
    const code = await accounts.newRecovery(id);
    await organization.setPosts(id, [{ post, organization: unit }]);
    return code;
  }

  endSessionsOf(person: string): Promise<void> {
    return this.#parts.sessions.endAllOf(person);
  }

  onSessionEnd(listener: SessionEnd): () => void {
    return this.#parts.sessions.onEnd(listener);
  }
}

/** Longer cookie values are not looked up. */
const MAX_TOKEN_LENGTH = 128;
