import { parentPort } from 'node:worker_threads';
import { renderPdf, type RenderOptions } from './render.js';

/** The thread's side of `RenderThread`: one request, one answer, in order. */
export interface RenderRequest {
  readonly id: number;
  readonly html: string;
  readonly options: RenderOptions;
}
export type RenderAnswer =
  { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly error: string };

parentPort?.on('message', ({ id, html, options }: RenderRequest) => {
  renderPdf(html, options).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies RenderAnswer),
    (error: unknown) =>
      parentPort?.postMessage({
        id,
        error: error instanceof Error ? error.message : String(error),
      } satisfies RenderAnswer),
  );
});
