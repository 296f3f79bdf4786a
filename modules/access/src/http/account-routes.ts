import { randomUUID } from 'node:crypto';
import { forbidden, notFound, Proposals, route, type Platform, type RouteDeclaration } from '@anliu/kit';
import type { OrganizationService, Person } from '@anliu/organization';
import type { AccountChange, AccountView } from '@anliu/contract';
import { z } from 'zod';
import type { AccessControl } from '../access.js';
import { adminPostOf } from '../domain/administrators.js';
import { generatePassword } from '../domain/password.js';
import { passwordHalf } from '../proposals/split-password.js';
import type { DisablePayload, ResetPayload } from '../proposals/kinds.js';
import type { Accounts } from '../store/accounts.js';
import type { LoginGuard } from '../store/login-guard.js';
import { personFields } from './person-fields.js';
import { say } from '../sentences.js';
import type { WithProposal } from '@anliu/kit';

export interface AccountRouteParts {
  readonly platform: Platform;
  readonly organization: OrganizationService;
  readonly access: AccessControl;
  readonly accounts: Accounts;
  readonly guard: LoginGuard;
  readonly wallClock: () => Date;
  readonly today: () => string;
}

const personParams = z.object({ person: z.string().min(1).max(200) });
/** Every administrator; whether one of them may act alone depends on whom it is about. */
const ADMINISTRATORS = { permission: 'accounts.read' } as const;
const BY_TWO = 'grants.confirm';
const ALONE = 'accounts.manage';

/** People and their accounts. Whatever is done to an administrator is proposed by one and confirmed by another. */
export function accountRoutes(parts: AccountRouteParts): RouteDeclaration[] {
  const { platform, organization, access, accounts, guard } = parts;
  const proposals = () => platform.services.use(Proposals);
  const personOf = async (id: string): Promise<Person> => {
    const found = await organization.byId(id);
    if (!found) throw notFound(say.noAccount);
    return found;
  };
  const view = (person: Person): Promise<AccountView> => accountView(parts, person);
  const isAdministrator = (person: Person): boolean => adminPostOf(person, parts.today()) !== undefined;

  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      access: ADMINISTRATORS,
      summary: '账号列表',
      handle: async () => ({ items: await Promise.all((await organization.allPeople()).map(view)) }),
    }),
    route({
      method: 'POST',
      path: '/api/accounts',
      access: { permission: ALONE },
      summary: '新建账号；初始口令只显示这一次，首次登录须修改',
      audit: { own: true },
      body: z.object(personFields),
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
      path: '/api/accounts/:person',
      access: { permission: ALONE },
      summary: '修改姓名、执法证号、手机号',
      audit: { own: true },
      params: personParams,
      body: z.object({
        name: personFields.name,
        certificate: personFields.certificate,
        phone: personFields.phone,
      }),
      handle: async ({ params, body, person }) => {
        const target = await personOf(params.person);
        if (isAdministrator(target)) throw forbidden(say.adminRecord);
        const next = await organization.changePerson(target.id, {
          name: body.name,
          ...(body.certificate ? { certificate: body.certificate } : {}),
          ...(body.phone ? { phone: body.phone } : {}),
        });
        await platform.audit({
          action: 'account.change',
          target: target.id,
          outcome: 'done',
          by: person().person.id,
          detail: { before: target.name, after: next.name },
        });
        return view(next);
      },
    }),
    route({
      method: 'PUT',
      path: '/api/accounts/:person/disabled',
      access: ADMINISTRATORS,
      summary: '停用或启用账号，会话立即失效；管理员的账号须另一人复核',
      audit: { own: true },
      params: personParams,
      body: z.object({ disabled: z.boolean() }),
      handle: async ({ params, body, person }): Promise<WithProposal<AccountChange>> => {
        const principal = person();
        const target = await personOf(params.person);
        if (target.id === principal.person.id) throw forbidden(say.notOneselfDisabled);
        if (isAdministrator(target)) {
          await access.require(principal, BY_TWO);
          const payload: DisablePayload = { person: target.id, disabled: body.disabled };
          const proposal = await proposals().propose('account.disabled', payload, principal);
          return { account: await view(target), proposal };
        }
        await access.require(principal, ALONE);
        await organization.setDisabled(target.id, body.disabled);
        if (body.disabled) await access.endSessionsOf(target.id);
        await platform.audit({
          action: 'account.disabled',
          target: target.id,
          outcome: 'done',
          by: principal.person.id,
          detail: { disabled: body.disabled },
        });
        return { account: await view(await personOf(target.id)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/accounts/:person/unlock',
      access: { permission: ALONE },
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
      access: ADMINISTRATORS,
      summary:
        '重置口令，新口令只显示这一次，首次登录须修改，本人登录时会看到谁在何时重置；管理员的（及安全配置要求时所有人的）须另一人复核，两人各持一段',
      audit: { own: true },
      params: personParams,
      handle: async ({ params, person }): Promise<WithProposal<AccountChange>> => {
        const principal = person();
        const target = await personOf(params.person);
        if (isAdministrator(target) || !access.resetsAlone) {
          await access.require(principal, BY_TWO);
          const payload: ResetPayload = { person: target.id, half: passwordHalf() };
          const proposal = await proposals().propose('account.reset', payload, principal);
          return { account: await view(target), proposal, firstHalf: payload.half };
        }
        await access.require(principal, ALONE);
        const password = generatePassword();
        await accounts.setPassword(target.id, password, { mustChange: true, generated: true, now: parts.wallClock() });
        await accounts.noteReset(target.id, [principal.person.id], parts.wallClock());
        await accounts.clearTotp(target.id);
        await access.endSessionsOf(target.id);
        await guard.unlock(target.login);
        await platform.audit({
          action: 'account.reset',
          target: target.id,
          outcome: 'done',
          by: principal.person.id,
        });
        return { account: await view(target), initialPassword: password };
      },
    }),
  ];
}

export async function accountView(
  { accounts, today }: { accounts: Accounts; today: () => string },
  person: Person,
): Promise<AccountView> {
  const account = await accounts.find(person.id);
  const administrator = adminPostOf(person, today());
  return {
    id: person.id,
    name: person.name,
    login: person.login,
    disabled: person.disabled,
    mustChangePassword: account?.mustChange ?? false,
    ...(account?.lastLoginAt ? { lastLoginAt: account.lastLoginAt.toISOString() } : {}),
    ...(person.certificate ? { certificate: person.certificate } : {}),
    ...(person.phone ? { phone: person.phone } : {}),
    ...(administrator ? { administrator } : {}),
    posts: [...person.assignments],
  };
}
