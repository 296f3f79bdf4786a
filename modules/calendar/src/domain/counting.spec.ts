import { describe, expect, it } from 'vitest';
import { MAX_DAYS } from '../limits.js';
import { addDays, addMonths, dayOf } from '@anliu/office-time';
import {
  calendarDaysBetween,
  dueCalendarDays,
  dueHours,
  dueWorkingDays,
  receivedOn,
  workingDaysBetween,
} from './counting.js';
import { KNOWN_ARRANGEMENTS } from './published.js';
import { WorkCalendar } from './work-calendar.js';

const calendar = new WorkCalendar(KNOWN_ARRANGEMENTS);

describe('working days', () => {
  it.each([
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-04-29', 20, '2026-05-29'],
    ['2026-09-18', 30, '2026-11-05'],
    ['2026-09-24', 5, '2026-10-09'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2025-12-30', 30, '2026-02-11'],
    ['2026-09-30', 45, '2026-12-08'],
  ])('from %s, %i working days end on %s', (start, amount, due) => {
    expect(dueWorkingDays(start, amount, calendar)).toEqual({ day: due, provisional: false });
    expect(workingDaysBetween(start, due, calendar)).toBe(amount);
  });

  it.each([
    [2025, 248],
    [2026, 248],
  ])('%i has %i of them, as published', (year, expected) => {
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, calendar)).toBe(expected);
  });

  it('of 2026 fall on months as the notice says', () => {
    const months = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23];
    const counted = months.map((_, index) => {
      const first = `2026-${String(index + 1).padStart(2, '0')}-01`;
      return workingDaysBetween(addDays(first, -1), addDays(addMonths(first, 1), -1), calendar);
    });
    expect(counted).toEqual(months);
  });

  it('are as many as counting day by day finds, over any span and whichever end is earlier', () => {
    const byDay = (from: string, to: string): number => workingDaysBetween(from, to, calendar, () => false);
    for (let from = '2024-12-20'; from < '2027-01-20'; from = addDays(from, 3)) {
      for (const span of [0, 1, 2, 5, 6, 7, 8, 30, 61, 400]) {
        expect(workingDaysBetween(from, addDays(from, span), calendar), `${from} + ${span}`).toBe(
          byDay(from, addDays(from, span)),
        );
      }
      expect(workingDaysBetween(from, '2026-02-17', calendar), from).toBe(byDay(from, '2026-02-17'));
    }
    expect(workingDaysBetween('1950-01-01', '1970-03-01', calendar)).toBe(byDay('1950-01-01', '1970-03-01'));
  });

  it('are provisional once a year is touched whose arrangement is not out', () => {
    expect(dueWorkingDays('2026-12-28', 3, calendar)).toEqual({ day: '2026-12-31', provisional: false });
    expect(dueWorkingDays('2026-12-28', 4, calendar)).toEqual({ day: '2027-01-04', provisional: true });
  });

  it('count zero as the same day, and refuse what is no count', () => {
    expect(dueWorkingDays('2026-11-23', 0, calendar).day).toBe('2026-11-23');
    expect(dueCalendarDays('2026-11-23', MAX_DAYS - 1, calendar, { roll: false }).day > '2036').toBe(true);
    expect(dueCalendarDays('2026-11-23', MAX_DAYS, calendar, { roll: false }).day > '2036').toBe(true);
    for (const amount of [-1, 1.5, Number.NaN, MAX_DAYS + 1]) {
      expect(() => dueWorkingDays('2026-11-23', amount, calendar)).toThrow('期限应为');
      expect(() => dueCalendarDays('2026-11-23', amount, calendar)).toThrow('期限应为');
    }
  });
});

describe('calendar days', () => {
  it('run without the first day (民法典第二百零一条): 60 days from 2026-08-01 end 2026-09-30', () => {
    expect(dueCalendarDays('2026-08-01', 60, calendar).day).toBe('2026-09-30');
  });

  it('leave out days that were excluded: 12 days of appraisal move it to 2026-10-12', () => {
    const excluded = (day: string): boolean => day > '2026-08-10' && day <= '2026-08-22';
    expect(dueCalendarDays('2026-08-01', 60, calendar, { excluded }).day).toBe('2026-10-12');
  });

  it('roll from a day off to the next working day (民法典第二百零三条)', () => {
    expect(dueCalendarDays('2026-09-20', 12, calendar).day).toBe('2026-10-08');
    expect(dueCalendarDays('2026-09-20', 12, calendar, { roll: false }).day).toBe('2026-10-02');
  });

  it('do not roll from a make-up Saturday: 15 days from 2026-09-25 end 2026-10-10', () => {
    expect(dueCalendarDays('2026-09-25', 15, calendar).day).toBe('2026-10-10');
  });

  it('are counted both ways', () => {
    expect(calendarDaysBetween('2026-11-23', '2026-11-30')).toBe(7);
    expect(calendarDaysBetween('2026-11-30', '2026-11-23')).toBe(-7);
  });
});

describe('months and years', () => {
  it('end on the corresponding day, else at the end of the month (民法典第二百零二条)', () => {
    expect(addMonths('2026-03-31', 12)).toBe('2027-03-31');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });
});

describe('hours', () => {
  it('run from the given moment, over nights and holidays', () => {
    expect(dueHours('2026-09-30T17:40:00+08:00', 24)).toBe('2026-10-01T17:40:00+08:00');
    expect(dueHours('2026-09-30T09:40:00Z', 1)).toBe('2026-09-30T18:40:00+08:00');
  });
});

describe('receipt', () => {
  it('on a day off or after office hours counts as the next working day', () => {
    expect(receivedOn('2026-11-23T10:00:00+08:00', calendar, '17:30')).toBe('2026-11-23');
    expect(receivedOn('2026-11-23T17:30:00+08:00', calendar, '17:30')).toBe('2026-11-24');
    expect(receivedOn('2026-11-20T20:00:00+08:00', calendar, '17:30')).toBe('2026-11-23');
    expect(receivedOn('2026-10-03T09:00:00+08:00', calendar)).toBe('2026-10-08');
  });

  it('takes the day of the wall clock here, wherever the server stands', () => {
    expect(dayOf('2026-11-22T16:30:00Z')).toBe('2026-11-23');
  });
});
