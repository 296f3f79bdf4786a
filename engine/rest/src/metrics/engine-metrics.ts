import type { Middleware } from 'koa';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ProcessEngine } from '@anliu/engine-protocol';

export const METRICS_PATH = '/metrics';

export interface EngineMetrics {
  /** Measures every request that passes. */
  readonly measure: Middleware;
  /** What Prometheus reads: the figures of this moment. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** One more figure, counted whenever Prometheus asks. */
export interface MetricGauge {
  /** Full name, with its prefix. */
  readonly name: string;
  readonly help: string;
  count(): Promise<number>;
}

/** Seconds; a long poll waits for half an hour at most. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 1800];

/**
 * Figures of an engine, its process and its requests, each registry its own, so that several engines live in one process. `more`: what
 * the program around the engine counts.
 */
export function engineMetrics(engine: ProcessEngine, more: readonly MetricGauge[] = []): EngineMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const add = ({ name, help, count }: MetricGauge): void =>
    void new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await count());
      },
    });
  const gauge = (name: string, help: string, count: () => Promise<number>): void =>
    add({ name: `anliu_engine_${name}`, help, count });
  gauge('process_instances', 'Process instances that run', () => engine.runtime.countProcessInstances({}));
  gauge('user_tasks', 'User tasks that are open', () => engine.tasks.count({}));
  gauge('external_tasks', 'External tasks that are open', () => engine.externalTasks.count({}));
  gauge('external_tasks_locked', 'External tasks a worker has locked', () =>
    engine.externalTasks.count({ locked: true }),
  );
  gauge('external_tasks_without_retries', 'External tasks no worker gets any more', () =>
    engine.externalTasks.count({ noRetriesLeft: true }),
  );
  gauge('jobs', 'Timers and continuations that wait', () => engine.jobs.count({}));
  gauge('jobs_executable', 'Jobs that are due', () => engine.jobs.count({ executable: true }));
  gauge('jobs_without_retries', 'Jobs that failed and are not tried again', () =>
    engine.jobs.count({ noRetriesLeft: true }),
  );
  gauge('incidents', 'Incidents that are open', () => engine.incidents.count({}));
  for (const one of more) add(one);
  const seconds = new Histogram({
    name: 'anliu_engine_http_request_seconds',
    help: 'Duration of requests by method and status',
    labelNames: ['method', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    async measure(context, next) {
      const end = seconds.startTimer();
      try {
        await next();
      } finally {
        end({ method: context.method, status: String(context.status) });
      }
    },
    async render() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
