import { describe, expect, it } from 'vitest';
import { chineseDateTime, chineseDay } from './chinese.js';
import { dateText, dateTimeText, inputText, momentText, shortDateText, timeText } from './text.js';

const LATE = '2026-11-23T16:05:00Z';

describe('a time as people read it', () => {
  it('is the office’s wall clock, whatever offset it was stored with', () => {
    expect(dateText(LATE)).toBe('2026-11-24');
    expect(dateTimeText(LATE)).toBe('2026-11-24 00:05');
    expect(dateTimeText('2026-11-24T00:05:00+08:00')).toBe('2026-11-24 00:05');
    expect(timeText(LATE)).toBe('00:05');
    expect(inputText(LATE)).toBe('2026-11-24T00:05');
    expect(chineseDay(LATE)).toBe('2026年11月24日');
    expect(chineseDateTime(LATE)).toBe('2026年11月24日0时05分');
  });

  it('does not depend on the zone of the machine', () => {
    const zone = process.env['TZ'];
    try {
      for (const other of ['America/New_York', 'UTC', 'Pacific/Auckland']) {
        process.env['TZ'] = other;
        expect(dateTimeText('2026-11-23T10:02')).toBe('2026-11-23 10:02');
        expect(chineseDateTime(LATE)).toBe('2026年11月24日0时05分');
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('leaves out what is known: the year of this year, the day of today', () => {
    const now = '2026-11-24T09:00:00+08:00';
    expect(shortDateText('2026-11-23', now)).toBe('11-23');
    expect(shortDateText('2025-11-23', now)).toBe('2025-11-23');
    expect(momentText(LATE, now)).toBe('00:05');
    expect(momentText('2026-11-23T10:00:00+08:00', now)).toBe('11-23');
  });

  it('is nothing for what is no time', () => {
    for (const nothing of [undefined, '', 'soon', '2026-02-30', new Date(Number.NaN)]) {
      expect([dateText(nothing), dateTimeText(nothing), timeText(nothing), inputText(nothing)]).toEqual([
        '',
        '',
        '',
        '',
      ]);
      expect([
        chineseDay(nothing),
        chineseDateTime(nothing),
        shortDateText(nothing, LATE),
        momentText(nothing, LATE),
      ]).toEqual(['', '', '', '']);
    }
  });
});
