import { Proposals, type AnliuModule, type Platform } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';
import { Organization } from '@anliu/organization';
import { AccessControl } from './access.js';
import { makeDemoAccounts } from './demo/demo-accounts.js';
import { profileOf } from './domain/security-profile.js';
import { ADMIN_POSTS, ADMIN_TITLES, postConflict } from './domain/separation.js';
import { accountRoutes } from './http/account-routes.js';
import { grantRoutes } from './http/grant-routes.js';
import { importRoutes } from './http/import-routes.js';
import { loginRoutes } from './http/login-routes.js';
import { proposalRoutes } from './http/proposal-routes.js';
import { secondFactorRoutes } from './http/second-factor-routes.js';
import { sessionRoutes } from './http/session-routes.js';
import { PERMISSIONS } from './permissions.js';
import { administratorKinds } from './proposals/kinds.js';
import { ProposalBook } from './proposals/proposals.js';
import { Access } from './service.js';
import { Accounts } from './store/accounts.js';
import { Devices } from './store/devices.js';
import { LoginGuard } from './store/login-guard.js';
import { accessModels } from './store/models.js';
import { Policies } from './store/policies.js';
import { Sessions } from './store/sessions.js';

const SWEEP_MS = 10 * 60_000;

/** Sessions, accounts and the policy table. `wallClock` is real time; tests move it. */
export function createAccessModule(platform: Platform, wallClock: () => Date = () => new Date()): AnliuModule {
  const organization = platform.services.use(Organization);
  const models = accessModels(platform.storage);
  const policies = new Policies(models, (code, ancestor) => organization.isWithin(code, ancestor));
  const { demonstration } = platform.config;
  const profile = profileOf(platform.config.profile, demonstration);
  const sessions = new Sessions(models, profile.session);
  const accounts = new Accounts(models, profile.password);
  const guard = new LoginGuard(models);
  const devices = new Devices(models);
  const access = new AccessControl({
    organization,
    policies,
    sessions,
    accounts,
    devices,
    models,
    profile,
    demonstration,
    log: platform.log,
    wallClock,
  });
  platform.services.provide(Access, access);
  organization.onPersonChange((person) => access.recheck(person));
  const today = (): string => dayOf(platform.clock.now());
  const parts = { platform, organization, access, accounts, sessions, guard, devices, policies, wallClock, today };
  const proposals = new ProposalBook(parts);
  platform.services.provide(Proposals, proposals);
  for (const kind of administratorKinds(parts)) proposals.define(kind);
  let sweeper: NodeJS.Timeout | undefined;

  return {
    name: 'access',
    permissions: PERMISSIONS,
    routes: [
      ...loginRoutes(parts),
      ...sessionRoutes(parts),
      ...secondFactorRoutes(parts),
      ...accountRoutes(parts),
      ...grantRoutes(parts),
      ...importRoutes(parts),
      ...proposalRoutes(proposals),
    ],
    async start() {
      const known = new Map((await organization.posts()).map((post) => [post.id, post.title]));
      await organization.ensurePosts(
        ADMIN_POSTS.filter((post) => !known.has(post)).map((post) => ({ id: post, title: String(ADMIN_TITLES[post]) })),
      );
      await policies.addDefaults(
        access.declared.map((permission) => permission.id),
        platform.clock.now(),
      );
      await policies.load();
      if (policies.ignored.length)
        platform.log.warn('policy rows give what the post may never carry and are ignored', { rows: policies.ignored });
      await proposals.resume();
      const granted = new Set((await policies.rows()).map((row) => row.permission));
      const idle = access.declared
        .filter((permission) => !granted.has(permission.id))
        .map((permission) => permission.id);
      if (idle.length) platform.log.warn('permissions that no post has', { permissions: idle });
      const people = await organization.allPeople();
      for (const person of people) {
        const reason = postConflict(person.posts.map((post) => post.post));
        if (reason)
          platform.log.warn('person holds posts that exclude each other and cannot log in', {
            person: person.id,
            reason,
          });
      }
      const demo = await organization.demonstration();
      if (demo && (await makeDemoAccounts(models, accounts, demo, people, platform.config.dataDir, wallClock()))) {
        platform.log.info('demonstration accounts created', { accounts: people.length });
      }
      await sessions.sweep(wallClock());
      sweeper = setInterval(() => {
        sessions
          .sweep(wallClock())
          .catch((error: unknown) => platform.log.warn('session sweep failed', { error: String(error) }));
      }, SWEEP_MS);
      sweeper.unref();
    },
    async stop() {
      clearInterval(sweeper);
    },
  };
}
