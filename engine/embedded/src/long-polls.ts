import type { Database } from 'better-sqlite3';
import { BadUserRequestError } from '@anliu/engine-protocol';
import type { FetchAndLockInput, FetchTopic, LockedExternalTaskDto, VariableMap } from '@anliu/engine-protocol';
import type { Definitions, ExternalTask } from '@anliu/engine-kernel';
import { commands } from '@anliu/engine-kernel';
import { boundUser } from './authentication.js';
import { MAX_FETCHED_TASKS, MAX_LONG_POLL_MS } from './limits.js';
import type { Processor } from './processor.js';
import { readVariables, toExternalTaskDto } from './queries/index.js';
import type { ReadContext } from './queries/index.js';
import { fetchable } from './fetchable.js';

/** Milliseconds between looks of parked requests for tasks whose lock or back-off has run out. */
const RECHECK_MS = 2_000;

interface Park {
  readonly input: FetchAndLockInput;
  /** Whose rights bind it. */
  readonly userId: string | null;
  readonly topics: ReadonlySet<string>;
  readonly finish: (tasks: LockedExternalTaskDto[]) => void;
  readonly fail: (error: unknown) => void;
  isOver: boolean;
  isTrying: boolean;
  /** Something appeared while it was trying. */
  again: boolean;
}

function check(input: FetchAndLockInput): void {
  if (input.workerId === '') throw new BadUserRequestError('workerId is null');
  if (!(input.maxTasks >= 0)) throw new BadUserRequestError('maxResults is not greater than or equal to 0');
  for (const { topicName, lockDuration } of input.topics) {
    if (topicName === '') throw new BadUserRequestError('topicName is null');
    if (!(lockDuration > 0)) throw new BadUserRequestError('lockTime is not greater than 0');
  }
}

/** Hands external tasks to workers: at once, or when one appears while the worker waits. */
export class LongPolls {
  readonly #db: Database;
  readonly #processor: Processor;
  readonly #reads: ReadContext;
  readonly #definitions: Definitions;
  readonly #parks = new Set<Park>();
  #recheck: NodeJS.Timeout | undefined;

  constructor(db: Database, processor: Processor, reads: ReadContext, definitions: Definitions) {
    this.#db = db;
    this.#processor = processor;
    this.#reads = reads;
    this.#definitions = definitions;
  }

  async fetchAndLock(input: FetchAndLockInput, signal?: AbortSignal): Promise<LockedExternalTaskDto[]> {
    check(input);
    if (signal?.aborted) return [];
    const wait = Math.min(input.asyncResponseTimeout ?? 0, MAX_LONG_POLL_MS);
    const userId = boundUser();
    if (wait <= 0) return this.#tryLock(input, userId);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        park.isOver = true;
        this.#parks.delete(park);
        if (this.#parks.size === 0) clearInterval(this.#recheck);
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const finish = (tasks: LockedExternalTaskDto[]): void => {
        end();
        resolve(tasks);
      };
      const abort = (): void => finish([]);
      const timer = setTimeout(() => finish([]), wait);
      const park: Park = {
        input,
        userId,
        topics: new Set(input.topics.map(({ topicName }) => topicName)),
        finish,
        fail(error) {
          end();
          reject(error as Error);
        },
        isOver: false,
        isTrying: false,
        again: false,
      };
      signal?.addEventListener('abort', abort);
      // Parked before the first try: what appears in the same batch must not be missed.
      if (this.#parks.size === 0) this.#recheck = setInterval(() => this.wake(), RECHECK_MS).unref();
      this.#parks.add(park);
      this.#try(park);
    });
  }

  /** Lets workers that wait for one of these topics (all, without topics) try again, those who wait longest first. */
  wake(topics?: ReadonlySet<string>): void {
    for (const park of this.#parks) {
      if (topics && ![...topics].some((topic) => park.topics.has(topic))) continue;
      if (park.isTrying) park.again = true;
      else this.#try(park);
    }
  }

  #try(park: Park): void {
    park.isTrying = true;
    park.again = false;
    this.#tryLock(park.input, park.userId, () => park.isOver)
      .then((tasks) => {
        park.isTrying = false;
        if (tasks.length > 0) park.finish(tasks);
        else if (park.again && !park.isOver) this.#try(park);
      })
      .catch((error: unknown) => park.fail(error));
  }

  /** Ends every waiting request with nothing. */
  close(): void {
    for (const park of [...this.#parks]) park.finish([]);
  }

  async #tryLock(
    input: FetchAndLockInput,
    userId: string | null,
    isOver = (): boolean => false,
  ): Promise<LockedExternalTaskDto[]> {
    const limit = Math.min(input.maxTasks, MAX_FETCHED_TASKS);
    if (input.topics.length === 0 || limit === 0) return [];
    const locked = await this.#processor.executeAfterWrites((ctx) => {
      // A worker that went away in the meantime must not keep a lock.
      if (isOver()) return [];
      return fetchable(this.#db, input, limit, ctx.now, userId).map(({ id, topic }) => {
        commands.lockExternalTask(ctx, id, input.workerId, topic.lockDuration);
        return { task: ctx.store.get('externalTask', id) as ExternalTask, topic };
      });
    });
    return locked.map(({ task, topic }) => this.#shown(task, topic));
  }

  #shown(task: ExternalTask, topic: FetchTopic): LockedExternalTaskDto {
    const names = topic.variables;
    let variables: VariableMap = {};
    if (!names || names.length > 0) {
      const all = readVariables(
        this.#reads,
        { executionId: task.executionId },
        {
          local: topic.localVariables ?? false,
          deserializeValues: topic.deserializeValues ?? false,
        },
      );
      variables = names ? Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))) : all;
    }
    const properties = topic.includeExtensionProperties
      ? this.#definitions.byId(task.processDefinitionId)?.graph.elements.get(task.activityId)?.node.properties
      : undefined;
    return {
      ...toExternalTaskDto(task),
      errorDetails: task.errorDetails,
      variables,
      extensionProperties: properties ?? {},
    };
  }
}
