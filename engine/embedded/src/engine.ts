import fs from 'node:fs';
import path from 'node:path';
import type { EventService, ProcessEngine } from '@anliu/engine-protocol';
import type { DecisionEvaluator, Delegate, Environment, TracedStep } from '@anliu/engine-kernel';
import { DEFAULT_TIME_ZONE } from '@anliu/engine-time';
import { afterWriting } from './after-writing.js';
import { Grants } from './authorization/grants.js';
import { DecisionCache } from './decisions/definitions.js';
import { decisionEvaluator } from './decisions/evaluate.js';
import { decisionService } from './decisions/service.js';
import { batchJobHandlers } from './batches/jobs.js';
import { batchSettings } from './batches/settings.js';
import type { BatchSettings } from './batches/settings.js';
import { DefinitionCache } from './definitions.js';
import { engineFile } from './database-file.js';
import type { EngineFile } from './database-file.js';
import { EventFeed } from './events.js';
import { keptAt } from './history/levels.js';
import { historySettings } from './history/settings.js';
import type { HistorySettings } from './history/settings.js';
import { createIds } from './ids.js';
import { JobLoop, runJob } from './job-loop.js';
import { LongPolls } from './long-polls.js';
import { Processor } from './processor.js';
import { createReads } from './queries/index.js';
import { createRows } from './rows.js';
import type { Core } from './runtime-core.js';
import { openDatabase } from './schema.js';
import { authorizationService } from './identity/authorization-service.js';
import { identityService } from './identity/identity-service.js';
import { commentService } from './services/comments.js';
import { formService } from './services/forms.js';
import { reportService } from './services/reports.js';
import { filterService } from './services/filters.js';
import { batchService } from './services/batch.js';
import { cleanup, CLEANUP_JOB } from './history/cleanup.js';
import { stampRemovalTimes } from './history/removal-time.js';
import { historyCleanupService } from './services/history-cleanup.js';
import { historyService } from './services/history.js';
import { migrationService } from './services/migration.js';
import { repositoryService } from './services/repository.js';
import { runtimeService } from './services/runtime.js';
import { taskService } from './services/tasks.js';
import { externalTaskService, incidentService, jobService } from './services/work.js';
import { HotState } from './state.js';
import { tracing } from './trace.js';
import { Writer } from './writer.js';

export interface EmbeddedEngineOptions {
  /** Folder of the database; created when missing. */
  readonly dataDir: string;
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number;
  /** `off`: timers and continuations run only when a caller executes them. Default `on`. */
  readonly jobs?: 'on' | 'off';
  /** Answers business rule tasks instead of the deployed decisions. */
  readonly decisions?: DecisionEvaluator;
  /** Host code by the name models use in `class` or `delegateExpression`. */
  readonly delegates?: ReadonlyMap<string, Delegate>;
  /** `on`: passwords of the engine's own users must fulfil Camunda's default policy. Default `off`. */
  readonly passwordPolicy?: 'on' | 'off';
  /** `on`: stored authorizations bind whoever a call is made in the name of (`runAs`), and new things come with Camunda's default ones. Default `off`. */
  readonly authorization?: 'on' | 'off';
  /** `c7` makes an inclusive join hang where Camunda 7 hangs. Default `live`. */
  readonly inclusiveJoin?: 'c7' | 'live';
  /** Told every step of the agenda before it runs. Default: what the environment variable `ANLIU_TRACE` asks for. */
  readonly trace?: (step: TracedStep) => void;
  /** IANA zone of the office, in which timers count days and months and dates without an offset are meant. Default Asia/Shanghai. */
  readonly timeZone?: string;
  /** How batches are cut into jobs. */
  readonly batches?: Partial<BatchSettings>;
  /** How long history lives. */
  readonly history?: Partial<HistorySettings>;
}

export interface EmbeddedEngine extends ProcessEngine {
  /** The file behind it. */
  readonly file: EngineFile;
  /** For tests and diagnosis: the parts behind the port. */
  readonly core: Core;
  /** Looks for due jobs now, e.g. after a virtual clock was moved. Resolves when none is left that is due. */
  runDueJobs(): Promise<void>;
}

/** Name of the database in its folder. */
export const ENGINE_DATABASE = 'engine.sqlite';

