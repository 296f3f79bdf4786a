import type { Answer } from './recording.js';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Any engine with Camunda's REST dialect. */
export type Call = (method: string, path: string, body?: unknown) => Promise<Reply>;

export const answerOf = ({ status }: Reply): Answer => (status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed');

/** @throws Error when the answer is not 200 */
export async function read<T>(call: Call, path: string): Promise<T> {
  const { status, body } = await call('GET', path);
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}

/** Calls an engine elsewhere. `base` ends in its `/engine-rest`. */
export const remote =
  (base: string): Call =>
  async (method, path, body) => {
    const isForm = body instanceof FormData;
    const response = await fetch(base + path, {
      method,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(body === undefined || isForm ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
