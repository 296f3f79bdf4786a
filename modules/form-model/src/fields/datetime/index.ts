import { officeIso, startOfDay } from '@anliu/office-time';
import { isDateTime } from '../../values/date.js';
import type { FieldKind } from '../kind.js';
import { checkDates, dateSchema, inspectDates, type DateFieldOf } from '../shared/dates.js';

/** An instant, ISO 8601 with offset. */
export type DateTimeField = DateFieldOf<'datetime'>;

export const datetime: FieldKind<DateTimeField> = {
  schema: dateSchema('datetime'),
  inspect: inspectDates,
  expected: ['日期和时间', 'a date and time'],
  isShape: isDateTime,
  check: checkDates,
  initial: (field, { now, today }) =>
    field.default === 'today' ? startOfDay(today) : field.default === 'now' ? now : field.default,
  sample: () => officeIso('2026-01-05T01:00:00Z'),
  missing: 'REQUIRED_CHOICE',
};
