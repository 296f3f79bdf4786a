/** Longest source text of one expression, in UTF-16 units. A condition is one line; a large decision cell a few hundred. */
export const MAX_SOURCE_LENGTH = 8_192;

/** Longest FEEL source. Reading one takes a few milliseconds at most. */
export const MAX_FEEL_SOURCE_LENGTH = 8_192;

/** Deepest nesting of a parsed expression (brackets, operators, calls). Keeps every recursive walk far from the stack's end. */
export const MAX_DEPTH = 200;

/** Longest string an expression may build, in UTF-16 units. */
export const MAX_STRING_LENGTH = 262_144;

/** Most elements of a range that is iterated (`for i in 1..n`). */
export const MAX_RANGE_LENGTH = 10_000;

/** Work units of one evaluation: one per iteration, call and visited data node. */
export const MAX_STEPS = 100_000;

/** Wall clock of one evaluation, in milliseconds. */
export const MAX_MILLISECONDS = 30;

/**
 * Below this many steps the clock is not looked at: an expression that has done nothing must not fail because the
 * machine was busy with something else.
 */
export const MIN_STEPS_BEFORE_CLOCK = 1_000;

/** Most elements a function with quadratic cost (distinct values, union, sort) accepts. */
export const MAX_QUADRATIC_LENGTH = 2_000;

/** Most nodes of one scope value handed to FEEL. */
export const MAX_DATA_NODES = 50_000;

/** Compiled expressions kept per language. */
export const CACHE_SIZE = 2_000;

export { DEFAULT_TIME_ZONE } from '@anliu/engine-time';

/** Functions that may be running inside one another; each costs a few dozen frames of the stack. */
export const MAX_CALL_DEPTH = 200;
