import { describe, expect, it } from 'vitest';
import { addDuration, dueDateOf, nextOfCycle, startCycle } from './due-dates.js';
import { nextCronTime } from './cron.js';
import { parseRetryCycle } from './retries.js';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-01-31T10:00:00Z');

describe('durations', () => {
  it('follow the calendar: a month after the last of January is the last of February', () => {
    expect(addDuration(NOW, 'P1M')).toBe(at('2026-02-28T10:00:00Z'));
    expect(addDuration(NOW, 'P2W')).toBe(at('2026-02-14T10:00:00Z'));
    expect(addDuration(NOW, 'P1DT2H30M1.5S')).toBe(at('2026-02-01T12:30:01.500Z'));
  });
  it.each(['', 'P', 'PT', '1H', 'P1X'])('refuse %j with a message', (text) => {
    expect(() => addDuration(NOW, text)).toThrow(/无法识别/);
  });
});

describe('due dates', () => {
  it('are a date, a duration from now, or a Date', () => {
    expect(dueDateOf('2026-02-01T12:00:00+0800', NOW)).toBe(at('2026-02-01T04:00:00Z'));
    expect(dueDateOf('PT1H', NOW)).toBe(NOW + 3_600_000);
    expect(dueDateOf(new Date(5), NOW)).toBe(5);
  });
});

describe('cycles', () => {
  it('derive later dates from the start and end after the last one', () => {
    const { due, repeat } = startCycle('R2/PT1H', NOW);
    expect(due).toBe(NOW + 3_600_000);
    expect(nextOfCycle(repeat ?? '', NOW + 3_600_000)).toBe(NOW + 7_200_000);
    expect(nextOfCycle(repeat ?? '', NOW + 7_200_000)).toBeUndefined();
  });
  it('catch up at once however long they were asleep', () => {
    const { repeat } = startCycle('R/PT1S', NOW);
    const later = NOW + 10 * 365 * 86_400_000 + 500;
    expect(nextOfCycle(repeat ?? '', later)).toBe(later + 500);
  });
  it('may be cron expressions', () => {
    const next = new Date(nextCronTime('0 30 9 ? * MON-FRI', NOW));
    expect([next.getHours(), next.getMinutes(), next.getDay()]).toEqual([9, 30, 1]);
    expect(() => nextCronTime('61 * * * * ?', NOW)).toThrow();
  });
});

describe('retry cycles', () => {
  it('are a count with one interval or a list of intervals', () => {
    expect(parseRetryCycle('R5/PT10M')).toEqual({ retries: 5, intervals: ['PT10M'] });
    expect(parseRetryCycle('PT10M,PT17M')).toEqual({ retries: 3, intervals: ['PT10M', 'PT17M'] });
    expect(parseRetryCycle('often')).toBeUndefined();
  });
});
