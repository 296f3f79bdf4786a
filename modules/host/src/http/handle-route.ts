import { timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type Koa from 'koa';
import { ERROR } from '@anliu/contract';
import {
  AppError,
  forbidden,
  RawReply,
  type PersonPrincipal,
  type Principal,
  type RequestContext,
  type RouteDeclaration,
} from '@anliu/kit';
import { DEVICE_COOKIE, SESSION_COOKIE, type AccessService, type AuthenticatedSession } from '@anliu/access';
import type { AuditEntry, Clock } from '@anliu/kit';
import { spoken, type Language } from '@anliu/sentences';
import type { Connection, Connections } from './connection.js';
import { readJson } from './json-body.js';
import { fileParts } from './multipart.js';
import { parseInput } from './parse-input.js';
import { checkOrigin } from './request-guard.js';
import type { RateLimiter, RateLimits } from './rate-limit.js';
import type { Turns } from './turns.js';
import { workerOf } from '../workers/worker-of.js';
import type { WorkerTokens } from '../workers/worker-tokens.js';
import { say } from '../sentences.js';

export interface RequestState {
  requestId: string;
  route?: string;
  by?: string;
  connection: Connection;
  language: Language;
}

export interface RouteEnvironment {
  readonly access: AccessService;
  readonly clock: Clock;
  readonly workers: WorkerTokens;
  readonly connections: Connections;
  readonly limiter: RateLimiter;
  readonly limits: RateLimits;
  readonly turns: Turns;
  audit(entry: AuditEntry): Promise<void>;
  /** Notes a command before it runs, so that a crash on the way leaves a record. */
  begin<T>(command: { action: string; target: string; by: string }, work: () => Promise<T>): Promise<T>;
}

/** The only routes a person may use whose password was set by somebody else, or who still needs a second factor. */
const PASSWORD_CHANGE_ROUTES = /^\/api\/session(\/|$)/;

/** One request through everything that stands before a module's handler: who, from where, how often, whether, and with what. */
export async function handleRoute(
  context: Koa.Context,
  params: Record<string, string>,
  declaration: RouteDeclaration,
  environment: RouteEnvironment,
): Promise<void> {
  const state = context.state as RequestState;
  state.route = `${declaration.method} ${declaration.path}`;
  const isWrite = declaration.method !== 'GET';
  const { connection } = state;
  const { ip } = connection;

  const caller = await identify(context, declaration, environment);
  state.by = nameOf(caller.principal);
  const { login, read, write } = environment.limits;
  // Strangers behind the same address as somebody who logs in here every day do not use up that person's attempts.
  if (declaration.csrf === false) {
    const device = await environment.access.knownDevice(context.cookies.get(DEVICE_COOKIE));
    environment.limiter.take(`login ${device ? `device ${device}` : ip}`, login);
  } else
    environment.limiter.take(
      `${isWrite ? 'write' : 'read'} ${state.by === 'anonymous' ? ip : state.by}`,
      isWrite ? write : read,
    );
  if (isWrite && caller.principal?.kind !== 'worker') checkForgery(context, declaration, caller.session);
  await authorize(declaration, caller, environment);

  const query = parseInput(declaration.query, { ...context.query }, 'query');
  const checkedParams = parseInput(declaration.params, { ...params }, 'params');
  const body =
    isWrite && !declaration.multipart
      ? parseInput(
          declaration.body,
          (await readJson(context.req, declaration.maxBodyBytes)) ?? (declaration.body ? {} : undefined),
          'body',
        )
      : undefined;

  const gone = new AbortController();
  context.res.once('close', () => {
    if (!context.res.writableFinished) gone.abort();
  });
  const request: RequestContext = {
    params: declaration.params ? checkedParams : params,
    query,
    body,
    get principal(): Principal {
      if (!caller.principal) throw unauthenticated();
      return caller.principal;
    },
    requestId: state.requestId,
    language: state.language,
    ip,
    encrypted: connection.encrypted,
    signal: gone.signal,
    now: environment.clock.now(),
    header: (name) => context.get(name) || undefined,
    person: () => personOf(caller.principal),
    parts: () => fileParts(context.req, declaration.multipart ?? { maxFileBytes: 0, maxFiles: 0 }),
    setCookie: (name, value, maxAgeSeconds) => {
      context.cookies.secure = connection.secure;
      context.cookies.set(name, value, {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: connection.secure,
        maxAge: maxAgeSeconds * 1000,
        overwrite: true,
      });
    },
  };
  const perform = async (): Promise<unknown> => {
    const result = await declaration.handle(request);
    await record(declaration, request, params, result, caller, environment);
    return result;
  };
  const { by } = state;
  const noted = (): Promise<unknown> =>
    isNotedFirst(declaration)
      ? environment.begin({ action: actionOf(declaration), target: targetOf(params), by }, perform)
      : perform();
  // However much one person asks for, others have theirs in between.
  const result =
    caller.principal?.kind === 'person'
      ? await environment.turns.run(`${declaration.multipart ? 'upload' : 'request'} ${by}`, noted)
      : await noted();
  answer(context, result, declaration.status);
}

/** Logging in is not: a session whose cookie never arrived is nobody's. */
const isNotedFirst = ({ method, audit, csrf }: RouteDeclaration): boolean =>
  method !== 'GET' && csrf !== false && audit !== undefined && ('action' in audit || 'own' in audit);

const actionOf = ({ method, path, audit }: RouteDeclaration): string =>
  audit && 'action' in audit ? audit.action : `${method} ${path}`;

const targetOf = (params: Record<string, string>): string => Object.values(params)[0] ?? '';

/** What succeeded stands in the audit trail before its answer goes out. */
async function record(
  { audit }: RouteDeclaration,
  request: RequestContext,
  params: Record<string, string>,
  result: unknown,
  { principal }: Caller,
  environment: RouteEnvironment,
): Promise<void> {
  if (!audit || !('action' in audit)) return;
  await environment.audit({
    action: audit.action,
    target: audit.target?.(result as never) ?? targetOf(params),
    outcome: 'done',
    by: nameOf(principal),
    detail: {
      ...(principal?.kind === 'person' ? { post: principal.acting.post } : {}),
      ...audit.detail?.(request, result as never),
    },
  });
}

interface Caller {
  readonly principal: Principal | undefined;
  readonly session: AuthenticatedSession | undefined;
}

async function identify(
  context: Koa.Context,
  declaration: RouteDeclaration,
  environment: RouteEnvironment,
): Promise<Caller> {
  if (context.get('authorization')) {
    const worker = workerOf(context.req, environment.workers);
    if (!worker) throw new AppError(401, ERROR.unauthenticated, say.badWorkerToken);
    if (!worker.verbs.includes('platform')) throw forbidden(say.tokenNotForPlatform);
    return { principal: { kind: 'worker', name: worker.name }, session: undefined };
  }
  if ('public' in declaration.access) return { principal: undefined, session: undefined };
  const session = await environment.access.authenticate(context.cookies.get(SESSION_COOKIE));
  return { principal: session?.principal, session };
}

function checkForgery(
  context: Koa.Context,
  declaration: RouteDeclaration,
  session: AuthenticatedSession | undefined,
): void {
  checkOrigin(context.req, (context.state as RequestState).connection);
  if (declaration.csrf === false || !session) return;
  const sent = Buffer.from(context.get('x-csrf-token'));
  const expected = Buffer.from(session.csrf);
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    throw new AppError(403, ERROR.csrf, say.pageExpired);
  }
}

