import { compareTimes, dateTimeText } from '@anliu/office-time';
import { z } from 'zod';
import { isDate, isDateTime } from '../../values/date.js';
import type { FieldCommon } from '../common.js';
import { EARLIEST_DAY, LATEST_DAY } from '../../limits.js';
import { problem, type DefinitionPlace, type Moment, type ValueProblem } from '../kind.js';
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

/**
 * A bound may be `today`, this day, or `now`, this instant (for a day: this day). Instants are compared as instants however they are
 * spelled, with a day as days here. Whatever the form says, a date lies between `EARLIEST_DAY` and `LATEST_DAY`.
 */
export function checkDates(
  field: { min?: string; max?: string },
  value: string,
  { now, today }: Moment,
): ValueProblem[] {
  const resolve = (text: string | undefined): string | undefined => {
    if (text === 'now') return isDate(value) ? today : now;
    return text === 'today' ? today : text;
  };
  const [min = EARLIEST_DAY, max = LATEST_DAY] = [resolve(field.min), resolve(field.max)];
  if (compareTimes(value, min) < 0) return [problem('TOO_EARLY', { min: dateOrTime(min) })];
  if (compareTimes(value, max) > 0) return [problem('TOO_LATE', { max: dateOrTime(max) })];
  return [];
}

const dateOrTime = (text: string): string => (isDate(text) ? text : dateTimeText(text));
