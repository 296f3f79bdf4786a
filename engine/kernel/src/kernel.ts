import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { dispatchVariableChanges } from './waiting/conditions.js';
import { Context, type Behaviours } from './state/context.js';
import type { HistoryEffect, KernelEvent } from './state/effects.js';
import { BEHAVIOURS } from './elements/index.js';
import { resumeAdHoc } from './elements/ad-hoc.js';
import { recheckJoins } from './elements/gateways.js';
import type { Environment } from './state/environment.js';
import { projectExecutions } from './state/projection.js';
import type { Change, Store } from './state/store.js';

/** What a successful command wants to happen. */
export interface Outcome<R> {
  readonly result: R;
  readonly changes: readonly Change[];
  readonly history: readonly HistoryEffect[];
  readonly events: readonly KernelEvent[];
  /** Topics with a new external task: long polls may be woken after the commit. */
  readonly topics: ReadonlySet<string>;
}

/** A command: reads and changes state through the context; may return a function that builds the result at the end. */
export type Command<R> = (ctx: Context) => R | Deferred<R>;

/** A result that is read when everything the command set in motion has come to rest. */
export interface Deferred<R> {
  readonly atRest: () => R;
}

export const atRest = <R>(read: () => R): Deferred<R> => ({ atRest: read });

const isDeferred = <R>(value: R | Deferred<R>): value is Deferred<R> =>
  typeof value === 'object' && value !== null && 'atRest' in value && typeof value.atRest === 'function';

export interface CommandRun {
  readonly userId?: string | null;
  readonly behaviours?: Behaviours;
}

/**
 * Runs one command up to the next wait states. Either returns everything that changed, or throws and has changed
 * nothing. Synchronous; time and ids come from the environment only.
 */
export function transact<R>(
  environment: Environment,
  store: Store,
  command: Command<R>,
  run: CommandRun = {},
): Outcome<R> {
  return toEnd(transacting(environment, store, command, run));
}

/** What waits for others to go looks again where tokens have gone. Returns whether there was anything to look at. */
function lookAgain(ctx: Context): boolean {
  if (ctx.noticed.thinned.size === 0) return false;
  const scopeIds = [...ctx.noticed.thinned];
  ctx.noticed.thinned.clear();
  recheckJoins(ctx, scopeIds);
  resumeAdHoc(ctx, scopeIds);
  return true;
}

/**
 * {@link transact} step by step: stops after each, so that a long command does not keep its thread busy. Until it has
 * returned or thrown, nobody else may use the store. Throw into it to give up: then nothing has changed.
 */
export function* transacting<R>(
  environment: Environment,
  store: Store,
  command: Command<R>,
  run: CommandRun = {},
): InPieces<Outcome<R>> {
  store.begin();
  const ctx = new Context(environment, store, run.behaviours ?? BEHAVIOURS, run.userId);
  try {
    const value = command(ctx);
    const afterStep = (): void => {
      if (ctx.noticed.variableChanges.length > 0) dispatchVariableChanges(ctx);
    };
    afterStep();
    yield* ctx.agenda.draining(afterStep, () => lookAgain(ctx));
    projectExecutions(ctx);
    const result = isDeferred(value) ? value.atRest() : value;
    return {
      result,
      changes: store.commit(),
      history: ctx.outbox.history,
      events: ctx.outbox.events,
      topics: ctx.outbox.topics,
    };
  } catch (error) {
    yield* store.rollingBack();
    throw error;
  }
}
