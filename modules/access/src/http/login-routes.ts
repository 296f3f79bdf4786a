import { ERROR, type SessionInfo } from '@anliu/contract';
import { AppError, conflict, forbidden, invalid, route, type RequestContext, type RouteDeclaration } from '@anliu/kit';
import type { Person } from '@anliu/organization';
import { z } from 'zod';
import { DEVICE_COOKIE, SESSION_COOKIE } from '../cookie.js';
import { adminPostOf } from '../domain/administrators.js';
import { postConflict } from '../domain/separation.js';
import { DEVICE_LIFE_MS } from '../store/devices.js';
import type { LoginOrigin } from '../store/login-guard.js';
import { cookieOf, describeSession, lockedOut, type SessionRouteParts } from './session-parts.js';
import { say } from '../sentences.js';

/** Characters of a login name and of a password that are looked at. */
const MAX_LOGIN_LENGTH = 64;
export const MAX_PASSWORD_INPUT = 256;

const BAD_CREDENTIALS = say.badCredentials;
const BAD_CODE = say.badCode;
const login = z.string().min(1).max(MAX_LOGIN_LENGTH);
const password = z.string().min(1).max(MAX_PASSWORD_INPUT);

/** The ways in: password and second factor, the sealed recovery code of an administrator, and trying out the demonstration. */
export function loginRoutes(parts: SessionRouteParts): RouteDeclaration[] {
  const { platform, organization, access, accounts, sessions, guard, devices } = parts;
  const now = (): Date => parts.wallClock();

  const originOf = async (context: RequestContext, person: Person | undefined): Promise<LoginOrigin> => ({
    ip: context.ip,
    device: person && (await devices.known(cookieOf(context, DEVICE_COOKIE), person.id, now())),
  });

  /** Counted before anything is hashed; throws while the login is locked from there. */
  const admit = async (name: string, from: LoginOrigin): Promise<void> => {
    const until = await guard.attempt(name, from, now());
    if (until) throw lockedOut(until, now());
  };
  const refused = async (name: string, from: LoginOrigin, by: string, error: AppError): Promise<AppError> => {
    const until = await guard.failed(name, from, now());
    await platform.audit({ action: 'session.login', target: name, outcome: 'refused', by, detail: { ip: from.ip } });
    return until ? lockedOut(until, now()) : error;
  };

  /** Whoever came so far is let in: a new session, the browser's former one and those beyond the limit end. */
  const letIn = async (context: RequestContext, person: Person, way: string): Promise<SessionInfo> => {
    const acting = person.posts[0];
    if (!acting) throw forbidden(say.noPostNow);
    const clash = postConflict(person.posts.map((post) => post.post));
    if (clash) throw forbidden(say.clashingPosts({ reason: clash }));
    await accounts.loggedIn(person.id, now());
    const former = cookieOf(context, SESSION_COOKIE);
    if (former) await sessions.endToken(former);
    const { token, session } = await sessions.create(person.id, acting.id, context.ip, now());
    await sessions.endBeyondLimit(person.id);
    await platform.audit({
      action: 'session.login',
      target: person.id,
      outcome: 'done',
      by: person.id,
      detail: { ip: context.ip, post: acting.post, ...(way ? { way } : {}) },
    });
    const device = await devices.remember(cookieOf(context, DEVICE_COOKIE), person.id, now());
    context.setCookie(SESSION_COOKIE, token, sessions.limits.absoluteMs / 1000);
    context.setCookie(DEVICE_COOKIE, device, DEVICE_LIFE_MS / 1000);
    const authenticated = await access.authenticate(token);
    if (!authenticated) throw new AppError(401, ERROR.badCredentials, BAD_CREDENTIALS);
    return describeSession(parts, { ...authenticated, csrf: session.csrf });
  };

  return [
    route({
      method: 'POST',
      path: '/api/session',
      access: { public: true },
      csrf: false,
      summary: '登录；已启用动态口令的账号还须六位数字',
      audit: { own: true },
      body: z.object({ login, password, code: z.string().max(16).optional() }),
      handle: async (context): Promise<SessionInfo> => {
        const { body } = context;
        const name = body.login.trim().toLowerCase();
        const person = await organization.byLogin(name);
        const from = await originOf(context, person);
        await admit(name, from);
        const account = await accounts.verify(person?.id, body.password);
        if (!account || !person || person.disabled) {
          const error = new AppError(401, ERROR.badCredentials, BAD_CREDENTIALS);
          throw await refused(name, from, person?.id ?? 'anonymous', error);
        }
        if (account.totp) {
          if (!body.code) {
            await guard.takeBack(name, from);
            throw new AppError(401, ERROR.codeRequired, say.codeRequired);
          }
          if (!(await accounts.acceptTotp(account, body.code, now())))
            throw await refused(name, from, person.id, new AppError(401, ERROR.codeRequired, BAD_CODE));
        }
        await guard.succeeded(name, from);
        return letIn(context, person, '');
      },
    }),
    route({
      method: 'POST',
      path: '/api/session/recovery',
      access: { public: true },
      csrf: false,
      summary: '管理员用封存的恢复码设置新口令并登录；恢复码随即作废，动态口令须重新绑定',
      audit: { own: true },
      body: z.object({ login, code: z.string().min(1).max(64), next: password }),
      handle: async (context): Promise<SessionInfo> => {
        const { body } = context;
        const name = body.login.trim().toLowerCase();
        const person = await organization.byLogin(name);
        const from = await originOf(context, person);
        await admit(name, from);
        const account = person && (await accounts.find(person.id));
        const administrator = person && adminPostOf(person, parts.today()) !== undefined;
        const bad = new AppError(401, ERROR.badCredentials, say.badRecovery);
        if (!account || !person || person.disabled || !administrator)
          throw await refused(name, from, person?.id ?? 'anonymous', bad);
        const problem = access.passwordProblem(body.next, { login: name, name: person.name });
        if (problem) {
          await guard.takeBack(name, from);
          throw invalid(problem, [{ path: 'next', code: 'weak', message: problem }]);
        }
        if (!(await accounts.takeRecovery(account, body.code))) throw await refused(name, from, person.id, bad);
        await accounts.setPassword(person.id, body.next, { mustChange: false, now: now() });
        await access.endSessionsOf(person.id);
        await guard.succeeded(name, from);
        await platform.audit({ action: 'account.recovery', target: person.id, outcome: 'done', by: person.id });
        return letIn(context, person, 'recovery');
      },
    }),
    route({
      method: 'POST',
      path: '/api/session/demonstration',
      access: { public: true },
      csrf: false,
      summary: '演示环境：以演示人员的身份进入（仅演示环境，且口令未改）',
      audit: { own: true },
      body: z.object({ login }),
      handle: async (context): Promise<SessionInfo> => {
        const offered = (await access.tryOut()).find((one) => one.login === context.body.login);
        const person = offered && (await organization.byLogin(offered.login));
        if (!person) throw conflict('NOT_A_DEMONSTRATION', say.noTryOut);
        return letIn(context, person, 'demonstration');
      },
    }),
  ];
}
