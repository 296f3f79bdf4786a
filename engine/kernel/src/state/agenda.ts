import type { InPieces } from '@anliu/engine-cooperative';
import { LimitError } from '@anliu/engine-protocol';
import { MAX_STEPS_PER_COMMAND } from '../limits.js';

type Step = { readonly executionId: string | undefined; readonly run: () => void };

/**
 * The steps a command set in motion. Three queues: what is scheduled runs depth first, so that the branches of a fork run
 * one after the other; what is deferred runs when nothing scheduled is left; what comes afterwards when all is at rest.
 */
export class Agenda {
  /** Whether steps are being run, as opposed to the command that set them in motion. */
  running = false;
  readonly #isThere: (executionId: string) => boolean;
  readonly #observe: ((executionId: string | undefined) => void) | undefined;
  readonly #stack: Step[] = [];
  #scheduled: Step[] = [];
  readonly #deferred: Step[] = [];
  readonly #afterwards: Step[] = [];
  #steps = 0;

  /**
   * @param isThere Whether an execution still exists: a step of one that is gone is skipped.
   * @param observe Told before every step which execution it is for.
   */
  constructor(isThere: (executionId: string) => boolean, observe?: (executionId: string | undefined) => void) {
    this.#isThere = isThere;
    this.#observe = observe;
  }

  /** Runs after the current step, before everything that was already waiting; skipped when the execution is gone by then. */
  schedule(executionId: string | undefined, run: () => void): void {
    this.#scheduled.push({ executionId, run });
  }

  /**
   * Runs when no scheduled step is left, what was deferred last first: Camunda's queue for taking flows and for starting
   * what has no incoming flow. Skipped when the execution is gone by then.
   */
  defer(executionId: string | undefined, run: () => void): void {
    this.#deferred.push({ executionId, run });
  }

  /** Runs when everything before it has come to rest, in the order of the calls. */
  afterwards(run: () => void): void {
    this.#afterwards.push({ executionId: undefined, run });
  }

  /**
   * Runs steps until none is left. `quiet` may add more when everything else is done; it is asked until it says no.
   *
   * @throws LimitError when one command takes too many steps
   */
  *draining(afterStep: () => void, quiet: () => boolean): InPieces<void> {
    this.running = true;
    this.#stackScheduled();
    for (;;) {
      const step = this.#stack.pop() ?? this.#deferred.pop() ?? this.#afterwards.shift();
      if (!step) {
        if (!quiet()) return;
        this.#stackScheduled();
        continue;
      }
      if (++this.#steps > MAX_STEPS_PER_COMMAND) {
        throw new LimitError(
          'MAX_STEPS_PER_COMMAND',
          `流程在一次操作内执行超过 ${MAX_STEPS_PER_COMMAND} 步，可能存在死循环；请在循环中加入等待节点或异步标记`,
        );
      }
      if (step.executionId !== undefined && !this.#isThere(step.executionId)) continue;
      this.#observe?.(step.executionId);
      step.run();
      afterStep();
      this.#stackScheduled();
      yield;
    }
  }

  #stackScheduled(): void {
    for (let i = this.#scheduled.length - 1; i >= 0; i--) this.#stack.push(this.#scheduled[i] as Step);
    this.#scheduled = [];
  }
}
