import { EngineError, type LockedExternalTaskDto } from '@anliu/engine-protocol';
import { parseIds } from '@anliu/conventions';
import { evaluateFeel, type NodeMeta, type ProcessInPack } from '@anliu/packs';
import type { CaseRecord } from '../domain/case.js';
import { expressionScope } from '../domain/scope.js';
import { MAX_OPENED_CASES } from '../limits.js';
import { UNCHANGED } from '../store/case-store.js';
import { writeData } from './clocks.js';
import { runPending } from './commands.js';
import { documentNumbers, paramNow, parentOf, processOf, type CaseContext } from './context.js';
import { openCase } from './open-case.js';
import { withoutNulls } from './start.js';

const WORKER = 'cases';
const TOPICS = ['case.open', 'case.update'];
/** Short: what a worker held when its server died comes back after this long. A task that comes twice does no harm. */
const LOCK_MS = 15_000;
const LONG_POLL_MS = 25_000;
const MAX_TASKS = 10;
const RETRIES = 3;
const RETRY_AFTER_MS = 5_000;
const PAUSE_AFTER_ERROR_MS = 1_000;

/** Does the external tasks of cases in this process. Every task may come twice: what it does is remembered on the cases it changes. */
export class CaseWorker {
  readonly #context: CaseContext;
  #abort = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(context: CaseContext) {
    this.#context = context;
  }

  start(): void {
    this.#abort = new AbortController();
    this.#loop = this.#run(this.#abort.signal);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { engine, log } = this.#context;
    while (!signal.aborted) {
      try {
        const tasks = await engine.externalTasks.fetchAndLock(
          {
            workerId: WORKER,
            maxTasks: MAX_TASKS,
            asyncResponseTimeout: LONG_POLL_MS,
            topics: TOPICS.map((topicName) => ({ topicName, lockDuration: LOCK_MS, variables: [] })),
          },
          { signal },
        );
        for (const task of tasks) await this.#do(task);
      } catch (error) {
        if (signal.aborted) return;
        log.error('fetching case tasks failed', { reason: String(error) });
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_ERROR_MS));
      }
    }
  }

  async #do(task: LockedExternalTaskDto): Promise<void> {
    const { engine, log } = this.#context;
    try {
      await performCaseTask(this.#context, task);
      await engine.externalTasks.complete(task.id, { workerId: WORKER });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error('case task failed', { task: task.id, topic: task.topicName, reason });
      const retries = Math.max(0, (task.retries ?? RETRIES) - 1);
      await engine.externalTasks
        .handleFailure(task.id, { workerId: WORKER, errorMessage: reason, retries, retryTimeout: RETRY_AFTER_MS })
        .catch((failure: unknown) => {
          if (!EngineError.isInstance(failure)) throw failure;
          log.warn('a failed case task was gone', { task: task.id, reason: failure.message });
        });
    }
  }
}

/** What a `case.open` or `case.update` task means. Repeating it has no further effect. */
async function performCaseTask(
  context: CaseContext,
  task: Pick<LockedExternalTaskDto, 'id' | 'topicName' | 'activityId' | 'businessKey' | 'processDefinitionId'>,
): Promise<void> {
  // Another process may carry the number of a case and the id of a step; it is no step of that case.
  if (!context.packs.processOfDefinition(task.processDefinitionId ?? ''))
    throw new Error(`the task ${task.id} belongs to no process of a pack`);
  const record = task.businessKey === null ? undefined : await context.store.byNo(task.businessKey);
  if (!record) throw new Error(`no case ${task.businessKey ?? ''}`);
  const process = processOf(context, record);
  const node = process.process.nodes[task.activityId];
  if (!node) throw new Error(`process ${record.process} has no node ${task.activityId}`);
  const scope = expressionScope({
    record,
    documents: await documentNumbers(context, record),
    parent: await parentOf(context, record),
    param: paramNow(context, process.version),
  });
  if (task.topicName === 'case.open') await openChildren(context, record, process, node, task.id, scope);
  else await updateData(context, record, node, task.id, scope);
}

async function openChildren(
  context: CaseContext,
  record: CaseRecord,
  process: ProcessInPack,
  node: NodeMeta,
  taskId: string,
  scope: Record<string, unknown>,
): Promise<void> {
  const now = context.clock.now();
  const key = node.properties['anliu.open.process'] ?? '';
  const child = context.packs.processIn(process.version, key);
  if (!child) throw new Error(`no process ${key} to open`);
  const each = node.properties['anliu.open.each'];
  const items = each === undefined ? [null] : asList(evaluateFeel(each, scope, now));
  if (items.length > MAX_OPENED_CASES) throw new Error(`${items.length} cases to open, at most ${MAX_OPENED_CASES}`);
  for (const [index, item] of items.entries()) {
    const source = node.properties['anliu.open.data'] ?? '{}';
    await openCase(context, {
      process: child,
      data: withoutNulls(evaluateFeel(source, { ...scope, item, index: index + 1 }, now)),
      startKey: `task:${taskId}:${index}`,
      organization: record.organization,
      startedBy: record.startedBy,
      parent: record,
      region: record.region,
    });
  }
}

const asList = (value: unknown): unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];

async function updateData(
  context: CaseContext,
  record: CaseRecord,
  node: NodeMeta,
  taskId: string,
  scope: Record<string, unknown>,
): Promise<void> {
  const now = context.clock.now();
  const changes = withoutNulls(evaluateFeel(node.properties['anliu.update.data'] ?? '{}', scope, now));
  const cleared = parseIds(node.properties['anliu.update.clear']);
  const target = node.properties['anliu.update.target'] === 'parent' ? record.parent?.id : record._id;
  if (target === undefined) throw new Error(`case ${record.no} has no parent to update`);
  const written = await context.store.change(target, (draft) => {
    if (draft.applied.includes(taskId)) return UNCHANGED;
    draft.applied.push(taskId);
    for (const name of cleared) delete draft.data[name];
    writeData(context, draft, changes, now);
    return undefined;
  });
  context.changed(await runPending(context, written));
}
