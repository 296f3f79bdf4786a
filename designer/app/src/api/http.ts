import { ApiError, errorOf } from './api-error.js';

/** Milliseconds until a read, and a write, is given up. */
const READ_TIMEOUT = 20_000;
const WRITE_TIMEOUT = 60_000;
/** How often a read is tried again after the network or a gateway failed, and the pause before the first of these. */
export const READ_RETRIES = 2;
const RETRY_PAUSE = 400;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type Query = Record<string, string | number | boolean | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Any unique text; the same text gives the same answer, so a write may be sent again after a lost reply. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  timeout?: number;
  /** True for login and session calls: a 401 is their answer and not a reason to log in again. */
  anonymous?: boolean;
}

interface Hooks {
  csrf: () => string | undefined;
  /** What the person reads the application in; the server answers in it. */
  language: () => string;
  /** Resolves true when the person has logged in again, false when the page is being left. */
  reauthenticate: () => Promise<boolean>;
  /** Fetches a new CSRF token after the server refused the old one. */
  refresh: () => Promise<void>;
}

let hooks: Hooks = {
  csrf: () => undefined,
  language: () => 'zh-CN',
  reauthenticate: async () => false,
  refresh: async () => undefined,
};

/** Connects the client with the session; called once at start. */
export const configureHttp = (next: Hooks): void => {
  hooks = next;
};

/** What a call says about the person, also one that does not go through `request`, i.e. an upload with progress. */
export function callerHeaders(method: Method): Record<string, string> {
  const token = method === 'GET' ? undefined : hooks.csrf();
  return { 'accept-language': hooks.language(), ...(token ? { 'x-csrf-token': token } : {}) };
}

export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function once(method: Method, path: string, options: RequestOptions): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', ...callerHeaders(method) };
  const isForm = options.body instanceof FormData;
  if (options.body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;

  const limit = AbortSignal.timeout(options.timeout ?? (method === 'GET' ? READ_TIMEOUT : WRITE_TIMEOUT));
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  let response: Response;
  let text: string;
  try {
    response = await fetch(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal,
      ...(options.body === undefined
        ? {}
        : { body: isForm ? (options.body as FormData) : JSON.stringify(options.body) }),
    });
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(limit.aborted ? 'timeout' : 'offline', 0);
  }
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new ApiError('broken', response.status);
  }
  if (!response.ok) throw errorOf(response.status, body);
  return body;
}

const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && (error.kind === 'offline' || [502, 503, 504].includes(error.status));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * One call to the platform. Reads are tried again after transient failures, writes never by themselves.
 * An expired session or token is renewed in place and the call repeated: the server had not begun it.
 * @throws ApiError for everything but an abort by the caller.
 */
async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await once(method, path, options)) as T;
    } catch (error) {
      if (error instanceof ApiError && !options.anonymous && !renewed) {
        if (error.status === 401) {
          renewed = true;
          if (await hooks.reauthenticate()) continue;
        } else if (error.is('CSRF')) {
          renewed = true;
          await hooks.refresh();
          continue;
        }
      }
      if (method === 'GET' && attempt < READ_RETRIES && isTransient(error)) {
        await pause(RETRY_PAUSE * 2 ** attempt);
        continue;
      }
      throw error;
    }
  }
}

export const http = {
  get: <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> =>
    request<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> =>
    request<T>('PUT', path, { ...options, body }),
  delete: <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('DELETE', path, options),
};

/**
 * Keys for one command on one screen: the same content keeps its key, so that a second click or a repeat after a lost
 * reply is the same command to the server; changed content is a new command.
 */
export function idempotencyKeys(): (content: unknown) => string {
  let last = '';
  let key = '';
  return (content) => {
    const text = JSON.stringify(content);
    if (text !== last || !key) {
      last = text;
      key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    }
    return key;
  };
}
