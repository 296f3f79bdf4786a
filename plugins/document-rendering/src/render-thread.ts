import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RenderAnswer, RenderRequest } from './render-worker.js';
import { renderPdf, type RenderOptions } from './render.js';

/** Milliseconds one document may take; then its thread is ended and the document fails. */
export const RENDER_TIMEOUT_MS = 30_000;

interface Waiting {
  resolve(pdf: Uint8Array): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** Sets documents in a thread of their own, so that the server the plugin lives in goes on answering. */
export class RenderThread {
  readonly #program: URL;
  readonly #timeout: number;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(program = new URL('./render-worker.js', import.meta.url), timeout = RENDER_TIMEOUT_MS) {
    this.#program = program;
    this.#timeout = timeout;
  }

  /** Like `renderPdf`. @throws when the document takes longer than the limit or the thread ends */
  render(html: string, options: RenderOptions): Promise<Uint8Array> {
    // Sources that were not built have no program for the thread.
    if (!existsSync(fileURLToPath(this.#program))) return renderPdf(html, options);
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#fail(worker, new Error(`the document was not set within ${this.#timeout} ms`)),
        this.#timeout,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, html, options } satisfies RenderRequest);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#program);
    worker.unref();
    worker.on('message', (answer: RenderAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      if (!waiting) return;
      this.#waiting.delete(answer.id);
      clearTimeout(waiting.timer);
      if ('pdf' in answer) waiting.resolve(answer.pdf);
      else waiting.reject(new Error(answer.error));
    });
    worker.on('error', (error) => this.#fail(worker, error));
    worker.on('exit', () => this.#fail(worker, new Error('the rendering thread ended')));
    return worker;
  }

  /** Ends a thread; whatever it was doing fails, the next document gets a new one. */
  #fail(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    void worker.terminate();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#fail(worker, new Error('the plugin stops'));
    await worker.terminate();
  }
}
