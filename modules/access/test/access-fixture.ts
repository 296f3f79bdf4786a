import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PersonPrincipal, Platform } from '@anliu/kit';
import { ServiceRegistry } from '@anliu/kit';
import { createOrganizationModule, Organization, type OrganizationService } from '@anliu/organization';
import { connect, type Storage } from '@anliu/storage';
import { AccessControl } from '../src/access.js';
import { PROFILES } from '../src/domain/security-profile.js';
import { Accounts } from '../src/store/accounts.js';
import { Devices } from '../src/store/devices.js';
import { LoginGuard } from '../src/store/login-guard.js';
import { accessModels, type AccessModels } from '../src/store/models.js';
import { Policies } from '../src/store/policies.js';
import { Sessions } from '../src/store/sessions.js';
import { Sentence } from '@anliu/sentences';

export interface Fixture {
  readonly storage: Storage;
  readonly models: AccessModels;
  readonly organization: OrganizationService;
  readonly policies: Policies;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly guard: LoginGuard;
  readonly access: AccessControl;
  readonly time: { now: Date };
  /** The person with this login, acting in the first post or the one named. */
  acting(login: string, post?: string): Promise<PersonPrincipal>;
  close(): Promise<void>;
}

/** Access control over a real SQLite file with the demonstration region; time moves by hand. */
export async function openAccess(declared: readonly string[]): Promise<Fixture> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-access-'));
  const storage = await connect(`file:${folder}`);
  const services = new ServiceRegistry();
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const time = { now: new Date('2026-11-24T01:00:00Z') };
  const platform: Platform = {
    config: {
      dataDir: folder,
      region: '320724',
      port: 0,
      host: '127.0.0.1',
      baseUrl: '',
      workerToken: '',
      demonstration: true,
      profile: 'gb22239-l3',
    },
    storage,
    // Access control has nothing to do with processes.
    engine: undefined as never,
    clock: { now: () => time.now },
    log,
    services,
    audit: async () => undefined,
    notify: silent,
  };
  await createOrganizationModule(platform).start?.();
  const organization = services.use(Organization);
  const models = accessModels(storage);
  await storage.ready();
  const policies = new Policies(models, (code, ancestor) => organization.isWithin(code, ancestor));
  const sessions = new Sessions(models);
  const accounts = new Accounts(models);
  const access = new AccessControl({
    organization,
    policies,
    sessions,
    accounts,
    devices: new Devices(models),
    models,
    profile: PROFILES['gb22239-l3'],
    demonstration: true,
    log,
    wallClock: () => time.now,
  });
  access.declare(declared.map((id) => ({ id, title: new Sentence(id, [id, id]) })));
  return {
    storage,
    models,
    organization,
    policies,
    sessions,
    accounts,
    guard: new LoginGuard(models),
    access,
    time,
    async acting(login, post) {
      const person = await organization.byLogin(login);
      const acting = person?.posts.find((held) => post === undefined || held.post === post);
      if (!person || !acting) throw new Error(`nobody is ${login} as ${post}`);
      return {
        kind: 'person',
        person: { id: person.id, name: person.name, login },
        acting,
        posts: person.posts,
        sessionId: 's',
      };
    },
    async close() {
      await storage.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
