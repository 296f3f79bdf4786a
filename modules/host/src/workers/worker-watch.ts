import type { FetchAndLockInput, ProcessEngine } from '@anliu/engine-protocol';

/** A worker that has not asked for this long (milliseconds) after its last question was over is not there. */
export const GONE_AFTER_MS = 60_000;
/** Longest wait of a question that is believed (milliseconds); a worker that died while waiting is missed after it. */
const LONGEST_WAIT_MS = 30 * 60_000;
/** Names and topics that are remembered; more are no workers but a mistake in a loop. */
const MAX_REMEMBERED = 1_000;

/** The name under which the platform's own workers are known. */
export const PLATFORM_WORKER = 'platform';

/** Who works on external tasks, as far as it was seen since the server started. In memory: after a restart workers ask again within seconds. */
export class WorkerWatch {
  readonly #now: () => number;
  readonly #lastCall = new Map<string, number>();
  /** By topic and worker: until when it waits for tasks. */
  readonly #asking = new Map<string, Map<string, number>>();

  /** `now`: real time in milliseconds; tests move it. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  called(name: string): void {
    if (this.#lastCall.size < MAX_REMEMBERED || this.#lastCall.has(name)) this.#lastCall.set(name, this.#now());
  }

  /** Notes a question for tasks; anything else than one is left alone. */
  asked(name: string, question: unknown): void {
    this.called(name);
    const { topics, asyncResponseTimeout } = (question ?? {}) as Partial<Record<keyof FetchAndLockInput, unknown>>;
    if (!Array.isArray(topics)) return;
    const waits = typeof asyncResponseTimeout === 'number' ? Math.min(asyncResponseTimeout, LONGEST_WAIT_MS) : 0;
    for (const one of topics as unknown[]) {
      const topic = (one as { topicName?: unknown } | null)?.topicName;
      if (typeof topic !== 'string') continue;
      let workers = this.#asking.get(topic);
      if (!workers) {
        if (this.#asking.size >= MAX_REMEMBERED) continue;
        this.#asking.set(topic, (workers = new Map()));
      }
      if (workers.size < MAX_REMEMBERED) workers.set(name, this.#now() + waits);
    }
  }

  lastCall(name: string): Date | undefined {
    const at = this.#lastCall.get(name);
    return at === undefined ? undefined : new Date(at);
  }

  /** Topics a worker asked for. */
  topicsOf(name: string): string[] {
    return [...this.#asking].flatMap(([topic, workers]) => (workers.has(name) ? [topic] : [])).sort();
  }

  of(topic: string): { readonly workers: readonly string[]; readonly served: boolean } {
    const workers = this.#asking.get(topic) ?? new Map<string, number>();
    const served = [...workers.values()].some((until) => until + GONE_AFTER_MS > this.#now());
    return { workers: [...workers.keys()].sort(), served };
  }

  /** The engine as the platform's own workers use it: their questions are noted as well. */
  watched(engine: ProcessEngine): ProcessEngine {
    const externalTasks: ProcessEngine['externalTasks'] = {
      ...engine.externalTasks,
      fetchAndLock: (input, options) => {
        this.asked(PLATFORM_WORKER, input);
        return engine.externalTasks.fetchAndLock(input, options);
      },
    };
    return { ...engine, externalTasks };
  }
}
