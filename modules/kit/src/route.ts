import type { Readable } from 'node:stream';
import type { Language } from '@anliu/sentences';
import type { z } from 'zod';
import type { PersonPrincipal, Principal } from './principal.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * What a caller needs. A permission id is checked by the access module against the post one acts in and its region;
 * `public` and `authenticated` are explicit choices, `worker` admits plugins only. A route without one stops the boot.
 */
export type RouteAccess = { public: true } | { authenticated: true } | { worker: true } | { permission: string };

/**
 * How a change enters the audit trail. `action`: the host records it once the handler has succeeded and before the answer goes out —
 * who, in which post, on what (the first path parameter, or `target`), with `detail`. `own`: the handler records more than the host
 * could know. Both are noted before they begin, so that a crash in between leaves a record too. `withChange`: the record is written in
 * the same document write as the change, once however often the request is repeated. `none`: nothing is recorded, for the reason given.
 * Every route that writes declares one; without it the boot stops. A route that reads may declare `action`.
 */
export type RouteAudit<P = unknown, Q = unknown, B = unknown> =
  | {
      readonly action: string;
      target?(answer: never): string;
      detail?(request: RequestContext<P, Q, B>, answer: never): Record<string, unknown>;
    }
  | { readonly own: true }
  | { readonly withChange: true }
  | { readonly none: string };

/** A file part of a multipart request. The stream must be consumed; `truncated()` is true when the byte limit cut it off. */
export interface UploadPart {
  readonly field: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly stream: Readable;
  truncated(): boolean;
}

export interface RequestContext<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Principal;
  readonly requestId: string;
  /** The language to answer in; sentences in the answer are told in it by the host. */
  readonly language: Language;
  readonly ip: string;
  /** True when nobody on the way can read along: https, or a connection within this machine. */
  readonly encrypted: boolean;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly now: Date;
  header(name: string): string | undefined;
  /** The person acting; throws 401/403 for workers and anonymous callers. */
  person(): PersonPrincipal;
  /** Multipart parts in order, with the limits of the route's `multipart`. */
  parts(): AsyncIterable<UploadPart>;
  setCookie(name: string, value: string, maxAgeSeconds: number): void;
}

/** Anything but JSON: bytes or a stream with its own headers. */
export class RawReply {
  readonly body: Uint8Array | Readable;
  readonly headers: Record<string, string>;
  readonly status: number;
  constructor(body: Uint8Array | Readable, headers: Record<string, string>, status = 200) {
    this.body = body;
    this.headers = headers;
    this.status = status;
  }
}

export interface RouteDeclaration<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Koa router path, e.g. `/api/tasks/:id/complete`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** One line for the generated API page. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly multipart?: { maxFileBytes: number; maxFiles: number };
  /** Body limit for JSON in bytes; host default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Writes need the CSRF token; only login does without. */
  readonly csrf?: false;
  readonly status?: number;
  readonly audit?: RouteAudit<z.infer<P>, z.infer<Q>, z.infer<B>>;
  handle(context: RequestContext<z.infer<P>, z.infer<Q>, z.infer<B>>): Promise<unknown>;
}

/** Keeps the types of params, query and body inferred from their schemas. `undefined` as answer is 204. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  declaration: RouteDeclaration<P, Q, B>,
): RouteDeclaration {
  return declaration as unknown as RouteDeclaration;
}
