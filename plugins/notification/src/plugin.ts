import { Client, type HandlerArgs } from 'camunda-external-task-client-js';
import { deliver } from './deliver.js';

/** What the host gives a plugin; the plugin is an ordinary client of the public interfaces. */
export interface PluginOptions {
  /** Origin of the platform, e.g. `http://127.0.0.1:8080`. */
  baseUrl: string;
  /** Worker secret of this installation. */
  token: string;
  log: { info(message: string, fields?: object): void; error(message: string, fields?: object): void };
}

export interface Plugin {
  name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Topic of the external task, see docs/handbook/process-conventions.md. */
export const TOPIC = 'notify';
/** A notice is one small request; the lock outlives it by far and is short enough when a worker dies. */
const LOCK_MS = 15_000;
const LONG_POLL_MS = 20_000;
const RETRIES = 5;
const RETRY_AFTER_MS = 10_000;

/**
 * Delivers notices: asks the platform to resolve receivers and text of the step and to put the notice into their station
 * messages, then completes the task. Delivery is idempotent by external task id, so a second try never tells twice.
 */
export function createPlugin({ baseUrl, token, log }: PluginOptions): Plugin {
  let client: Client | undefined;

  async function handle({ task, taskService }: HandlerArgs): Promise<void> {
    try {
      const told = await deliver(baseUrl, token, task.id!);
      log.info('notice delivered', { task: task.id, receivers: told });
      await taskService.complete(task);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error('notice not delivered', { task: task.id, reason: message });
      const retries = (task.retries ?? RETRIES) - 1;
      // The engine may be out of reach itself; then the lock runs out and the task comes again.
      await taskService
        .handleFailure(task, { errorMessage: message, errorDetails: message, retries, retryTimeout: RETRY_AFTER_MS })
        .catch((failure: unknown) => log.error('failure not reported', { task: task.id, reason: String(failure) }));
    }
  }

  return {
    name: 'notification',
    start() {
      client = new Client({
        baseUrl: `${baseUrl}/engine-rest`,
        workerId: 'plugin-notification',
        asyncResponseTimeout: LONG_POLL_MS,
        lockDuration: LOCK_MS,
        interval: 50,
        interceptors: (config: Record<string, unknown>) => ({
          ...config,
          headers: { ...(config['headers'] as Record<string, string>), authorization: `Bearer ${token}` },
        }),
      });
      client.subscribe(TOPIC, (args: HandlerArgs) => void handle(args));
      return Promise.resolve();
    },
    stop() {
      client?.stop();
      return Promise.resolve();
    },
  };
}
