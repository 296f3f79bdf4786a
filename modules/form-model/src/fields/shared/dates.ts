import { compareTimes } from '@anliu/office-time';
import { z } from 'zod';
import { isDate, isDateTime } from '../../values/date.js';
import type { FieldCommon } from '../common.js';
import { problem, type DefinitionPlace, type ValueProblem } from '../kind.js';
import { definitionOf } from './schema.js';

export interface DateFieldOf<T extends 'date' | 'datetime'> extends FieldCommon {
  type: T;
  /** A value, `today` or `now`. */
  default?: string;
  min?: string;
  max?: string;
}

const bound = z.string().max(40);
export const dateSchema = (type: 'date' | 'datetime') =>
  definitionOf(type, { default: bound.optional(), min: bound.optional(), max: bound.optional() });

export function inspectDates(field: { default?: string; min?: string; max?: string }, place: DefinitionPlace): void {
  for (const key of ['default', 'min', 'max'] as const) {
    const value = field[key];
    if (value === undefined || value === 'today' || value === 'now' || isDate(value) || isDateTime(value)) continue;
    place.report(key, 'DATE', '应为日期（2026-11-23）、today 或 now');
  }
}

/** Bounds may be `today` or `now`, which both mean this day; instants are compared as instants, with a day as days here. */
export function checkDates(field: { min?: string; max?: string }, value: string, today: string): ValueProblem[] {
  const resolve = (text: string | undefined): string | undefined => (text === 'today' || text === 'now' ? today : text);
  const [min, max] = [resolve(field.min), resolve(field.max)];
  if (min !== undefined && compareTimes(value, min) < 0) return [problem('TOO_EARLY', { min })];
  if (max !== undefined && compareTimes(value, max) > 0) return [problem('TOO_LATE', { max })];
  return [];
}
