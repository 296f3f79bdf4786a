import { randomUUID } from 'node:crypto';
import { conflict, forbidden, invalid, notFound, route, type Platform, type RouteDeclaration } from '@anliu/kit';
import type { OrganizationService, Person } from '@anliu/organization';
import { z } from 'zod';
import type { AccessControl } from '../access.js';
import { generatePassword } from '../domain/password.js';
import { postConflict } from '../domain/separation.js';
import type { Accounts } from '../store/accounts.js';
import type { LoginGuard } from '../store/login-guard.js';
import type { Policies } from '../store/policies.js';

export interface AccountRouteParts {
  readonly platform: Platform;
  readonly organization: OrganizationService;
  readonly access: AccessControl;
  readonly accounts: Accounts;
  readonly guard: LoginGuard;
  readonly policies: Policies;
  readonly wallClock: () => Date;
}

const id = z.string().min(1).max(200);
const personParams = z.object({ person: id });

/** What the three administrators do: one makes accounts, the second gives posts, the third looks on. */
export function accountRoutes(parts: AccountRouteParts): RouteDeclaration[] {
  const { platform, organization, access, accounts, guard, policies } = parts;

  const personOf = async (person: string): Promise<Person> => {
    const found = await organization.byId(person);
    if (!found) throw notFound('没有这个账号。');
    return found;
  };
  const view = async (person: Person) => {
    const account = await accounts.find(person.id);
    return {
      id: person.id,
      name: person.name,
      login: person.login,
      disabled: person.disabled,
      mustChangePassword: account?.mustChange ?? false,
      ...(account?.lastLoginAt ? { lastLoginAt: account.lastLoginAt.toISOString() } : {}),
      posts: person.posts,
    };
  };

  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      access: { permission: 'accounts.read' },
      summary: '账号列表',
      handle: async () => ({ items: await Promise.all((await organization.allPeople()).map(view)) }),
    }),
    route({
      method: 'POST',
      path: '/api/accounts',
      access: { permission: 'accounts.manage' },
      summary: '新建账号；初始口令只显示这一次，首次登录须修改',
      audit: { own: true },
      body: z.object({
        name: z.string().trim().min(1).max(50),
        login: z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[a-z][a-z0-9._-]{2,31}$/, '登录名须为 3–32 位小写字母、数字、点、横线，以字母开头'),
        certificate: z.string().trim().max(50).optional(),
        phone: z
          .string()
          .regex(/^1[3-9]\d{9}$/, '手机号须为 11 位数字')
          .optional(),
      }),
      status: 201,
      handle: async ({ body, person }) => {
        const by = person().person.id;
        const created = await organization.addPerson({
          id: `p-${randomUUID()}`,
          name: body.name,
          login: body.login,
          ...(body.certificate ? { certificate: body.certificate } : {}),
          ...(body.phone ? { phone: body.phone } : {}),
        });
        const password = generatePassword();
        await accounts.setPassword(created.id, password, { mustChange: true, generated: true, now: parts.wallClock() });
        await platform.audit({
          action: 'account.create',
          target: created.id,
          outcome: 'done',
          by,
          detail: { login: created.login },
        });
        return { ...(await view(created)), initialPassword: password };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/accounts/:person/disabled',
      access: { permission: 'accounts.manage' },
      summary: '停用或启用账号；停用后会话立即失效',
      audit: { own: true },
      params: personParams,
      body: z.object({ disabled: z.boolean() }),
      handle: async ({ params, body, person }) => {
        const by = person().person.id;
        const target = await personOf(params.person);
        if (target.id === by) throw forbidden('不能停用自己的账号。');
        await organization.setDisabled(target.id, body.disabled);
        if (body.disabled) await access.endSessionsOf(target.id);
        await platform.audit({
          action: 'account.disabled',
          target: target.id,
          outcome: 'done',
          by,
          detail: { disabled: body.disabled },
        });
        return view(await personOf(target.id));
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:person/unlock',
      access: { permission: 'accounts.manage' },
      summary: '解除登录锁定',
      audit: { own: true },
      params: personParams,
      handle: async ({ params, person }) => {
        const target = await personOf(params.person);
        await guard.unlock(target.login);
        await platform.audit({ action: 'account.unlock', target: target.id, outcome: 'done', by: person().person.id });
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:person/password',
      access: { permission: 'accounts.manage' },
      summary: '重置口令；新口令由系统生成，只显示这一次',
      audit: { own: true },
      params: personParams,
      handle: async ({ params, person }) => {
        const target = await personOf(params.person);
        const password = generatePassword();
        await accounts.setPassword(target.id, password, { mustChange: true, generated: true, now: parts.wallClock() });
        await access.endSessionsOf(target.id);
        await guard.unlock(target.login);
        await platform.audit({ action: 'account.reset', target: target.id, outcome: 'done', by: person().person.id });
        return { initialPassword: password };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/accounts/:person/posts',
      access: { permission: 'accounts.grant' },
      summary: '授予岗位（整体替换）；本人会话随即退出',
      audit: { own: true },
      params: personParams,
      body: z.object({ posts: z.array(z.object({ post: id, organization: id })).max(20) }),
      handle: async ({ params, body, person }) => {
        const by = person().person.id;
        const target = await personOf(params.person);
        if (target.id === by) throw forbidden('不能给自己授予岗位，请由另一名安全管理员办理。');
        const reason = postConflict(body.posts.map((post) => post.post));
        if (reason) throw conflict('POSTS_EXCLUSIVE', reason);
        const next = await organization.setPosts(target.id, body.posts);
        await access.endSessionsOf(target.id);
        await platform.audit({
          action: 'account.posts',
          target: target.id,
          outcome: 'done',
          by,
          detail: { before: target.posts.map((post) => post.id), after: next.posts.map((post) => post.id) },
        });
        return view(next);
      },
    }),
    route({
      method: 'GET',
      path: '/api/policies',
      access: { permission: 'policies.read' },
      summary: '岗位权限',
      handle: async () => ({ permissions: access.declared, rows: await policies.rows() }),
    }),
    route({
      method: 'PUT',
      path: '/api/policies',
      access: { permission: 'policies.manage' },
      summary: '授予或收回一项岗位权限',
      audit: { own: true },
      body: z.object({
        subject: id,
        region: z.string().regex(/^(\*|\d{6}|\d{9})$/),
        permission: id,
        granted: z.boolean(),
      }),
      handle: async ({ body, person }) => {
        const { granted, ...row } = body;
        if (!access.declared.some((declared) => declared.id === row.permission)) {
          throw invalid(`没有“${row.permission}”这项权限。`, [
            { path: 'permission', code: 'unknown', message: '没有这项权限' },
          ]);
        }
        await policies.set(row, granted);
        await platform.audit({
          action: 'policy.change',
          target: row.permission,
          outcome: 'done',
          by: person().person.id,
          detail: body,
        });
        return { rows: await policies.rows() };
      },
    }),
  ];
}
