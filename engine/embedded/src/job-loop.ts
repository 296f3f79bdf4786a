import type { Database } from 'better-sqlite3';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { Context, Job } from '@anliu/engine-kernel';
import { asNobody } from './authentication.js';
import { MAX_JOBS_PER_ROUND, MAX_TIMER_SLEEP_MS } from './limits.js';
import type { Core, LooseJobHandler } from './runtime-core.js';

const DUE = `SELECT id FROM job WHERE suspended = 0 AND retries > 0 AND (due_date IS NULL OR due_date <= ?)
  ORDER BY priority DESC, due_date, id LIMIT ${MAX_JOBS_PER_ROUND}`;
const NEXT = 'SELECT min(due_date) AS due FROM job WHERE suspended = 0 AND retries > 0 AND due_date > ?';

/** Text of an error as it is kept with a job. */
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const detailsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The engine's own handler of a job that belongs to no process. */
function handlerOf({ rows, looseJobHandlers }: Core, id: string): LooseJobHandler | undefined {
  const job = rows.get('job', id);
  return job?.processInstanceId === null ? looseJobHandlers[job.handlerType] : undefined;
}

/** Runs a job now; a failure is booked in a transaction of its own and thrown. `before` is told the job first. */
export async function runJob(core: Core, id: string, before?: (ctx: Context, job: Job) => void): Promise<void> {
  const { processor } = core;
  try {
    const handle = handlerOf(core, id);
    if (handle)
      await processor.executeWithSql((ctx) => {
        const job = commands.requireJob(ctx, id);
        before?.(ctx, job);
        handle(core, ctx, job);
      });
    else
      await processor.execute((ctx) => {
        if (before) before(ctx, commands.requireJob(ctx, id));
        return commands.executeJob(ctx, id);
      });
  } catch (error) {
    const exists = await processor.execute(
      (ctx) => ctx.find('job', id) !== undefined || ctx.environment.reader.looseJob(id) !== undefined,
    );
    if (exists) {
      await processor.execute((ctx) => commands.failJob(ctx, id, messageOf(error), detailsOf(error), null));
    }
    throw error;
  }
}

/**
 * Runs jobs when they are due: at once after the commit that made them, or when their time comes. Jobs of one instance
 * never run together because commands never do.
 */
export class JobLoop {
  readonly #run: (id: string) => Promise<void>;
  readonly #now: () => number;
  readonly #due;
  readonly #next;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #again = false;
  #stopped = false;

  constructor(db: Database, run: (id: string) => Promise<void>, now: () => number) {
    this.#run = run;
    this.#now = now;
    this.#due = db.prepare(DUE);
    this.#next = db.prepare(NEXT);
  }

  /** Looks for due jobs now. */
  wake(): void {
    asNobody(() => this.#wake());
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#round().finally(() => {
      this.#running = false;
      if (this.#again) {
        this.#again = false;
        this.wake();
      } else this.#sleep();
    });
  }

  /** Runs everything that is due now and what becomes due by it. */
  async settle(): Promise<void> {
    await this.#round();
    this.#sleep();
  }

  async #round(): Promise<void> {
    while (!this.#stopped) {
      const jobs = this.#due.all(this.#now()) as { id: string }[];
      if (jobs.length === 0) return;
      await Promise.all(
        jobs.map(({ id }) =>
          // A failure is booked with the job; the caller to tell is the incident.
          this.#run(id).catch((error: unknown) => {
            if (this.#stopped) return;
            if (!(error instanceof Error)) throw new ProcessEngineError(String(error));
          }),
        ),
      );
    }
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const { due } = this.#next.get(this.#now()) as { due: number | null };
    if (due === null) return;
    const wait = Math.min(Math.max(0, due - this.#now()), MAX_TIMER_SLEEP_MS);
    this.#timer = setTimeout(() => this.wake(), wait);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
