import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PersonPrincipal, Platform } from '@anliu/kit';
import { ServiceRegistry } from '@anliu/kit';
import {
  createOrganizationModule,
  Organization,
  organizationCheck,
  usccCheck,
  type OrganizationService,
} from '@anliu/organization';
import { connect, type Storage } from '@anliu/storage';
import { Imports } from '../src/importing/imports.js';
import { enterpriseModels, type EnterpriseModels } from '../src/store/models.js';
import { Registry } from '../src/store/registry.js';

export interface Fixture {
  readonly storage: Storage;
  readonly models: EnterpriseModels;
  readonly registry: Registry;
  readonly imports: Imports;
  readonly organization: OrganizationService;
  readonly clerk: PersonPrincipal;
  readonly audited: string[];
  reopen(): Imports;
  close(): Promise<void>;
}

/** A registry on a real SQLite file, with the demonstration region's offices and a clerk of the county. */
export async function openRegistry(): Promise<Fixture> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-enterprises-'));
  const storage = await connect(`file:${folder}`);
  const services = new ServiceRegistry();
  const silent = () => undefined;
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
    // The registry has nothing to do with processes.
    engine: undefined as never,
    clock: { now: () => new Date('2026-11-24T01:00:00Z') },
    log: { info: silent, warn: silent, error: silent },
    services,
    audit: async () => undefined,
    notify: silent,
  };
  await createOrganizationModule(platform).start?.();
  const organization = services.use(Organization);
  const models = enterpriseModels(storage);
  await storage.ready();
  const registry = new Registry(models, organization);
  const audited: string[] = [];
  const reopen = (): Imports =>
    new Imports({
      models,
      registry,
      organization,
      now: () => platform.clock.now(),
      audit: async (entry) => {
        audited.push(entry.action);
      },
    });
  const person = await organization.byLogin('base1');
  if (!person?.posts[0]) throw new Error('the demonstration region has no clerk');
  return {
    storage,
    models,
    registry,
    imports: reopen(),
    organization,
    clerk: {
      kind: 'person',
      person: { id: person.id, name: person.name, login: person.login },
      acting: person.posts[0],
      posts: person.posts,
      sessionId: 's',
    },
    audited,
    reopen,
    async close() {
      await storage.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A valid code for the n-th invented enterprise. */
export function inventedCode(n: number): string {
  const organization = `TEST${String(n).padStart(4, '0')}`.replace('S', 'T');
  const first17 = `91320724${organization}${organizationCheck(organization)}`;
  return first17 + usccCheck(first17);
}
