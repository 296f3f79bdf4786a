import type { FeelEvaluation } from '../evaluation.js';
import type { FeelFunction, FeelValue } from '../values.js';
import { AGGREGATES } from './aggregates.js';
import { BOOLEAN } from './boolean.js';
import { CONTEXTS } from './contexts.js';
import { CONVERSIONS } from './conversion.js';
import { collect } from './define.js';
import { LISTS } from './lists.js';
import { NUMERIC } from './numeric.js';
import { RANGE_RELATIONS } from './ranges.js';
import { TEMPORAL } from './temporal.js';
import { TEXT } from './text.js';

const FUNCTIONS = collect([
  ...CONVERSIONS,
  ...BOOLEAN,
  ...TEXT,
  ...NUMERIC,
  ...AGGREGATES,
  ...LISTS,
  ...CONTEXTS,
  ...TEMPORAL,
  ...RANGE_RELATIONS,
]);

/** Names of the functions of the language (DMN 1.5, 10.3.4). */
export const BUILTIN_NAMES: readonly string[] = [...FUNCTIONS.keys()];

/** A function of the language by its name. */
export function builtin(name: string): FeelFunction | undefined {
  return FUNCTIONS.get(name);
}

/** Calls a function of the language; null, with a warning, when there is none of the name. */
export function callFeelFunction(name: string, args: readonly FeelValue[], evaluation: FeelEvaluation): FeelValue {
  const called = builtin(name);
  return called ? called.call(args, evaluation) : evaluation.warn('NOT_A_FUNCTION', `no function '${name}'`);
}
