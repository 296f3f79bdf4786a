import { dayIn } from '@anliu/office-time';
import { isDate } from '../../values/date.js';
import type { FieldKind } from '../kind.js';
import { checkDates, dateSchema, inspectDates, type DateFieldOf } from '../shared/dates.js';

/** A day, `YYYY-MM-DD`. */
export type DayField = DateFieldOf<'date'>;

/** A day given by an expression; of an instant its day. */
export const dateFromExpression = (_: unknown, value: unknown): string | null => dayIn(value) ?? null;

export const date: FieldKind<DayField> = {
  schema: dateSchema('date'),
  inspect: inspectDates,
  expected: ['日期（如 2026-11-23）', 'a date such as 2026-11-23'],
  isShape: isDate,
  check: checkDates,
  initial: (field, { today }) => (field.default === 'today' || field.default === 'now' ? today : field.default),
  sample: () => '2026-01-05',
  fromExpression: dateFromExpression,
  missing: 'REQUIRED_CHOICE',
};
