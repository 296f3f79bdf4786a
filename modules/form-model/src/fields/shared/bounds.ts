import { problem, type DefinitionPlace, type ValueProblem } from '../kind.js';

/** Reports a lower bound above the upper one. */
export function inspectBounds(
  low: number | undefined,
  high: number | undefined,
  key: string,
  { report }: DefinitionPlace,
): void {
  if (low !== undefined && high !== undefined && low > high) report(key, 'BOUNDS', '下限大于上限，请改正');
}

/** How many there are of something. */
export function checkCount(
  items: readonly unknown[],
  min: number | undefined,
  max: number,
  unit: 'ITEMS' | 'ROWS' = 'ITEMS',
): ValueProblem[] {
  const actual = items.length;
  if (actual > max) return [problem(`TOO_MANY_${unit}`, { max, actual })];
  if (min !== undefined && actual < min) return [problem(`TOO_FEW_${unit}`, { min, actual })];
  return [];
}
