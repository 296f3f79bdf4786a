import Router from '@koa/router';
import Koa from 'koa';
import type { Context, Middleware } from 'koa';
import type { z } from 'zod';
import { UnsupportedError, writeJson } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { UNSUPPORTED } from './coverage/unsupported.js';
import type { Answer } from './http/answer.js';
import { drained } from './http/drain.js';
import { checked, errorAnswer, methodNotAllowed, notFound } from './http/errors.js';
import type { ErrorAnswer } from './http/errors.js';
import { readJson } from './http/json-body.js';
import { readMultipart } from './http/multipart.js';
import type { Method, RestRequest, Route } from './http/route.js';
import { engineOperations } from './resources/index.js';

/** What the host is asked before an operation runs. */
export interface OperationCall {
  readonly method: Method;
  /** The pattern, e.g. `/task/:id/complete`. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly userId: string | null;
  readonly context: Context;
  /** It only asks: a GET, or the POST of a list that also has a GET. */
  readonly isQuery: boolean;
  /** The JSON body as it was sent, unchecked; read once, however often it is asked for. */
  body(): Promise<unknown>;
}

/** What an operation answers. */
export interface OperationAnswer {
  readonly status: number;
  /** The JSON of the answer; undefined for any other. */
  readonly value: unknown;
}

export interface EngineRestOptions {
  /** Where the dialect is mounted. Default `/engine-rest`. */
  readonly prefix?: string;
  /** Who calls. Default: nobody (anonymous). May throw AuthenticationError. */
  readonly authenticate?: (context: Context) => string | null | Promise<string | null>;
  /** Throws AuthorizationError to refuse an operation. Default: everything is allowed. */
  readonly authorize?: (call: OperationCall) => void | Promise<void>;
  /** Told what an operation answers, before that goes out; of refusals too. */
  readonly answered?: (call: OperationCall, answer: OperationAnswer) => void | Promise<void>;
  /** Told about errors that are the server's own fault. */
  readonly onError?: (error: unknown, context: Context) => void;
}

export const DEFAULT_PREFIX = '/engine-rest';

/** Clients compare the content type literally: exactly `application/json`, without a charset. */
function write(context: Context, answer: Answer): void {
  switch (answer.kind) {
    case 'json':
      context.status = answer.status;
      context.set('Content-Type', 'application/json');
      context.body = writeJson(answer.value);
      return;
    case 'empty':
      context.status = 204;
      return;
    case 'text':
      context.status = 200;
      context.set({ ...answer.headers, 'Content-Type': answer.contentType });
      context.body = answer.text;
      return;
    case 'bytes':
      context.status = 200;
      context.set('Content-Type', answer.contentType);
      if (answer.filename !== null) context.set('Content-Disposition', attachment(answer.filename));
      context.body = Buffer.from(answer.bytes);
  }
}

const attachment = (filename: string): string => {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
};

const writeError = (context: Context, { status, body }: ErrorAnswer): void =>
  write(context, { kind: 'json', status, value: body });

function requestOf(context: Context, route: Route, { params, userId, body }: OperationCall): RestRequest {
  const gone = new AbortController();
  context.res.once('close', () => {
    if (!context.res.writableFinished) gone.abort();
  });
  return {
    params,
    query: context.URL.searchParams,
    userId,
    signal: gone.signal,
    raw: context.req,
    body: (async (schema: z.ZodType | undefined = route.declaration?.body) => {
      if (!schema) throw new Error(`${route.method} ${route.path} declares no body`);
      return checked(schema, (await body()) ?? {});
    }) as RestRequest['body'],
    multipart: () => readMultipart(context.req),
  };
}

const ALIASES = ['', '/engine/default'];

/** Turns whatever a route throws into Camunda's error answer. */
const errors =
  (options: EngineRestOptions): Middleware =>
  async (context, next) => {
    try {
      await next();
    } catch (error) {
      const answer = errorAnswer(error);
      if (answer.status >= 500) options.onError?.(error, context);
      // What is left of a refused body is read, so that the connection can go on; what is too much is not.
      if (answer.status === 413 || !(await drained(context.req))) context.set('Connection', 'close');
      writeError(context, answer);
    }
  };

function callOf(context: Context, { method, path: operation }: Route, isQuery: boolean, userId: string | null) {
  const { params } = context as unknown as { params: Record<string, string> };
  let body: Promise<unknown> | undefined;
  return {
    method,
    operation,
    params,
    userId,
    context,
    isQuery,
    body: () => (body ??= readJson(context.req)),
  } satisfies OperationCall;
}

const answeredBy = (answer: Answer): OperationAnswer =>
  answer.kind === 'json'
    ? { status: answer.status, value: answer.value }
    : { status: answer.kind === 'empty' ? 204 : 200, value: undefined };

const handler =
  (engine: ProcessEngine, route: Route, isQuery: boolean, options: EngineRestOptions): Middleware =>
  async (context) => {
    const userId = (await options.authenticate?.(context)) ?? null;
    const call = callOf(context, route, isQuery, userId);
    let answer: Answer;
    try {
      await options.authorize?.(call);
      const run = () => route.handle(requestOf(context, route, call));
      answer = await (userId === null ? run() : engine.identity.runAs(userId, run));
    } catch (error) {
      const { status, body: value } = errorAnswer(error);
      await options.answered?.(call, { status, value });
      throw error;
    }
    await options.answered?.(call, answeredBy(answer));
    write(context, answer);
  };

/**
 * The Camunda 7 REST dialect over an engine as Koa middleware: everything below the prefix is answered here, the rest is
 * passed on. `/engine/default/…` is the same as without it.
 */
export function engineRestRouter(engine: ProcessEngine, options: EngineRestOptions = {}): Middleware {
  const prefix = options.prefix ?? DEFAULT_PREFIX;
  const router = new Router();
  const operations = engineOperations(engine);
  for (const [operation, reason] of Object.entries(UNSUPPORTED)) {
    const [method = '', path = ''] = operation.split(' ');
    const refuse = () => {
      throw new UnsupportedError(`${operation} is not supported: ${reason}`);
    };
    for (const alias of ALIASES) router.register(`${prefix}${alias}${path}`, [method], refuse);
  }
  const lists = new Set(operations.filter(({ method }) => method === 'GET').map(({ path }) => path));
  for (const route of operations) {
    const { method, path } = route;
    const isQuery = method === 'GET' || (method === 'POST' && !path.includes(':') && lists.has(path));
    const handle = handler(engine, route, isQuery, options);
    for (const alias of ALIASES) router.register(`${prefix}${alias}${path}`, [method], handle as never);
  }
  const routes = router.routes() as unknown as Middleware;
  const guarded = errors(options);
  const answered: Middleware = async (context, next) => {
    let unmatched = false;
    await routes(context, async () => {
      unmatched = true;
    });
    if (!unmatched) return;
    const path = context.path;
    if (path === prefix || path.startsWith(`${prefix}/`)) {
      const known = router.match(path, context.method).path.length > 0;
      writeError(context, known ? methodNotAllowed : notFound);
    } else await next();
  };
  return (context, next) => guarded(context, () => answered(context, next));
}

/** A Koa application that answers the dialect and nothing else. */
export function engineRestApp(engine: ProcessEngine, options: EngineRestOptions = {}): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(engineRestRouter(engine, options));
  app.use((context) => writeError(context, notFound));
  return app;
}
