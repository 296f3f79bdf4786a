import { Access } from '@anliu/access';
import { CALENDAR } from '@anliu/calendar';
import { DOCUMENT_SOURCE } from '@anliu/documents';
import { EnterpriseLookup } from '@anliu/enterprises';
import { CASE_ACCESS, FILES } from '@anliu/files';
import { FORMS } from '@anliu/forms';
import type { AnliuModule, Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { PACKS } from '@anliu/packs';
import { dropObsoleteIndexes } from '@anliu/storage';
import type { CaseRecord } from './domain/case.js';
import { AuditOutbox } from './app/audit-outbox.js';
import { CheckRegistry } from './app/checks.js';
import { refreshDue } from './app/clocks.js';
import { recoverPending } from './app/commands.js';
import type { CaseContext } from './app/context.js';
import { CaseEvents } from './app/case-events.js';
import { EventPump } from './app/event-pump.js';
import { caseProjector } from './app/projector.js';
import { Reach } from './app/reach.js';
import { CaseWorker } from './app/worker.js';
import { documentsPort, documentSource } from './documents-port.js';
import { caseRoutes } from './http/routes.js';
import { RECOVERY_INTERVAL_MS } from './limits.js';
import { CASE_PERMISSIONS } from './permissions.js';
import { CASES, Cases } from './service.js';
import { CaseStore } from './store/case-store.js';
import { EventCursor } from './store/cursor.js';
import { KeyedQueue } from './store/keyed-queue.js';

/** Cases as a module of the host. */
export function createCasesModule(platform: Platform): AnliuModule {
  const { services, engine, clock, log, storage } = platform;
  const changeListeners: ((record: CaseRecord) => void)[] = [];
  const store = new CaseStore(storage);
  const audits = new AuditOutbox(store, (entry) => platform.audit(entry), log);
  const events = new CaseEvents(store, () => services.use(PACKS));
  const context: CaseContext = {
    engine,
    clock,
    log,
    store,
    audits,
    record: (entry) => platform.audit(entry),
    pump: new EventPump(engine, new EventCursor(storage, 'cases'), log, (batch) => events.take(batch)),
    commands: new KeyedQueue(),
    checks: new CheckRegistry(),
    get packs() {
      return services.use(PACKS);
    },
    get forms() {
      return services.use(FORMS);
    },
    get calendar() {
      return services.use(CALENDAR);
    },
    get organization() {
      return services.use(Organization);
    },
    get enterprises() {
      return services.has(EnterpriseLookup) ? services.use(EnterpriseLookup) : undefined;
    },
    get files() {
      return services.use(FILES);
    },
    documents: documentsPort(services),
    changed(record) {
      for (const listener of changeListeners) listener(record);
      context.announce(record);
    },
    announce(record) {
      platform.notify({ type: 'case-changed', case: record._id, version: record.version }, record.participants);
    },
  };
  const reach = new Reach(services.use(Access), services.use(Organization), services.use(PACKS));
  const cases = new Cases(context, reach, events, changeListeners);
  events.add(caseProjector(context));
  services.provide(CASES, cases);
  services.provide(CASE_ACCESS, {
    mayRead: async (principal, caseId) => {
      if (principal.kind === 'worker') return true;
      const record = await context.store.find(caseId);
      return record !== undefined && reach.sees(principal, record);
    },
  });
  services.provide(DOCUMENT_SOURCE, documentSource(context, services));
  const worker = new CaseWorker(context);
  let recovery: NodeJS.Timeout | undefined;
  return {
    name: 'cases',
    permissions: CASE_PERMISSIONS,
    routes: caseRoutes(cases),
    async start() {
      await storage.ready();
      context.calendar.onChange(() => recountOpenClocks(context));
      await dropObsoleteIndexes(store.model);
      await cases.prepareEvents();
      await recoverPending(context, true);
      await audits.recover();
      await context.pump.start();
      worker.start();
      recovery = setInterval(
        () =>
          void recoverPending(context, false)
            .then(() => audits.retry())
            .catch((error: unknown) => log.error('recovery failed', { reason: String(error) })),
        RECOVERY_INTERVAL_MS,
      );
      recovery.unref();
    },
    async stop() {
      clearInterval(recovery);
      await worker.stop();
      await context.pump.stop();
      await audits.close();
    },
  };
}

/** A published calendar changes open clocks only. */
async function recountOpenClocks(context: CaseContext): Promise<void> {
  const open = await context.store.model
    .find({ closed: false, due: { $exists: true } }, { _id: 1 })
    .lean<Pick<CaseRecord, '_id'>[]>();
  for (const { _id } of open) {
    context.changed(await context.store.change(_id, (draft) => refreshDue(context, draft, context.clock.now())));
  }
}
