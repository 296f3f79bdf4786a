import { officeIso } from '@anliu/office-time';
import { ERROR, type PostAssignment, type SessionInfo } from '@anliu/contract';
import {
  AppError,
  forbidden,
  invalid,
  route,
  type PersonPrincipal,
  type Platform,
  type RouteDeclaration,
} from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { z } from 'zod';
import type { AccessControl } from '../access.js';
import { SESSION_COOKIE } from '../cookie.js';
import { passwordProblem } from '../domain/password.js';
import { postConflict } from '../domain/separation.js';
import type { Accounts } from '../store/accounts.js';
import type { LoginGuard } from '../store/login-guard.js';
import { ABSOLUTE_MS, type Sessions } from '../store/sessions.js';

export interface SessionRouteParts {
  readonly platform: Platform;
  readonly organization: OrganizationService;
  readonly access: AccessControl;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly guard: LoginGuard;
  readonly wallClock: () => Date;
}

/** Characters of a login name and of a password that are looked at. */
export const MAX_LOGIN_LENGTH = 64;
export const MAX_PASSWORD_INPUT = 256;

const BAD_CREDENTIALS = '登录名或口令不正确，请核对后重试。';

export function sessionRoutes(parts: SessionRouteParts): RouteDeclaration[] {
  const { platform, organization, access, accounts, sessions, guard } = parts;
  const describe = (principal: PersonPrincipal, csrf: string, mustChange: boolean): Promise<SessionInfo> =>
    sessionInfo(parts, principal, csrf, mustChange);

  return [
    route({
      method: 'POST',
      path: '/api/session',
      access: { public: true },
      csrf: false,
      summary: '登录',
      audit: { own: true },
      body: z.object({
        login: z.string().min(1).max(MAX_LOGIN_LENGTH),
        password: z.string().min(1).max(MAX_PASSWORD_INPUT),
      }),
      handle: async ({ body, ip, setCookie }): Promise<SessionInfo> => {
        const now = parts.wallClock();
        const login = body.login.trim().toLowerCase();
        const locked = await guard.lockedUntil(login, ip, now);
        if (locked) throw lockedOut(locked, now);
        const person = await organization.byLogin(login);
        const account = await accounts.verify(person?.id, body.password);
        if (!account || !person || person.disabled) {
          const until = await guard.failed(login, ip, now);
          await platform.audit({
            action: 'session.login',
            target: login,
            outcome: 'refused',
            by: person?.id ?? 'anonymous',
            detail: { ip },
          });
          if (until) throw lockedOut(until, now);
          throw new AppError(401, ERROR.badCredentials, BAD_CREDENTIALS);
        }
        const acting = person.posts[0];
        if (!acting) throw forbidden('该账号还没有授予岗位，请联系安全管理员。');
        const conflict = postConflict(person.posts.map((post) => post.post));
        if (conflict) throw forbidden(`${conflict}该账号已停止登录，请联系安全管理员调整岗位。`);
        await guard.succeeded(login, ip);
        await accounts.loggedIn(person.id, now);
        const { token, session } = await sessions.create(person.id, acting.id, ip, now);
        await platform.audit({
          action: 'session.login',
          target: person.id,
          outcome: 'done',
          by: person.id,
          detail: { ip, post: acting.post },
        });
        setCookie(SESSION_COOKIE, token, ABSOLUTE_MS / 1000);
        const authenticated = await access.authenticate(token);
        if (!authenticated) throw new AppError(401, ERROR.badCredentials, BAD_CREDENTIALS);
        return describe(authenticated.principal, session.csrf, authenticated.mustChangePassword);
      },
    }),
    route({
      method: 'GET',
      path: '/api/session',
      access: { authenticated: true },
      summary: '当前会话',
      handle: async (context): Promise<SessionInfo> => {
        const authenticated = await access.authenticate(cookieOf(context));
        if (!authenticated) throw new AppError(401, ERROR.unauthenticated, '登录已失效，请重新登录。');
        return describe(authenticated.principal, authenticated.csrf, authenticated.mustChangePassword);
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      access: { authenticated: true },
      summary: '退出登录',
      audit: { own: true },
      handle: async ({ person, setCookie }) => {
        const principal = person();
        await sessions.end(principal.sessionId);
        setCookie(SESSION_COOKIE, '', 0);
        await platform.audit({
          action: 'session.logout',
          target: principal.person.id,
          outcome: 'done',
          by: principal.person.id,
        });
      },
    }),
    route({
      method: 'PUT',
      path: '/api/session/post',
      access: { authenticated: true },
      summary: '切换岗位',
      audit: { own: true },
      body: z.object({ post: z.string().min(1).max(200) }),
      handle: async (context): Promise<SessionInfo> => {
        const principal = context.person();
        const acting: PostAssignment | undefined = principal.posts.find((post) => post.id === context.body.post);
        if (!acting)
          throw invalid('您没有这个岗位，请从岗位列表中选择。', [
            { path: 'post', code: 'unknown', message: '没有这个岗位' },
          ]);
        await sessions.switchTo(principal.sessionId, acting.id);
        await platform.audit({ action: 'session.post', target: acting.id, outcome: 'done', by: principal.person.id });
        const authenticated = await access.authenticate(cookieOf(context));
        if (!authenticated) throw new AppError(401, ERROR.unauthenticated, '登录已失效，请重新登录。');
        return describe(authenticated.principal, authenticated.csrf, authenticated.mustChangePassword);
      },
    }),
    route({
      method: 'PUT',
      path: '/api/session/password',
      access: { authenticated: true },
      summary: '修改口令；其他设备上的会话随即退出',
      audit: { own: true },
      body: z.object({ current: z.string().max(MAX_PASSWORD_INPUT), next: z.string().max(MAX_PASSWORD_INPUT) }),
      handle: async ({ body, person, ip }) => {
        const principal = person();
        const now = parts.wallClock();
        const { id, login, name } = principal.person;
        // Guessing the current password through an open session is counted like guessing at the door.
        const locked = await guard.lockedUntil(login, ip, now);
        if (locked) throw lockedOut(locked, now);
        const account = await accounts.verify(id, body.current);
        if (!account) {
          await guard.failed(login, ip, now);
          throw invalid('当前口令不正确，请重新输入。', [
            { path: 'current', code: 'wrong', message: '当前口令不正确' },
          ]);
        }
        const problem = passwordProblem(body.next, { login, name });
        if (problem) throw invalid(problem, [{ path: 'next', code: 'weak', message: problem }]);
        if (await accounts.wasUsed(account, body.next)) {
          throw invalid('新口令不能与最近 5 次用过的口令相同，请换一个。', [
            { path: 'next', code: 'reused', message: '最近用过' },
          ]);
        }
        await accounts.setPassword(id, body.next, { mustChange: false, now });
        await sessions.endAllOf(id, principal.sessionId);
        await platform.audit({ action: 'account.password', target: id, outcome: 'done', by: id });
      },
    }),
  ];
}

function lockedOut(until: Date, now: Date): AppError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return new AppError(
    423,
    ERROR.lockedOut,
    `口令连续输错次数过多，已暂停从本机登录该账号，请约 ${minutes} 分钟后再试，或联系系统管理员解除锁定。`,
    { details: { minutes } },
  );
}

async function sessionInfo(
  parts: SessionRouteParts,
  principal: PersonPrincipal,
  csrf: string,
  mustChange: boolean,
): Promise<SessionInfo> {
  return {
    person: principal.person,
    acting: principal.acting,
    posts: [...principal.posts],
    regionPath: parts.organization.regionPath(principal.acting.organization.region),
    permissions: await parts.access.permissionsOf(principal),
    places: await parts.access.placesOf(principal),
    csrf,
    mustChangePassword: mustChange,
    now: officeIso(parts.platform.clock.now()),
  };
}

function cookieOf(context: { header(name: string): string | undefined }): string | undefined {
  for (const part of (context.header('cookie') ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=');
  }
  return undefined;
}
