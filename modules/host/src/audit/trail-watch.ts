import type { AuditCheckState } from '@anliu/contract';
import type { Clock, Logger } from '@anliu/kit';
import type { AuditLog } from './audit-log.js';

/** Records looked at without a pause; some milliseconds of work. */
export const WATCH_SLICE = 250;
/** Milliseconds between two slices: a million records take about ten minutes and nobody notices. */
const WATCH_PAUSE_MS = 150;
/** Milliseconds from the end of one round to the next. */
const WATCH_EVERY_MS = 24 * 60 * 60 * 1000;

export interface TrailWatchParts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** For tests; see the constants. */
  readonly slice?: number;
  readonly pauseMs?: number;
  readonly everyMs?: number;
}

/**
 * Verifies the trail by itself, at the start and then every day: a record that was changed is found although nobody asks. What was
 * found stays known until a later round finds the trail whole again.
 */
export class TrailWatch {
  readonly #parts: TrailWatchParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #round: Promise<void> = Promise.resolve();
  #state: AuditCheckState = { running: false };

  constructor(parts: TrailWatchParts) {
    this.#parts = parts;
  }

  get state(): AuditCheckState {
    return this.#state;
  }

  start(): void {
    this.#again(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #again(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#check().finally(() => this.#again(this.#parts.everyMs ?? WATCH_EVERY_MS));
    }, ms);
    this.#timer.unref();
  }

  /** One round. Records that come meanwhile are looked at too. */
  async #check(): Promise<void> {
    const { audit, clock, log, slice = WATCH_SLICE, pauseMs = WATCH_PAUSE_MS } = this.#parts;
    this.#state = { ...this.#state, running: true };
    try {
      const check = audit.check();
      let verdict = await check.next(slice);
      while (!verdict && !this.#stopped) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
        if (!this.#stopped) verdict = await check.next(slice);
      }
      if (!verdict) return;
      this.#state = { running: false, at: clock.now().toISOString(), ...verdict };
      if (verdict.intact) return log.info('audit trail verified', { ...verdict, head: audit.head });
      log.error('a bad record was found in the audit trail; keep the data folder and compare with a backup', {
        ...verdict,
      });
      const { brokenAt, reason, entries } = verdict;
      await audit.append(
        {
          action: 'audit.broken',
          target: String(brokenAt),
          outcome: 'done',
          by: 'system',
          detail: { reason, found: entries },
          key: `audit.broken/${brokenAt}`,
        },
        clock.now(),
      );
    } catch (error) {
      log.warn('the audit trail could not be verified; it is tried again', { error: String(error) });
    } finally {
      this.#state = { ...this.#state, running: false };
    }
  }
}
