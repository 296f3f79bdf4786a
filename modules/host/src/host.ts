import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Access } from '@anliu/access';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { engineMetrics, engineRestRouter } from '@anliu/engine-rest';
import type { ProcessEngine } from '@anliu/engine-protocol';
import {
  Idempotency,
  ServiceRegistry,
  type AnliuModule,
  type Clock,
  type Logger,
  type Platform,
  type PlatformConfig,
} from '@anliu/kit';
import { INSTALLATION } from '@anliu/operations';
import type { Storage } from '@anliu/storage';
import { AuditLog } from './audit/audit-log.js';
import { TrailWatch } from './audit/trail-watch.js';
import { BegunCommands } from './audit/begun-commands.js';
import { systemClock, VirtualClock } from './clock/virtual-clock.js';
import { PRODUCT_MODULES, type ModuleFactory } from './compose.js';
import { CONFIG_FILE, externalAnchor, readInstallation, saveInstallation } from './config/installation.js';
import { readTls, type TlsFiles } from './config/tls.js';
import { lockDataFolder } from './data-folder/data-lock.js';
import { openStores } from './data-folder/open-stores.js';
import { requireConfig } from './data-folder/parts.js';
import { EventHub } from './events/event-hub.js';
import { createHostModule } from './host-module.js';
import { createApplication, ENGINE_REST } from './http/application.js';
import { checkRoutes } from './http/check-routes.js';
import { Connections } from './http/connection.js';
import { listen } from './http/listener.js';
import { DEFAULT_RATE_LIMITS, RateLimiter, type RateLimits } from './http/rate-limit.js';
import { StaticFiles } from './http/static-files.js';
import { turnsOfPeople } from './http/turns.js';
import { IdempotencyStore } from './idempotency/idempotency-store.js';
import { jsonLogger } from './log/json-logger.js';
import { BackupRunner } from './operations/backup-runner.js';
import { platformGauges } from './operations/gauges.js';
import { InstallationState } from './operations/installation-state.js';
import { startPlugins } from './plugins/load-plugins.js';
import { FirstRun } from './setup/first-run.js';
import { createSetupModule } from './setup/module.js';
import { engineForWorkers } from './workers/platform-things.js';
import { VERBS } from './workers/verbs.js';
import { workerGate } from './workers/worker-gate.js';
import { WorkerTokens } from './workers/worker-tokens.js';
import { WorkerWatch } from './workers/worker-watch.js';

interface EngineOptions {
  readonly dataDir: string;
  readonly clock: Clock;
}

export interface HostConfig {
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Time can be moved by `POST /api/test/clock`; for scenarios and trials. A date: the time it shows first. */
  readonly virtualClock?: boolean | Date;
  /** `mongodb://…`; default what `config.json` says, else the SQLite file in the data folder. */
  readonly storage?: string;
  /** Starts without the demonstration: the first page asks for three administrators. For a new data folder only. */
  readonly empty?: boolean;
  /** Private key and certificate: the server then speaks https. */
  readonly tls?: TlsFiles;
  readonly log?: Logger;
  readonly rateLimits?: RateLimits;
  /** Start although records are missing at the end of the audit trail; the gap is recorded. */
  readonly acceptAuditGap?: boolean;
  /** A file elsewhere that also keeps the end of the audit trail; default what `config.json` says. */
  readonly auditAnchor?: string;
  /** Other modules than the product's; for tests of the host itself. */
  readonly modules?: readonly ModuleFactory[];
  readonly openEngine?: (options: EngineOptions) => Promise<ProcessEngine>;
  readonly plugins?: boolean;
}

export interface Host {
  /** Resolves when every module has started and recovery is finished. @throws when it cannot start; nothing stays open then */
  start(): Promise<{ url: string; workerToken: string }>;
  /** Finishes running requests, stops plugins and modules in reverse order, closes engine and storage. Safe to call twice. */
  stop(): Promise<void>;
}

const PRODUCT_VERSION = (
  JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
const APP_FOLDER = fileURLToPath(new URL('../../../designer/app/dist/', import.meta.url));

/** One installation of the platform in this process. */
export function createHost(config: HostConfig): Host {
  const cleanups: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | undefined;

  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      const failures: unknown[] = [];
      for (const cleanup of cleanups.reverse()) {
        try {
          await cleanup();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length) throw new AggregateError(failures, 'the server did not stop cleanly');
    })());

  return {
    async start() {
      try {
        return await open(config, (cleanup) => cleanups.push(cleanup));
      } catch (error) {
        await stop().catch(() => undefined);
        throw error;
      }
    },
    stop,
  };
}

