import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

describe('dates, times and durations', () => {
  it.each([
    ['date("2026-01-31") + @"P1M"', '2026-02-28'],
    ['@"2024-02-29" + @"P1Y"', '2025-02-28'],
    ['@"2026-01-01" + @"PT36H"', '2026-01-02'],
    ['@"2026-03-01" - @"2026-02-01"', 'P28D'],
    ['@"2026-01-01T24:00:00"', '2026-01-02T00:00:00'],
    ['@"23:30:00" + @"PT1H"', '00:30:00'],
    ['@"10:00:00+08:00" - @"10:00:00Z"', '-PT8H'],
    ['@"2026-01-02T00:00:00Z" - @"2026-01-02"', 'PT0S'],
    ['@"P1Y" * 1.5', 'P1Y6M'],
    ['@"P10D" / @"P4D"', '2.5'],
    ['-@"P1DT2H"', '-P1DT2H'],
    ['date and time(@"2026-11-23", @"10:00:00@Asia/Shanghai")', '2026-11-23T10:00:00@Asia/Shanghai'],
    ['time(11, 59, 45.5, @"-PT2H")', '11:59:45.5-02:00'],
    ['duration("P1Y27M")', 'P3Y3M'],
    ['years and months duration(@"2011-12-22", @"2013-08-24")', 'P1Y8M'],
    ['@"2026-11-23T10:00:00@Asia/Shanghai".time offset', 'PT8H'],
    ['@"2026-07-01T10:00:00@Europe/Paris".time offset', 'PT2H'],
    ['@"2026-11-23".weekday', '1'],
    ['@"P1DT2H3M4S".minutes', '3'],
    ['day of week(@"2026-11-23")', 'Monday'],
    ['month of year(@"2026-11-23")', 'November'],
    ['week of year(@"2010-01-01")', '53'],
    ['day of year(@"2020-12-31")', '366'],
    ['date(-999999999, 1, 1)', '-999999999-01-01'],
    ['today()', '2026-11-23'],
    ['now()', '2026-11-23T10:00:00@Asia/Shanghai'],
    ['now() = now()', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('equality looks at the instant, `is` at the writing', () => {
    expect(text('@"2026-01-01T10:00:00+01:00" = @"2026-01-01T09:00:00Z"')).toBe('true');
    expect(text('is(@"2026-01-01T10:00:00+01:00", @"2026-01-01T09:00:00Z")')).toBe('false');
  });

  it('a local date and time has no order with one that hangs somewhere', () => {
    expect(ask('@"2026-01-01T10:00:00" < @"2026-01-01T10:00:00Z"')).toEqual({
      value: null,
      warnings: ['NOT_COMPARABLE'],
    });
  });

  it('a clock put forward does not hide an hour of the day', () => {
    const gap = 'date and time("2026-03-29T03:30:00@Europe/Paris") - date and time("2026-03-29T01:30:00@Europe/Paris")';
    expect(text(gap)).toBe('PT1H');
  });

  it.each(['date("2026-02-30")', 'time("25:00:00")', 'time("10:00:00@No/Where")', 'duration("P1H")', '@"foo"'])(
    '%s is null with a warning',
    (source) => {
      expect(ask(source)).toEqual({ value: null, warnings: ['INVALID_VALUE'] });
    },
  );
});
