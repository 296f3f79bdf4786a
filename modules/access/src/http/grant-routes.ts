import { conflict, forbidden, invalid, notFound, Proposals, route, type RouteDeclaration } from '@anliu/kit';
import { isOver, type AssignmentInput, type Person } from '@anliu/organization';
import type { AccountChange } from '@anliu/contract';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import { adminPostOf, lastHolderProblem } from '../domain/administrators.js';
import { ceilingProblem } from '../domain/reserved.js';
import { isAdminPost } from '../domain/separation.js';
import { assignmentKey, type PolicyPayload, type PostsPayload } from '../proposals/kinds.js';
import { passwordHalf } from '../proposals/split-password.js';
import type { Policies } from '../store/policies.js';
import { accountView, type AccountRouteParts } from './account-routes.js';
import { say } from '../sentences.js';
import type { WithProposal } from '@anliu/kit';

export interface GrantRouteParts extends AccountRouteParts {
  readonly policies: Policies;
}

const id = z.string().min(1).max(200);
const day = z.string().max(10).optional();
/** Posts one person may hold. */
const MAX_POSTS = 20;

const postList = z
  .array(z.object({ post: id, organization: id, from: day, until: day }))
  .max(MAX_POSTS, asText(say.postsTooMany({ max: MAX_POSTS })));

/** Giving power takes two; taking it away from an ordinary post or person takes one, so that it is quick. */
export function grantRoutes(parts: GrantRouteParts): RouteDeclaration[] {
  const { platform, organization, access, policies } = parts;
  const proposals = () => platform.services.use(Proposals);
  const personOf = async (person: string): Promise<Person> => {
    const found = await organization.byId(person);
    if (!found) throw notFound(say.noAccount);
    return found;
  };
  const grantOf = (target: Person, posts: readonly AssignmentInput[]): PostsPayload['grants'][number] => ({
    person: target.id,
    posts: posts.map(({ post, organization: unit, from, until }) => ({
      post,
      organization: unit,
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
    })),
    before: target.assignments.map(assignmentKey),
  });

  return [
    route({
      method: 'PUT',
      path: '/api/accounts/:person/posts',
      access: { permission: 'accounts.read' },
      summary: '调整岗位（整体替换）：授予须另一人复核，只收回的立即生效；本人会话随即退出',
      audit: { own: true },
      params: z.object({ person: id }),
      body: z.object({ posts: postList, reason: z.string().trim().max(500).default('') }),
      handle: async ({ params, body, person }): Promise<WithProposal<AccountChange>> => {
        const principal = person();
        // Whoever makes accounts proposes as well as whoever gives posts: two different people act in any case.
        if (!(await access.can(principal, 'accounts.manage'))) await access.require(principal, 'accounts.grant');
        const target = await personOf(params.person);
        if (target.id === principal.person.id) throw forbidden(say.notOneselfGranted);
        organization.checkPosts(body.posts);
        const grant = grantOf(target, body.posts);
        const today = parts.today();
        const onlyLess = body.posts.every((post) => isCovered(post, target));
        const administrator = adminPostOf(target, today);
        if (!onlyLess || administrator) {
          const becomes = !administrator && body.posts.some((post) => isAdminPost(post.post));
          const payload: PostsPayload = { grants: [grant], ...(becomes ? { half: passwordHalf() } : {}) };
          const proposal = await proposals().propose('account.posts', payload, principal, body.reason);
          return {
            account: await accountView(parts, target),
            proposal,
            ...(payload.half ? { firstHalf: payload.half } : {}),
          };
        }
        const live = body.posts.filter((post) => !isOver(post, today));
        const last = lastHolderProblem(await organization.allPeople(), target.id, {
          disabled: target.disabled,
          posts: live,
        });
        if (last) throw conflict('LAST_HOLDER', last);
        const next = await organization.setPosts(target.id, grant.posts);
        await access.endSessionsOf(target.id);
        await platform.audit({
          action: 'account.posts',
          target: target.id,
          outcome: 'done',
          by: principal.person.id,
          detail: { before: grant.before, after: next.assignments.map(assignmentKey) },
        });
        return { account: await accountView(parts, next) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/policies',
      access: { permission: 'policies.read' },
      summary: '岗位权限',
      handle: async () => ({
        permissions: access.declared,
        rows: await policies.rows(),
        ignored: policies.ignored,
        posts: await organization.posts(),
      }),
    }),
    route({
      method: 'PUT',
      path: '/api/policies',
      access: { permission: 'policies.manage' },
      summary: '岗位权限：授予须另一人复核，收回立即生效',
      audit: { own: true },
      body: z.object({
        subject: id,
        region: z.string().regex(/^(\*|\d{6}|\d{9})$/),
        permission: id,
        granted: z.boolean(),
        reason: z.string().trim().max(500).default(''),
      }),
      handle: async ({ body, person }) => {
        const principal = person();
        const { granted, reason, ...row } = body;
        if (granted) {
          const payload: PolicyPayload = row;
          return { proposal: await proposals().propose('policy.change', payload, principal, reason) };
        }
        if (!access.declared.some((declared) => declared.id === row.permission)) {
          throw invalid(say.noPermission({ permission: row.permission }), [
            { path: 'permission', code: 'unknown', message: say.noSuchPermission },
          ]);
        }
        if (!ceilingProblem(row.subject, row.permission) && (await policies.isLast(row)))
          throw conflict('LAST_HOLDER', say.lastPermission);
        await policies.set(row, false);
        await platform.audit({
          action: 'policy.change',
          target: row.permission,
          outcome: 'done',
          by: principal.person.id,
          detail: { ...row, granted },
        });
        return { rows: await policies.rows() };
      },
    }),
  ];
}

/** True for a post the person has already, for no longer than now. */
const isCovered = (wanted: AssignmentInput, target: Person): boolean =>
  target.assignments.some(
    (held) =>
      held.post === wanted.post &&
      held.organization.id === wanted.organization &&
      (held.from === undefined || (wanted.from !== undefined && wanted.from >= held.from)) &&
      (held.until === undefined || (wanted.until !== undefined && wanted.until <= held.until)),
  );
