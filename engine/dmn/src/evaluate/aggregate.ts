import { fromData, parseFeel } from '@anliu/engine-expression';
import type { FeelEvaluation, FeelProgram, FeelValue } from '@anliu/engine-expression';
import type { Aggregation } from '../model.js';
import { Scope } from './scope.js';

const aggregationOf = (name: string): FeelProgram =>
  parseFeel(`${name}(values)`, { kind: 'expression', names: new Scope([['values', null]]) });

const PROGRAMS: Readonly<Record<Exclude<Aggregation, 'COUNT'>, FeelProgram>> = {
  SUM: aggregationOf('sum'),
  MIN: aggregationOf('min'),
  MAX: aggregationOf('max'),
};

/**
 * What COLLECT makes of the outputs, by FEEL's own `sum`, `min` and `max`. Nothing has no sum, least or greatest: null.
 * Undefined when the outputs cannot be aggregated.
 */
export function aggregate(
  kind: Aggregation,
  values: readonly FeelValue[],
  evaluation: FeelEvaluation,
): FeelValue | undefined {
  if (kind === 'COUNT') return fromData(values.length);
  if (values.length === 0) return null;
  return PROGRAMS[kind].evaluate(new Scope([['values', values]]), evaluation) ?? undefined;
}
