import type { Context } from '@anliu/engine-kernel';
import type { Core } from '../runtime-core.js';

/**
 * What batches of one type do. `each` works on one item in the transaction of its job; when it throws, nothing of the job
 * has happened and the job is tried again. It may call kernel commands and change tables through `core.rows` or
 * `core.db`. Items of one job run one after the other, each when the one before has come to rest.
 */
export interface BatchOperation<Configuration = unknown> {
  readonly each: (ctx: Context, item: string, configuration: Configuration, core: Core) => void;
}

/** Runs an action for every item, each when what the one before set in motion has come to rest. */
export function oneAfterAnother(ctx: Context, items: readonly string[], run: (item: string) => void): void {
  const next = (index: number): void => {
    const item = items[index];
    if (item === undefined) return;
    ctx.mode.options = {};
    run(item);
    // A modification takes several turns; it is over when it no longer holds the context.
    const wait = (): void => (ctx.mode.modifying ? ctx.agenda.afterwards(wait) : next(index + 1));
    ctx.agenda.afterwards(wait);
  };
  next(0);
}
