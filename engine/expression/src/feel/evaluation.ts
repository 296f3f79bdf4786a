import type { Budget } from '../budget.js';
import type { ExpressionScope } from '../types.js';
import type { Sizes } from './values.js';

/** What the guards and replaced functions of a running FEEL evaluation work with. */
export interface Evaluation {
  readonly budget: Budget;
  readonly sizes: Sizes;
  readonly scope: ExpressionScope;
  readonly zone: string;
  readonly isoDates: boolean;
}

let running: Evaluation | undefined;

/**
 * Runs `work` as an evaluation. Compiled closures are shared, so what belongs to one evaluation is found here;
 * evaluation is synchronous and a nested one (a scope that evaluates) puts the outer one back when it ends.
 */
export function during<T>(evaluation: Evaluation, work: () => T): T {
  const outer = running;
  running = evaluation;
  try {
    return work();
  } finally {
    running = outer;
  }
}

/** The running evaluation. Guards and functions are only ever called inside one. */
export function evaluation(): Evaluation {
  if (!running) throw new Error('no FEEL evaluation is running');
  return running;
}