/** Opens everything in order; whatever was opened is handed to `onStop` at once, so that a failure later closes it. */
async function open(
  config: HostConfig,
  onStop: (cleanup: () => Promise<void> | void) => void,
): Promise<{ url: string; workerToken: string }> {
  const dataDir = path.resolve(config.dataDir);
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(dataDir);
  onStop(() => lock.release());
  requireConfig(dataDir);
  const installation = readInstallation(dataDir, { empty: config.empty === true });
  const connections = new Connections(installation.trustProxy);
  const clock = openClock(config.virtualClock);
  const log = config.log ?? jsonLogger();

  const tls = config.tls && readTls(config.tls);
  const outer = await listen({ port: config.port, host: config.host ?? '127.0.0.1', ...(tls ? { tls } : {}) });
  onStop(() => outer.drain());
  // Workers in this process need no certificate of a name they do not ask for: beside https they have a door of their own.
  const inner = tls ? await listen({ port: 0, host: '127.0.0.1' }) : outer;
  if (inner !== outer) onStop(() => inner.drain());
  const { url } = outer;

  lock.announce(inner.url);

  const { storage, engine, mark, backups, disk } = await openStores(
    {
      dataDir,
      installation: installation.installation,
      storage: config.storage ?? installation.storage,
      openEngine: () => (config.openEngine ?? openEmbeddedEngine)({ dataDir, clock }),
    },
    onStop,
  );

  const port = Number(new URL(url).port);
  const platformConfig: PlatformConfig = {
    dataDir,
    get region() {
      return installation.region;
    },
    demonstration: installation.demonstration,
    profile: installation.profile,
    port,
    host: config.host ?? '127.0.0.1',
    baseUrl: inner.url,
    workerToken: installation.workerToken,
  };
  const audit = new AuditLog(storage, {
    dataDir,
    key: installation.auditKey,
    external: externalAnchor(config.auditAnchor ?? installation.auditAnchor, dataDir),
    acceptGap: config.acceptAuditGap,
  });
  const trail = new TrailWatch({ audit, clock, log });
  const workers = new WorkerTokens(dataDir);
  const watch = new WorkerWatch();
  const elsewhere = storage.kind !== 'sqlite' || !('file' in engine);
  const state = new InstallationState({
    dataDir,
    version: PRODUCT_VERSION,
    storage,
    engine,
    disk,
    backups: new BackupRunner(backups, elsewhere, log),
    tokens: workers,
    watch,
    anchor: audit.anchor,
    externalAnchor: (config.auditAnchor ?? installation.auditAnchor) !== undefined,
    trail: () => trail.state,
  });
  onStop(() => state.backups.idle());
  audit.anchor.onFailure = (error) => {
    state.anchorFailed();
    log.error('the end of the audit trail could not be kept elsewhere', { error });
  };
  const begun = new BegunCommands(storage, log);
  const { platform, events, idempotency } = createPlatform(platformConfig, {
    storage,
    engine: watch.watched(engine),
    clock,
    log,
    audit,
    begun,
  });
  platform.services.provide(INSTALLATION, state);
  const factories = config.modules ?? PRODUCT_MODULES;
  const virtualClock = clock instanceof VirtualClock ? clock : undefined;
  const firstRun = new FirstRun({
    platform,
    saveRegion(region) {
      saveInstallation(dataDir, { region });
      installation.region = region;
    },
  });
  const modules = [
    ...factories.map((create) => create(platform)),
    createHostModule({ audit, trail, backups, events, virtualClock }),
    createSetupModule(platform, firstRun),
  ];
  const routes = checkRoutes(modules);
  const access = platform.services.use(Access);
  access.declare(modules.flatMap((module) => module.permissions));

  workers.accept(installation.workerToken, { name: 'installation', topics: ['*'], verbs: VERBS });
  workers.onChange = ({ name, change }) => {
    log.info('worker token', { name, change });
    const entry = { action: `worker-token.${change}`, target: name, outcome: 'done', by: 'operator' } as const;
    platform.audit(entry).catch((error: unknown) => log.error('audit failed', { error: String(error) }));
  };

  let ready = false;
  const app = createApplication({
    access,
    clock,
    workers,
    connections,
    limiter: new RateLimiter(),
    limits: config.rateLimits ?? DEFAULT_RATE_LIMITS,
    turns: turnsOfPeople(),
    audit: (entry) => platform.audit(entry),
    begin: (command, work) => begun.run(command, work),
    log,
    routes,
    hostNames: new Set(installation.hostNames),
    files: new StaticFiles(APP_FOLDER),
    isReady: () => ready,
    metrics: engineMetrics(engine, platformGauges(state, platform.services)),
    disk,
    trail,
    engineRest: engineRestRouter(engineForWorkers(engine), {
      ...workerGate(engine, (entry) => platform.audit(entry), watch),
      prefix: ENGINE_REST,
      onError: (error) => log.error('engine request failed', { error: error instanceof Error ? error : String(error) }),
    }),
  });

  await storage.ready();
  const remembered = [
    ...mark.remembered,
    ...(installation.auditHead === undefined ? [] : [{ where: CONFIG_FILE, sealed: installation.auditHead }]),
  ];
  await audit.open(remembered);
  const remember = async (): Promise<void> => {
    const { sealed } = audit.anchor;
    if (sealed === undefined) return;
    saveInstallation(dataDir, { auditHead: sealed });
    await mark.renew();
  };
  mark.follow(() => audit.anchor.sealed);
  await remember();
  onStop(async () => {
    await audit.close();
    // What cannot be kept on a full disk is kept at the next start.
    await remember().catch((error: unknown) => log.warn('the parts of the data could not be marked', { error }));
  });
  onStop(() => begun.close());
  const interrupted = await begun.recover((entry, at) => audit.append(entry, at));
  if (interrupted) log.warn('commands were interrupted by the end of the server', { count: interrupted });
  await idempotency.sweep();
  await startModules(modules, onStop, log);
  onStop(() => outer.drain());
  onStop(access.onSessionEnd((session) => events.endSession(session.id)) as () => void);
  mark.start((error) => log.warn('the parts of the data could not be marked', { error }));
  events.start();
  onStop(() => events.stop());
  const callback = app.callback();
  for (const door of [outer, inner]) door.setHandler((request, response) => void callback(request, response));
  if (config.plugins !== false) {
    const plugins = await startPlugins(
      {
        baseUrl: inner.url,
        log,
        tokenOf: (name) => workers.issue({ name, topics: ['*'], verbs: ['work', 'platform'] }),
      },
      installation.disabledPlugins,
    );
    onStop(() => plugins.stop());
  }
  trail.start();
  onStop(() => trail.stop());
  ready = true;
  onStop(() => {
    ready = false;
  });
  log.info('ready', { url, modules: modules.map((module) => module.name) });
  return { url, workerToken: installation.workerToken };
}

