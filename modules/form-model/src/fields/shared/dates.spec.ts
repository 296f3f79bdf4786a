import { describe, expect, it } from 'vitest';
import { dateFromExpression } from '../date/index.js';
import { EARLIEST_DAY, LATEST_DAY } from '../../limits.js';
import { checkDates } from './dates.js';

const MOMENT = { today: '2026-11-24', now: '2026-11-24T10:00:00+08:00' };
const codes = (field: { min?: string; max?: string }, value: string): string[] =>
  checkDates(field, value, MOMENT).map(({ code }) => code);

describe('the bounds of a date', () => {
  it('count an instant by its day at the office, with whatever offset it was given', () => {
    // Half past midnight of the 24th here is still the 23rd in Greenwich.
    for (const value of ['2026-11-23T16:30:00Z', '2026-11-24T00:30:00+08:00']) {
      expect(codes({ min: 'today' }, value)).toEqual([]);
      expect(codes({ max: '2026-11-23' }, value)).toEqual(['TOO_LATE']);
    }
    expect(codes({ min: 'today' }, '2026-11-23T15:30:00Z')).toEqual(['TOO_EARLY']);
  });

  it('compare instants as instants', () => {
    expect(codes({ min: '2026-11-24T00:00:00+08:00' }, '2026-11-23T16:00:00Z')).toEqual([]);
    expect(codes({ min: '2026-11-24T00:00:00+08:00' }, '2026-11-23T15:59:59Z')).toEqual(['TOO_EARLY']);
  });

  it('have an end whatever the form says, below, at and above', () => {
    expect(codes({}, '1899-12-31')).toEqual(['TOO_EARLY']);
    expect(codes({}, EARLIEST_DAY)).toEqual([]);
    expect(codes({}, LATEST_DAY)).toEqual([]);
    expect(codes({}, `${LATEST_DAY}T23:59:59+08:00`)).toEqual([]);
    expect(codes({}, '2101-01-01')).toEqual(['TOO_LATE']);
    expect(codes({ min: 'today' }, '9999-12-31')).toEqual(['TOO_LATE']);
  });

  it('may be now: this instant for an instant, this day for a day', () => {
    expect(codes({ max: 'now' }, '2026-11-24T02:00:00Z')).toEqual([]);
    expect(codes({ max: 'now' }, '2026-11-24T02:00:01Z')).toEqual(['TOO_LATE']);
    expect(codes({ min: 'now' }, '2026-11-24T09:59:59+08:00')).toEqual(['TOO_EARLY']);
    expect(codes({ max: 'now' }, '2026-11-25')).toEqual(['TOO_LATE']);
    expect(codes({ max: 'now' }, '2026-11-24')).toEqual([]);
  });
});

describe('a day given by an expression', () => {
  it('is the office day of an instant', () => {
    expect(dateFromExpression(undefined, '2026-11-23T16:30:00Z')).toBe('2026-11-24');
    expect(dateFromExpression(undefined, '2026-11-23')).toBe('2026-11-23');
    expect(dateFromExpression(undefined, 'soon')).toBeNull();
  });
});
