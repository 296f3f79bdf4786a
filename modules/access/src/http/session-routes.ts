import { ERROR, type PostAssignment, type SessionInfo } from '@anliu/contract';
import { AppError, invalid, route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { SESSION_COOKIE } from '../cookie.js';
import { MAX_PASSWORD_INPUT } from './login-routes.js';
import { cookieOf, describeSession, lockedOut, type SessionRouteParts } from './session-parts.js';
import { say } from '../sentences.js';

/** The session somebody has: what it is, acting in another post, a new password, leaving. */
export function sessionRoutes(parts: SessionRouteParts): RouteDeclaration[] {
  const { platform, access, accounts, sessions, guard } = parts;

  return [
    route({
      method: 'GET',
      path: '/api/session',
      access: { authenticated: true },
      summary: '当前会话',
      handle: async (context): Promise<SessionInfo> => {
        const authenticated = await access.authenticate(cookieOf(context, SESSION_COOKIE));
        if (!authenticated) throw new AppError(401, ERROR.unauthenticated, say.sessionOver);
        return describeSession(parts, authenticated);
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
        if (!acting) throw invalid(say.notYourPost, [{ path: 'post', code: 'unknown', message: say.noSuchPost }]);
        await sessions.switchTo(principal.sessionId, acting.id);
        await platform.audit({ action: 'session.post', target: acting.id, outcome: 'done', by: principal.person.id });
        const authenticated = await access.authenticate(cookieOf(context, SESSION_COOKIE));
        if (!authenticated) throw new AppError(401, ERROR.unauthenticated, say.sessionOver);
        return describeSession(parts, authenticated);
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
        const locked = await guard.attempt(login, { ip }, now);
        if (locked) throw lockedOut(locked, now);
        const account = await accounts.verify(id, body.current);
        if (!account) {
          await guard.failed(login, { ip }, now);
          throw invalid(say.wrongPassword, [{ path: 'current', code: 'wrong', message: say.wrongPasswordField }]);
        }
        await guard.succeeded(login, { ip });
        const problem = access.passwordProblem(body.next, { login, name });
        if (problem) throw invalid(problem, [{ path: 'next', code: 'weak', message: problem }]);
        if (await accounts.wasUsed(account, body.next)) {
          throw invalid(say.passwordReused({ count: accounts.rules.remembered }), [
            { path: 'next', code: 'reused', message: say.usedBefore },
          ]);
        }
        await accounts.setPassword(id, body.next, { mustChange: false, now });
        await sessions.endAllOf(id, principal.sessionId);
        await platform.audit({ action: 'account.password', target: id, outcome: 'done', by: id });
      },
    }),
  ];
}
