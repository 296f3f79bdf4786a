import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Answer } from './answer.js';
import type { Multipart } from './multipart.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

/** One request, as routes see it. */
export interface RestRequest {
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Who calls, as the host's `authenticate` option says; null for an anonymous call. */
  readonly userId: string | null;
  /** Aborts when the caller goes away before it got its answer. */
  readonly signal: AbortSignal;
  readonly raw: IncomingMessage;
  /** The JSON body, checked; an absent body counts as `{}`. Throws InvalidRequestError naming the field. */
  body<Schema extends z.ZodType>(schema: Schema): Promise<z.output<Schema>>;
  multipart(): Promise<Multipart>;
}

/** One operation of the dialect. `path` is below the mount point and has `:name` parameters. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly handle: (request: RestRequest) => Promise<Answer>;
}

const routeOf =
  (method: Method) =>
  (path: string, handle: Route['handle']): Route => ({ method, path, handle });

export const get = routeOf('GET');
export const post = routeOf('POST');
export const put = routeOf('PUT');
export const del = routeOf('DELETE');
export const options = routeOf('OPTIONS');

/** A path parameter the pattern guarantees. */
export const param = (request: RestRequest, name: string): string => request.params[name] ?? '';
/** A flag in the query string: `true` in any letter case. */
export const flag = (request: RestRequest, name: string): boolean => request.query.get(name)?.toLowerCase() === 'true';