async function authorize(
  declaration: RouteDeclaration,
  { principal, session }: Caller,
  environment: RouteEnvironment,
): Promise<void> {
  const { access } = declaration;
  if ('public' in access) return;
  if (!principal) throw unauthenticated();
  if ('worker' in access) {
    if (principal.kind !== 'worker') throw forbidden(say.onlyForWorkers);
    return;
  }
  // Workers are admitted where a route says so, and nowhere else.
  if (principal.kind === 'worker') throw forbidden(say.notForWorkers);
  if (session?.mustChangePassword && !PASSWORD_CHANGE_ROUTES.test(declaration.path)) {
    throw forbidden(say.passwordOfOthers, 'PASSWORD_CHANGE_REQUIRED');
  }
  if (session?.mustEnrolSecondFactor && !PASSWORD_CHANGE_ROUTES.test(declaration.path)) {
    throw forbidden(say.secondFactorNeeded, 'SECOND_FACTOR_REQUIRED');
  }
  if ('authenticated' in access) return;
  try {
    await environment.access.require(principal, access.permission);
  } catch (error) {
    await environment.audit({
      action: 'access.refused',
      target: `${declaration.method} ${declaration.path}`,
      outcome: 'refused',
      by: principal.person.id,
      detail: { permission: access.permission, post: principal.acting.post },
    });
    throw error;
  }
}

function personOf(principal: Principal | undefined): PersonPrincipal {
  if (!principal) throw unauthenticated();
  if (principal.kind !== 'person') throw forbidden(say.notForWorkers);
  return principal;
}

const unauthenticated = (): AppError => new AppError(401, ERROR.unauthenticated, say.unauthenticated);

const nameOf = (principal: Principal | undefined): string =>
  !principal ? 'anonymous' : principal.kind === 'person' ? principal.person.id : `worker:${principal.name}`;

function answer(context: Koa.Context, value: unknown, status?: number): void {
  if (value instanceof RawReply) {
    context.status = value.status;
    context.body = value.body instanceof Readable ? value.body : Buffer.from(value.body);
    context.set({ 'cache-control': 'no-store', ...value.headers });
    return;
  }
  context.set('cache-control', 'no-store');
  if (value === undefined) {
    context.status = status ?? 204;
    context.body = null;
    return;
  }
  context.status = status ?? 200;
  context.body = Buffer.from(spoken(value, (context.state as RequestState).language) ?? 'null');
  // JSON is UTF-8 by definition, and some clients compare the type as a whole.
  context.set('content-type', 'application/json');
}