/** Opens the durable engine of a folder. One process at a time; what was accepted before a crash is there again. */
export async function createEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  fs.mkdirSync(options.dataDir, { recursive: true });
  const file = path.join(options.dataDir, ENGINE_DATABASE);
  const db = openDatabase(file);
  const now = options.clock ?? Date.now;
  const newId = createIds(now);
  const rows = createRows(db);
  const history = historySettings(options.history);
  const writer = new Writer(rows, keptAt(history.level));
  const state = new HotState(rows, writer);
  const definitions = new DefinitionCache(rows);
  const decisions = new DecisionCache(rows);
  const events = new EventFeed(db, now);
  const nextSequence = sequence(db);
  const trace = options.trace ?? tracing(process.env);
  const environment: Environment = {
    now,
    newId,
    nextSequence,
    definitions,
    reader: state,
    decisions: options.decisions ?? decisionEvaluator(decisions),
    delegates: options.delegates ?? new Map(),
    groupsOf: (userId) => rows.where('membership', 'user_id = ?', userId).map(({ groupId }) => groupId),
    inclusiveJoin: options.inclusiveJoin ?? 'live',
    historyLevel: history.level,
    ...(trace ? { trace } : {}),
    timeZone: options.timeZone ?? DEFAULT_TIME_ZONE,
  };
  const isAuthorizing = options.authorization === 'on';
  const grants = isAuthorizing ? new Grants(rows, newId) : undefined;
  const processor = new Processor({
    db,
    ...(grants ? { follow: (changes) => grants.follow(changes) } : {}),
    environment,
    state,
    writer,
    events,
    afterCommit({ topics, jobsChanged }) {
      if (topics.size > 0) polls.wake(topics);
      if (jobsChanged && options.jobs !== 'off') jobs.wake();
    },
  });
  const jobs = new JobLoop(db, (id) => runJob(core, id), now);
  const readContext = { db, now, graph: (id: string) => definitions.byId(id)?.graph };
  const polls = new LongPolls(db, processor, readContext, definitions);
  const deployer = { rows, definitions, newId, now, nextSequence, timeZone: environment.timeZone };
  const reads = createReads(readContext);
  const core: Core = {
    db,
    rows,
    state,
    processor,
    definitions,
    decisions,
    deployer,
    events,
    polls,
    reads,
    readContext,
    newId,
    now,
    batchSettings: batchSettings(options.batches),
    historySettings: history,
    grants,
    looseJobHandlers: { ...batchJobHandlers(), [CLEANUP_JOB]: cleanup },
  };
  writer.onInstances = stampRemovalTimes(core);
  if (grants) await processor.executeSql(() => grants.giveAdministrators());
  const cleanupService = historyCleanupService(core);
  if (core.historySettings.batchWindow && core.historySettings.cleanupEnabled)
    await cleanupService.schedule({ immediatelyDue: false });
  if (options.jobs !== 'off') jobs.wake();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    jobs.stop();
    polls.close();
    await processor.close();
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  };
  return {
    info: { name: 'anliu', version: '7.24.0' },
    repository: afterWriting(processor, repositoryService(core), {}),
    runtime: afterWriting(processor, runtimeService(core), {}),
    tasks: afterWriting(processor, taskService(core), {}),
    externalTasks: afterWriting(processor, externalTaskService(core), {}),
    jobs: afterWriting(processor, jobService(core), {}),
    incidents: afterWriting(processor, incidentService(core), {}),
    decisions: afterWriting(processor, decisionService(core), {}),
    history: afterWriting(processor, historyService(core), {}),
    identity: afterWriting(
      processor,
      identityService(core, { passwordPolicy: options.passwordPolicy ?? 'off', isAuthorizing }),
      {
        passwordPolicy: true,
        checkPasswordPolicy: true,
      },
    ),
    authorizations: afterWriting(processor, authorizationService(core), {}),
    filters: afterWriting(processor, filterService(core), { resolve: true }),
    migration: afterWriting(processor, migrationService(core), {}),
    comments: afterWriting(processor, commentService(core), {}),
    forms: afterWriting(processor, formService(core), {}),
    reports: afterWriting(processor, reportService(core), {}),
    batches: afterWriting(processor, batchService(core), {}),
    historyCleanup: afterWriting(processor, cleanupService, {}),
    events: afterWriting(processor, portOf(events), { subscribe: true }),
    file: engineFile(file, db, processor),
    core,
    runDueJobs: () => jobs.settle(),
    close: () => (closing ??= close()),
  };
}

const portOf = (events: EventFeed): EventService => ({
  read: (afterSeq, limit) => events.read(afterSeq, limit),
  lastSeq: () => events.lastSeq(),
  subscribe: (listener) => events.subscribe(listener),
  acknowledge: (consumer, seq) => events.acknowledge(consumer, seq),
});

/** Continues the order of history and subscriptions where the last process left off. */
function sequence(db: Core['db']): () => number {
  const highest = db
    .prepare(
      `SELECT max(coalesce((SELECT max(position) FROM hi_activity_instance), 0),
                  coalesce((SELECT max(sequence) FROM event_subscription), 0)) AS value`,
    )
    .get() as { value: number };
  let last = highest.value;
  return () => ++last;
}
