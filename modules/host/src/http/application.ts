import { randomUUID } from 'node:crypto';
import Koa from 'koa';
import Router from '@koa/router';
import { drained, METRICS_PATH, type EngineMetrics } from '@anliu/engine-rest';
import { AppError, notFound, type Logger } from '@anliu/kit';
import type { DiskState } from '../data-folder/disk-state.js';
import type { MountedRoute } from './check-routes.js';
import { answerTo } from './error-answer.js';
import { handleRoute, type RequestState, type RouteEnvironment } from './handle-route.js';
import { languageOf } from './language.js';
import { checkHost, checkPath } from './request-guard.js';
import type { TrailWatch } from '../audit/trail-watch.js';
import { SECURITY_HEADERS } from './security-headers.js';
import type { StaticFiles } from './static-files.js';
import { workerOf } from '../workers/worker-of.js';
import type { WithWorker } from '../workers/worker-gate.js';
import { say } from '../sentences.js';

export const ENGINE_REST = '/engine-rest';

export interface ApplicationParts extends RouteEnvironment {
  readonly log: Logger;
  readonly routes: readonly MountedRoute[];
  readonly hostNames: ReadonlySet<string>;
  readonly files: StaticFiles;
  readonly isReady: () => boolean;
  /** Figures for Prometheus, and what measures requests for them. */
  readonly metrics?: EngineMetrics;
  /** Whether the data can be written. */
  readonly disk: DiskState;
  /** What the server's own verification of the audit trail found. */
  readonly trail: TrailWatch;
  /** The engine's REST interface; answers addresses below `/engine-rest`. */
  readonly engineRest?: Koa.Middleware;
}

