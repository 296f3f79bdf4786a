import { Client, type HandlerArgs, type Task } from 'camunda-external-task-client-js';
import type { Plugin, PluginContext } from './contract.js';

/** How a plugin works on external tasks of one topic. */
export interface ExternalTaskWork {
  readonly name: string;
  /** Topic of the external task, see docs/handbook/process-conventions.md. */
  readonly topic: string;
  /**
   * Does the work of one task; repeated, it must give the same result, for a worker may die anywhere. What it returns is written to
   * the log. What it throws is reported to the engine, which hands the task out again until its retries are used up.
   */
  handle(task: Task): Promise<Record<string, unknown>>;
  /** Called when the platform ends, after no more tasks are taken. */
  close?(): Promise<void> | void;
}

/** Short, so that a task a dead worker held comes back soon; work that takes longer is done twice, which does no harm. */
export const LOCK_MS = 15_000;
const LONG_POLL_MS = 20_000;
/** Attempts of a task that fails, and the time between them. */
export const RETRIES = 5;
const RETRY_AFTER_MS = 10_000;

/** A plugin that is an ordinary worker of the engine's REST interface, as one on another machine would be. */
export function externalTaskPlugin({ baseUrl, token, log }: PluginContext, work: ExternalTaskWork): Plugin {
  let client: Client | undefined;

  async function handle({ task, taskService }: HandlerArgs): Promise<void> {
    try {
      const done = await work.handle(task);
      log.info(`${work.name}: done`, { task: task.id, ...done });
      await taskService.complete(task);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error(`${work.name}: failed`, { task: task.id, reason: message });
      const retries = (task.retries ?? RETRIES) - 1;
      // The engine may be out of reach itself; then the lock runs out and the task comes again.
      await taskService
        .handleFailure(task, { errorMessage: message, errorDetails: message, retries, retryTimeout: RETRY_AFTER_MS })
        .catch((failure: unknown) =>
          log.error(`${work.name}: failure not reported`, { task: task.id, reason: String(failure) }),
        );
    }
  }

  return {
    name: work.name,
    start() {
      client = new Client({
        baseUrl: `${baseUrl}/engine-rest`,
        workerId: `plugin-${work.name}`,
        asyncResponseTimeout: LONG_POLL_MS,
        lockDuration: LOCK_MS,
        interval: 50,
        interceptors: (config: Record<string, unknown>) => ({
          ...config,
          headers: { ...(config['headers'] as Record<string, string>), authorization: `Bearer ${token}` },
        }),
      });
      client.subscribe(work.topic, (args: HandlerArgs) => void handle(args));
    },
    async stop() {
      client?.stop();
      await work.close?.();
    },
  };
}
