import { conflict, forbidden, invalid, route, type PersonPrincipal, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { adminPostOf } from '../domain/administrators.js';
import { newTotpSecret, totpUri } from '../domain/totp.js';
import type { StoredAccount } from '../store/models.js';
import { MAX_PASSWORD_INPUT } from './login-routes.js';
import { lockedOut, type SessionRouteParts } from './session-parts.js';
import { say } from '../sentences.js';

const password = z.string().min(1).max(MAX_PASSWORD_INPUT);

/** The second factor (RFC 6238) and the sealed recovery code of whoever is logged in; each asks for the password again. */
export function secondFactorRoutes(parts: SessionRouteParts): RouteDeclaration[] {
  const { platform, organization, access, accounts, guard } = parts;

  const verified = async (principal: PersonPrincipal, given: string, ip: string): Promise<StoredAccount> => {
    const { id, login } = principal.person;
    const now = parts.wallClock();
    const until = await guard.attempt(login, { ip }, now);
    if (until) throw lockedOut(until, now);
    const account = await accounts.verify(id, given);
    if (!account) {
      await guard.failed(login, { ip }, now);
      throw invalid(say.wrongPassword, [{ path: 'password', code: 'wrong', message: say.wrongPasswordField }]);
    }
    await guard.succeeded(login, { ip });
    return account;
  };

  return [
    route({
      method: 'POST',
      path: '/api/session/second-factor',
      access: { authenticated: true },
      summary: '开始绑定动态口令：给出密钥，输入一次动态口令后启用',
      audit: { none: '尚未启用；启用时记录' },
      body: z.object({ password }),
      handle: async ({ body, person, ip }) => {
        const principal = person();
        const account = await verified(principal, body.password, ip);
        if (account.totp) throw conflict('SECOND_FACTOR_SET', say.factorSet);
        const secret = newTotpSecret();
        await accounts.offerTotp(principal.person.id, secret);
        return { secret, uri: totpUri(secret, principal.person.login) };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/session/second-factor',
      access: { authenticated: true },
      summary: '启用动态口令',
      audit: { own: true },
      body: z.object({ code: z.string().min(1).max(16) }),
      handle: async ({ body, person }) => {
        const { id } = person().person;
        const account = await accounts.find(id);
        if (!account || !(await accounts.confirmTotp(account, body.code, parts.wallClock())))
          throw invalid(say.wrongCode, [{ path: 'code', code: 'wrong', message: say.wrongCodeField }]);
        await platform.audit({
          action: 'account.factor',
          target: id,
          outcome: 'done',
          by: id,
          detail: { granted: true },
        });
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/session/second-factor',
      access: { authenticated: true },
      summary: '解除动态口令（安全策略要求绑定的账号不能解除）',
      audit: { own: true },
      body: z.object({ password }),
      handle: async ({ body, person, ip }) => {
        const principal = person();
        const { id } = principal.person;
        await verified(principal, body.password, ip);
        if (access.needsSecondFactor(principal.posts.map((post) => post.post))) throw forbidden(say.factorNeeded);
        await accounts.clearTotp(id);
        await platform.audit({
          action: 'account.factor',
          target: id,
          outcome: 'done',
          by: id,
          detail: { granted: false },
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/session/recovery-code',
      access: { authenticated: true },
      summary: '管理员生成新的恢复码（只显示这一次，打印后封存）；原恢复码作废',
      audit: { own: true },
      body: z.object({ password }),
      handle: async ({ body, person, ip }) => {
        const principal = person();
        const { id } = principal.person;
        await verified(principal, body.password, ip);
        const self = await organization.byId(id);
        if (!self || !adminPostOf(self, parts.today())) throw forbidden(say.recoveryOnlyAdmins);
        const code = await accounts.newRecovery(id);
        await platform.audit({ action: 'account.sealed', target: id, outcome: 'done', by: id });
        return { code };
      },
    }),
  ];
}
