import { describe, expect, it } from 'vitest';
import { dateFromExpression } from '../date/index.js';
import { checkDates } from './dates.js';

const TODAY = '2026-11-24';
const codes = (field: { min?: string; max?: string }, value: string): string[] =>
  checkDates(field, value, TODAY).map(({ code }) => code);

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

  it('may be now, which is this day', () => {
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
