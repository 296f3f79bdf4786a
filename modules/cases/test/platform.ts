import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccessModule } from '@anliu/access';
import { createCalendarModule } from '@anliu/calendar';
import { createChecksModule } from '@anliu/checks';
import { createCodesModule } from '@anliu/codes';
import { createDocumentsModule } from '@anliu/documents';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { createEnterprisesModule } from '@anliu/enterprises';
import { createFilesModule } from '@anliu/files';
import { createFormsModule } from '@anliu/forms';
import { VirtualClock } from '@anliu/host';
import { ServiceRegistry, type AuditEntry, type PersonPrincipal, type Platform } from '@anliu/kit';
import { createOrganizationModule, Organization } from '@anliu/organization';
import { createPacksModule, PACKS } from '@anliu/packs';
import { connect } from '@anliu/storage';
import { createTasksModule } from '@anliu/tasks';
import { CASES, createCasesModule } from '../src/index.js';

/** A platform of real modules on a data folder, without HTTP. Stopping and opening it again on the same folder is a restart. */
export interface TestPlatform {
  readonly platform: Platform;
  readonly clock: VirtualClock;
  readonly engine: ProcessEngine;
  /** What reached the audit trail, once per key, as the host keeps it. */
  readonly audited: readonly AuditEntry[];
  as(login: string): Promise<PersonPrincipal>;
  stop(): Promise<void>;
}

export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'anliu-cases-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** `wrap` puts failures between the platform and its engine, as a crash or a broken line would. */
export async function openPlatform(
  dataDir: string,
  options: {
    at?: string;
    wrap?: (engine: ProcessEngine) => ProcessEngine;
    log?: Platform['log'];
    storage?: string;
  } = {},
): Promise<TestPlatform> {
  const clock = new VirtualClock();
  if (options.at !== undefined) await clock.setTo(new Date(options.at));
  const storage = await connect(options.storage ?? `file:${dataDir}`);
  const opened = await createEmbeddedEngine({ dataDir, clock: () => clock.now().getTime() });
  clock.onMove(() => opened.runDueJobs());
  const engine = options.wrap ? options.wrap(opened) : opened;
  const quiet = (): void => undefined;
  const audited: AuditEntry[] = [];
  const platform: Platform = {
    config: {
      dataDir,
      region: '320724',
      port: 0,
      host: '127.0.0.1',
      baseUrl: 'http://127.0.0.1',
      workerToken: 'test',
      demonstration: true,
      profile: 'gb22239-l3',
    },
    storage,
    engine,
    clock,
    log: options.log ?? { info: quiet, warn: quiet, error: quiet },
    services: new ServiceRegistry(),
    audit: async (entry) => {
      if (entry.key === undefined || !audited.some(({ key }) => key === entry.key)) audited.push(entry);
    },
    notify: quiet,
  };
  const modules = [
    createOrganizationModule,
    createAccessModule,
    createCalendarModule,
    createCodesModule,
    createFilesModule,
    createDocumentsModule,
    createFormsModule,
    createPacksModule,
    createEnterprisesModule,
    createCasesModule,
    createTasksModule,
    createChecksModule,
  ].map((create) => create(platform));
  for (const module of modules) await module.start?.();
  return {
    platform,
    clock,
    engine,
    audited,
    async as(login) {
      const person = await platform.services.use(Organization).byLogin(login);
      const acting = person?.posts[0];
      if (!person || !acting) throw new Error(`no person ${login}`);
      const { id, name, certificate } = person;
      return {
        kind: 'person',
        person: { id, name, login, ...(certificate === undefined ? {} : { certificate }) },
        acting,
        posts: person.posts,
        sessionId: `session-${login}`,
      };
    },
    async stop() {
      for (const module of modules.toReversed()) await module.stop?.();
      await opened.close();
      await storage.close();
    },
  };
}

export const casesOf = (test: TestPlatform) => test.platform.services.use(CASES);
export const packsOf = (test: TestPlatform) => test.platform.services.use(PACKS);
