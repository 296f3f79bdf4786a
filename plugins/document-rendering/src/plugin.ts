import { Client, type HandlerArgs } from 'camunda-external-task-client-js';
import { handIn, prepare } from './platform.js';
import { RenderThread } from './render-thread.js';

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
export const TOPIC = 'document.render';
/** Short, so that a document a dead worker held comes back soon; setting one takes well under a second, and twice does no harm. */
const LOCK_MS = 15_000;
const LONG_POLL_MS = 20_000;
const RETRIES = 5;
const RETRY_AFTER_MS = 10_000;

/**
 * Makes documents: asks the platform for the numbered, merged text, sets it as a PDF, hands it in, completes the task. Every step gives
 * the same result when it is repeated, so a worker that dies anywhere in between leaves nothing twice.
 */
export function createPlugin({ baseUrl, token, log }: PluginOptions): Plugin {
  let client: Client | undefined;
  const thread = new RenderThread();

  async function handle({ task, taskService }: HandlerArgs): Promise<void> {
    try {
      const document = await prepare(baseUrl, token, task.id!);
      if (document.state === 'draft') {
        const title = document.number ? `${document.title} ${document.number}` : document.title;
        const pdf = await thread.render(document.html, { title, date: new Date(document.preparedAt) });
        await handIn(baseUrl, token, document.id, pdf);
      }
      log.info('document issued', { task: task.id, document: document.id });
      await taskService.complete(task);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error('document not issued', { task: task.id, reason: message });
      const retries = (task.retries ?? RETRIES) - 1;
      // The engine may be out of reach itself; then the lock runs out and the task comes again.
      await taskService
        .handleFailure(task, {
          errorMessage: message,
          errorDetails: message,
          retries,
          retryTimeout: RETRY_AFTER_MS,
        })
        .catch((failure: unknown) => log.error('failure not reported', { task: task.id, reason: String(failure) }));
    }
  }

  return {
    name: 'document-rendering',
    start() {
      client = new Client({
        baseUrl: `${baseUrl}/engine-rest`,
        workerId: 'plugin-document-rendering',
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
      return thread.close();
    },
  };
}
