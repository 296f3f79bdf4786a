/** Most problems reported for one model. A model with that many has one cause. */
export const MAX_PROBLEMS = 200;

/** Deepest nesting of boxed expressions. */
export const MAX_EXPRESSION_DEPTH = 50;

/** Most decisions of one chain of requirements, and most nested invocations. Far from the end of the stack. */
export const MAX_EVALUATION_DEPTH = 150;

/** Most diagnostics of one evaluation; later ones are dropped. */
export const MAX_DIAGNOSTICS = 100;

/** Work units of one decision evaluation, shared by all its expressions. */
export const MAX_EVALUATION_STEPS = 1_000_000;

/** Wall clock of one decision evaluation, in milliseconds. */
export const MAX_EVALUATION_MILLISECONDS = 1_000;
