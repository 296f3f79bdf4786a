import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, isDay, utcDay, weekdayOf, yearOf } from './day.js';

const days = fc.integer({ min: -20_000, max: 60_000 }).map((offset) => addDays('2026-11-23', offset));

describe('a day', () => {
  it('exists in the calendar', () => {
    expect(isDay('2028-02-29')).toBe(true);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-23T00:00', '', 20261123])
      expect(isDay(wrong)).toBe(false);
  });

  it('is as many days away as were added', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -10_000, max: 10_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it('is kept in the UTC fields of a date that has no zone', () => {
    expect(utcDay(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-23');
    expect(utcDay(new Date('2026-11-23T23:59:59Z'))).toBe('2026-11-23');
  });

  it('knows its weekday and year', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(yearOf('2026-11-23')).toBe(2026);
  });

  it('months later is the corresponding day, else the end of that month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-23', 3)).toBe('2027-02-23');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });
});