interface PlatformParts {
  readonly storage: Storage;
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly begun: BegunCommands;
}

function createPlatform(
  config: PlatformConfig,
  { storage, engine, clock, log, audit, begun }: PlatformParts,
): { platform: Platform; events: EventHub; idempotency: IdempotencyStore } {
  const services = new ServiceRegistry();
  const events = new EventHub((session) => services.use(Access).isAlive(session));
  const idempotency = new IdempotencyStore(storage);
  services.provide(Idempotency, idempotency);
  const platform: Platform = {
    config,
    storage,
    engine,
    clock,
    log,
    services,
    audit: (entry) => audit.append(begun.keyed(entry), clock.now()),
    notify: (event, people) => events.send(event, people),
  };
  return { platform, events, idempotency };
}

async function startModules(
  modules: readonly AnliuModule[],
  onStop: (cleanup: () => Promise<void> | void) => void,
  log: Logger,
): Promise<void> {
  for (const module of modules) {
    const began = performance.now();
    if (module.stop) onStop(() => module.stop?.());
    try {
      await module.start?.();
    } catch (error) {
      throw new Error(`module ${module.name} could not be started: ${String(error)}`, { cause: error });
    }
    log.info('module started', { module: module.name, ms: Math.round(performance.now() - began) });
  }
}

const openClock = (virtual: boolean | Date | undefined): Clock =>
  virtual ? new VirtualClock(virtual === true ? undefined : virtual) : systemClock;

/** The engine keeps its own file in the data folder and follows the office's clock. */
async function openEmbeddedEngine({ dataDir, clock }: EngineOptions): Promise<ProcessEngine> {
  const engine = await createEmbeddedEngine({ dataDir, clock: () => clock.now().getTime() });
  if (clock instanceof VirtualClock) clock.onMove(() => engine.runDueJobs());
  return engine;
}
