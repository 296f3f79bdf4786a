import { conflict, invalid, notFound, type ProposalKind, type ProposalParty } from '@anliu/kit';
import { isOver, type AssignmentInput, type OrganizationService, type Person } from '@anliu/organization';
import type { AccessControl } from '../access.js';
import { adminPostOf, lastHolderProblem } from '../domain/administrators.js';
import { ceilingProblem } from '../domain/reserved.js';
import { ADMIN_TITLES, isAdminPost, postConflict } from '../domain/separation.js';
import type { Accounts } from '../store/accounts.js';
import type { LoginGuard } from '../store/login-guard.js';
import type { Policies } from '../store/policies.js';
import { joinHalves, passwordHalf } from './split-password.js';
import type { Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

export interface KindParts {
  readonly organization: OrganizationService;
  readonly access: AccessControl;
  readonly accounts: Accounts;
  readonly guard: LoginGuard;
  readonly policies: Policies;
  readonly wallClock: () => Date;
  /** Day of the office. */
  readonly today: () => string;
}

export interface PostsPayload {
  readonly grants: readonly {
    readonly person: string;
    readonly posts: readonly AssignmentInput[];
    /** What the person held when it was proposed: changed meanwhile, it has to be proposed anew. */
    readonly before: readonly string[];
  }[];
  /** First half of a new password; present when somebody becomes an administrator, whose password nobody else may know. */
  readonly half?: string;
}
export interface ResetPayload {
  readonly person: string;
  readonly half: string;
}
export interface DisablePayload {
  readonly person: string;
  readonly disabled: boolean;
}
export interface PolicyPayload {
  readonly subject: string;
  readonly region: string;
  readonly permission: string;
}

const CONFIRM = 'grants.confirm';

/** What an assignment is, as one text. */
export const assignmentKey = (held: {
  post: string;
  organization: string | { id: string };
  from?: string | undefined;
  until?: string | undefined;
}): string =>
  [
    held.post,
    typeof held.organization === 'string' ? held.organization : held.organization.id,
    held.from ?? '',
    held.until ?? '',
  ].join(' ');

/** What two administrators do together. */
export function administratorKinds(parts: KindParts): ProposalKind<never>[] {
  return [
    postsKind(parts),
    resetKind(parts),
    disableKind(parts),
    policyKind(parts),
  ] as unknown as ProposalKind<never>[];
}

/** One of the two is a security administrator, unless it is a security administrator whom it is about. */
async function securityTakesPart(
  parts: KindParts,
  people: readonly string[],
  proposer: ProposalParty,
  confirmer: ProposalParty,
): Promise<Sentence | undefined> {
  if (proposer.post === 'admin-security' || confirmer.post === 'admin-security') return undefined;
  const concerned = await Promise.all(people.map((id) => parts.organization.byId(id)));
  const today = parts.today();
  if (concerned.some((person) => person && adminPostOf(person, today) === 'admin-security')) return undefined;
  return say.securityTakesPart;
}

async function personOf({ organization }: KindParts, id: string): Promise<Person> {
  const person = await organization.byId(id);
  if (!person) throw notFound(say.noAccount);
  return person;
}

const periodWords = ({ from, until }: { from?: string | undefined; until?: string | undefined }): string =>
  from || until ? say.period({ from: from ?? say.fromNow, until: until ?? say.forGood }).toString() : '';

function postsKind(parts: KindParts): ProposalKind<PostsPayload> {
  const { organization } = parts;
  const words = async ({ post, organization: unit, ...period }: AssignmentInput): Promise<string> => {
    const title = (await organization.posts()).find((one) => one.id === post)?.title ?? post;
    return `${(await organization.organization(unit))?.name ?? unit} · ${title}${periodWords(period)}`;
  };
  return {
    action: 'account.posts',
    confirm: CONFIRM,
    same: ({ grants }) => grants,
    concerns: ({ grants }) => grants.map((grant) => grant.person),
    async describe({ grants }) {
      const names: string[] = [];
      const lines: string[] = [];
      for (const { person, posts, before } of grants) {
        const { name, login, assignments } = await personOf(parts, person);
        names.push(name);
        const kept = new Set(before);
        for (const post of posts)
          if (!kept.has(assignmentKey(post)))
            lines.push(say.granted({ name, login, post: await words(post) }).toString());
        const wanted = new Set(posts.map(assignmentKey));
        for (const held of assignments)
          if (!wanted.has(assignmentKey(held)))
            lines.push(
              say
                .taken({ name, login, post: `${held.organization.name} · ${held.title}${periodWords(held)}` })
                .toString(),
            );
      }
      const shown =
        names.length > 3 ? say.severalPeople({ names: names.slice(0, 3), count: names.length }) : say.people({ names });
      return { title: say.grantPosts.toString(), target: shown.toString(), lines };
    },
    async check({ grants }) {
      const people = await organization.allPeople();
      const today = parts.today();
      for (const { person: id, posts, before } of grants) {
        const person = await personOf(parts, id);
        const held = person.assignments.map(assignmentKey).sort().join('\n');
        if (held !== [...before].sort().join('\n') && held !== posts.map(assignmentKey).sort().join('\n'))
          throw conflict('POSTS_CHANGED', say.postsChanged({ name: person.name }));
        organization.checkPosts(posts);
        const live = posts.filter((post) => !isOver(post, today));
        const reason = postConflict(live.map((post) => post.post));
        if (reason) throw conflict('POSTS_EXCLUSIVE', reason);
        const last = lastHolderProblem(people, id, { disabled: person.disabled, posts: live });
        if (last) throw conflict('LAST_HOLDER', last);
        const admin = live.find((post) => isAdminPost(post.post));
        const other = admin && sameSomebody(people, person, today);
        if (other)
          throw conflict(
            'POSTS_EXCLUSIVE',
            say.sameSomebody({ name: person.name, other: other.name, login: other.login }),
          );
      }
    },
    objection: ({ grants }, proposer, confirmer) =>
      securityTakesPart(
        parts,
        grants.map((grant) => grant.person),
        proposer,
        confirmer,
      ),
    async apply({ grants, half }, { proposer, confirmer }) {
      const shown: Record<string, string> = {};
      for (const { person: id, posts } of grants) {
        const before = await personOf(parts, id);
        const becomes = posts.map((post) => post.post).find(isAdminPost);
        if (becomes && half && adminPostOf(before, parts.today()) === undefined) {
          shown.secondHalf = await newPassword(parts, before, half, [proposer, confirmer]);
        }
        await organization.setPosts(id, posts);
        await parts.access.endSessionsOf(id);
      }
      return Object.keys(shown).length ? shown : undefined;
    },
  };
}

/** Another account of the same human being that is an administrator already. */
const sameSomebody = (people: readonly Person[], person: Person, today: string): Person | undefined =>
  people.find(
    (other) =>
      other.id !== person.id &&
      !other.disabled &&
      adminPostOf(other, today) !== undefined &&
      ((person.phone !== undefined && other.phone === person.phone) ||
        (person.certificate !== undefined && other.certificate === person.certificate)),
  );

/** @returns the second half; the first is known to whoever proposed */
async function newPassword(
  { accounts, access, guard, wallClock }: KindParts,
  person: Person,
  half: string,
  by: readonly string[],
): Promise<string> {
  const second = passwordHalf();
  await accounts.setPassword(person.id, joinHalves(half, second), {
    mustChange: true,
    generated: true,
    now: wallClock(),
  });
  await accounts.noteReset(person.id, by, wallClock());
  await accounts.clearTotp(person.id);
  await access.endSessionsOf(person.id);
  await guard.unlock(person.login);
  return second;
}

function resetKind(parts: KindParts): ProposalKind<ResetPayload> {
  return {
    action: 'account.reset',
    confirm: CONFIRM,
    same: ({ person }) => person,
    concerns: ({ person }) => [person],
    async describe({ person }) {
      const { name, login } = await personOf(parts, person);
      return {
        title: (adminPostOf(await personOf(parts, person), parts.today())
          ? say.resetTitle
          : say.resetPersonTitle
        ).toString(),
        target: name,
        lines: [say.resetOld({ name, login }).toString(), say.resetHalves.toString()],
      };
    },
    check: async ({ person }) => void (await personOf(parts, person)),
    async apply({ person, half }, { proposer, confirmer }) {
      const target = await personOf(parts, person);
      return { secondHalf: await newPassword(parts, target, half, [proposer, confirmer]) };
    },
  };
}

function disableKind(parts: KindParts): ProposalKind<DisablePayload> {
  return {
    action: 'account.disabled',
    confirm: CONFIRM,
    concerns: ({ person }) => [person],
    async describe({ person, disabled }) {
      const target = await personOf(parts, person);
      const post = adminPostOf(target, parts.today());
      const { name, login } = target;
      const who = post ? say.whoWithPost({ name, login, post: ADMIN_TITLES[post] }) : say.who({ name, login });
      return {
        title: (disabled ? say.disableTitle : say.enableTitle).toString(),
        target: target.name,
        lines: [(disabled ? say.disableLine({ who }) : say.enableLine({ who })).toString()],
      };
    },
    async check({ person, disabled }) {
      const target = await personOf(parts, person);
      if (!disabled) return;
      const last = lastHolderProblem(await parts.organization.allPeople(), person, { disabled, posts: target.posts });
      if (last) throw conflict('LAST_HOLDER', last);
    },
    async apply({ person, disabled }) {
      await parts.organization.setDisabled(person, disabled);
      if (disabled) await parts.access.endSessionsOf(person);
      return undefined;
    },
  };
}

function policyKind(parts: KindParts): ProposalKind<PolicyPayload> {
  const { organization, access, policies } = parts;
  return {
    action: 'policy.change',
    confirm: CONFIRM,
    async describe({ subject, region, permission }) {
      const post = await subjectTitle(organization, subject);
      const where = region === '*' ? say.everyRegion : (organization.region(region)?.name ?? region);
      const title = access.declared.find((declared) => declared.id === permission)?.title ?? permission;
      return {
        title: say.grantPermission.toString(),
        target: post,
        lines: [say.permissionLine({ post, permission: title, region: where }).toString()],
      };
    },
    async check({ subject, region, permission }) {
      if (!access.declared.some((declared) => declared.id === permission)) {
        throw invalid(say.noPermission({ permission }), [
          { path: 'permission', code: 'unknown', message: say.noSuchPermission },
        ]);
      }
      if (region !== '*' && !organization.region(region))
        throw invalid(say.noRegion, [{ path: 'region', code: 'unknown', message: say.noSuchRegion }]);
      const problem = ceilingProblem(subject, permission);
      if (problem) throw conflict('PERMISSION_RESERVED', problem);
    },
    objection: (_, proposer, confirmer) => securityTakesPart(parts, [], proposer, confirmer),
    async apply(row) {
      await policies.set(row, true);
      return undefined;
    },
  };
}

const GROUP_TITLES: Readonly<Record<string, string>> = {
  official: say.everyOfficial.toString(),
  enterprise: say.everyEnterprise.toString(),
};

const subjectTitle = async (organization: OrganizationService, subject: string): Promise<string> =>
  GROUP_TITLES[subject] ?? (await organization.posts()).find((post) => post.id === subject)?.title ?? subject;
