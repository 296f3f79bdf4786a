import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { FieldKind } from '../query/field-kind.js';
import type { Answer } from './answer.js';
import type { Multipart } from './multipart.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

/** One request, as routes see it. */
export interface RestRequest<Body = never> {
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Who calls, as the host's `authenticate` option says; null for an anonymous call. */
  readonly userId: string | null;
  /** Aborts when the caller goes away before it got its answer. */
  readonly signal: AbortSignal;
  readonly raw: IncomingMessage;
  /** The JSON body, checked as declared; an absent body counts as `{}`. Throws InvalidRequestError naming the field. */
  body(): Promise<Body>;
  body<Schema extends z.ZodType>(schema: Schema): Promise<z.output<Schema>>;
  multipart(): Promise<Multipart>;
}

/** What an operation answers when it succeeds: JSON of a schema (200), nothing (204), text, or bytes. */
export type Shown = z.ZodType | 'none' | 'text' | 'bytes';

/**
 * What an operation promises. Requests are validated with these very schemas, the OpenAPI document shows them, and the
 * tests hold every real answer against them.
 */
export interface Declaration<Body extends z.ZodType = z.ZodType> {
  readonly summary: string;
  /** Parameters of the query string. */
  readonly query?: Readonly<Record<string, FieldKind>>;
  readonly body?: Body;
  /** Parts of a multipart body. */
  readonly parts?: Readonly<Record<string, 'text' | 'file'>>;
  readonly answer: Shown | readonly Shown[];
}

/** One operation of the dialect. `path` is below the mount point and has `:name` parameters. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly declaration?: Declaration;
  readonly handle: (request: RestRequest) => Promise<Answer>;
}

export interface MakeRoute {
  <Body extends z.ZodType>(
    path: string,
    declaration: Declaration<Body>,
    handle: (request: RestRequest<z.output<Body>>) => Promise<Answer>,
  ): Route;
  /** Without a declaration the OpenAPI document knows no more than the path. */
  (path: string, handle: Route['handle']): Route;
}

const routeOf = (method: Method): MakeRoute =>
  ((path: string, declaration: Declaration | Route['handle'], handle?: Route['handle']): Route =>
    typeof declaration === 'function'
      ? { method, path, handle: declaration }
      : { method, path, declaration, handle: handle as Route['handle'] }) as MakeRoute;

export const get = routeOf('GET');
export const post = routeOf('POST');
export const put = routeOf('PUT');
export const del = routeOf('DELETE');
export const options = routeOf('OPTIONS');

type Params = Pick<RestRequest<unknown>, 'params'>;

/** A path parameter the pattern guarantees. */
export const param = (request: Params, name: string): string => request.params[name] ?? '';
/** A flag in the query string: `true` in any letter case. */
export const flag = (request: Pick<RestRequest<unknown>, 'query'>, name: string): boolean =>
  request.query.get(name)?.toLowerCase() === 'true';