/** The whole HTTP side: guards first, then health, the engine for workers, the modules' routes, and the application's files. */
export function createApplication(parts: ApplicationParts): Koa {
  const app = new Koa();
  app.on('error', (error: unknown) => {
    // A browser that leaves a page closes its event stream; nothing failed.
    if ((error as { code?: unknown } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    parts.log.warn('response failed', { error: String(error) });
  });
  app.use(frame(parts));
  app.use(health(parts));
  if (parts.metrics) app.use(figures(parts, parts.metrics));
  if (parts.engineRest) app.use(forWorkers(parts, parts.engineRest));
  const router = moduleRoutes(parts);
  app.use(router.routes());
  app.use(afterRoutes(parts, router));
  return app;
}

/** Request number, security headers, guards, one log line and the answer to whatever is thrown below. */
function frame(parts: ApplicationParts): Koa.Middleware {
  return async (context, next) => {
    const started = performance.now();
    const state = context.state as RequestState;
    state.requestId = randomUUID();
    context.set({ ...SECURITY_HEADERS, 'x-request-id': state.requestId });
    state.language = languageOf(context);
    state.connection = parts.connections.of(context.req);
    if (state.connection.secure) context.set('strict-transport-security', 'max-age=31536000');
    const describe = (): Record<string, unknown> => ({
      request: state.requestId,
      method: context.method,
      path: context.path,
      ...(state.route ? { route: state.route } : {}),
      by: state.by ?? 'anonymous',
      ip: state.connection.ip,
    });
    try {
      checkHost(context.req, parts.hostNames);
      checkPath(context.req.url ?? '/');
      await next();
    } catch (error) {
      const { status, body, headers } = answerTo(parts.disk.explain(error) ?? error, {
        log: parts.log,
        request: describe(),
        now: new Date(),
        language: state.language,
      });
      context.status = status;
      context.set({ 'cache-control': 'no-store', ...headers });
      context.body = Buffer.from(JSON.stringify(body));
      context.set('content-type', 'application/json');
      // What is left of a refused body is read, so that the connection can go on; what is too much is not.
      if (status === 413 || !(await drained(context.req))) context.set('connection', 'close');
    }
    if (state.route && (context.method !== 'GET' || context.status >= 400)) {
      parts.log.info('request', { ...describe(), status: context.status, ms: Math.round(performance.now() - started) });
    }
  };
}

function health(parts: ApplicationParts): Koa.Middleware {
  return async (context, next) => {
    if (context.method !== 'GET' || (context.path !== '/healthz' && context.path !== '/readyz')) return next();
    const problem = context.path === '/readyz' ? await parts.disk.problem() : undefined;
    const status = problem ?? (parts.isReady() ? 'ready' : 'starting');
    context.status = context.path === '/healthz' || status === 'ready' ? 200 : 503;
    context.set('cache-control', 'no-store');
    const { intact, brokenAt, reason } = parts.trail.state;
    context.body = {
      status,
      // Work goes on: whoever stopped it for a bad record would do what the one who changed it may want.
      ...(context.path === '/readyz' && intact === false
        ? { audit: { brokenAt, reason, advice: '请保留数据目录，与最近的备份比对，并报告安全审计员。' } }
        : {}),
    };
  };
}

/** Figures are for monitoring with a token for them: how much is open at an office is nobody else's business. */
function figures(parts: ApplicationParts, metrics: EngineMetrics): Koa.Middleware {
  return async (context, next) => {
    if (context.path !== METRICS_PATH || context.method !== 'GET') return metrics.measure(context as never, next);
    const worker = workerOf(context.req, parts.workers);
    if (!worker?.verbs.includes('metrics')) throw new AppError(401, 'AUTH_REQUIRED', say.metricsForMonitoring);
    (context.state as RequestState).by = `worker:${worker.name}`;
    const { contentType, text } = await metrics.render();
    context.set({ 'content-type': contentType, 'cache-control': 'no-store' });
    context.body = text + trailFigures(parts.trail);
  };
}

function trailFigures({ state }: TrailWatch): string {
  const figure = (name: string, help: string, value: number): string =>
    `# HELP anliu_audit_${name} ${help}\n# TYPE anliu_audit_${name} gauge\nanliu_audit_${name} ${value}\n`;
  if (state.intact === undefined) return '';
  return (
    figure('intact', '1 when the last verification found the audit trail whole, else 0', Number(state.intact)) +
    figure('verified_records', 'Records of the audit trail found right', state.entries ?? 0) +
    figure(
      'first_bad_record',
      'First record that is changed, missing or cut off; 0 when there is none',
      state.brokenAt ?? 0,
    )
  );
}

/** Workers speak the engine's own dialect; nobody without their token learns that it is there. */
function forWorkers(parts: ApplicationParts, engineRest: Koa.Middleware): Koa.Middleware {
  return async (context, next) => {
    if (context.path !== ENGINE_REST && !context.path.startsWith(`${ENGINE_REST}/`)) return next();
    const worker = workerOf(context.req, parts.workers);
    if (!worker) throw new AppError(401, 'AUTH_REQUIRED', say.engineForWorkers);
    (context.state as RequestState).by = `worker:${worker.name}`;
    (context.state as WithWorker).worker = worker;
    context.set('cache-control', 'no-store');
    await engineRest(context, next);
  };
}

function moduleRoutes(parts: ApplicationParts): Router {
  const router = new Router({ sensitive: true, strict: true });
  for (const { route } of parts.routes) {
    router.register(route.path, [route.method], async (context) =>
      handleRoute(context as unknown as Koa.Context, context.params as Record<string, string>, route, parts),
    );
  }
  return router;
}

/** Addresses no route answers: a clear refusal below /api, a page of the application elsewhere. */
function afterRoutes(parts: ApplicationParts, router: Router): Koa.Middleware {
  return async (context) => {
    if (/^\/(api|engine-rest)(\/|$)/i.test(context.path)) {
      const others = router.match(context.path, 'GET').path.flatMap((layer) => layer.methods);
      if (others.length)
        throw new AppError(405, 'METHOD_NOT_ALLOWED', say.methodNotAllowed({ method: context.method }));
      throw notFound(say.noSuchAddress);
    }
    if (context.method !== 'GET' && context.method !== 'HEAD') throw notFound(say.noSuchPage);
    const file = parts.files.find(context.path, {
      ifNoneMatch: context.get('if-none-match'),
      acceptEncoding: context.get('accept-encoding'),
    });
    if (!file) throw notFound(parts.files.isEmpty ? say.notBuilt : say.noSuchPageGoHome);
    context.status = file.status;
    if (file.body) context.body = file.body;
    context.set(file.headers);
  };
}
