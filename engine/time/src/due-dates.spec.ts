import { describe, expect, it } from 'vitest';
import { addDuration, checkCycle, dueDateOf, nextOfCycle, startCycle } from './index.js';
import { MAX_TIME_LENGTH } from './limits.js';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-01-31T10:00:00Z');
const OFFICE = 'Asia/Shanghai';

describe('months', () => {
  it('are stepped on the wall clock of the office, not at Greenwich', () => {
    // already 1 February in Shanghai
    expect(addDuration(at('2026-01-31T16:30:00Z'), 'P1M', OFFICE)).toBe(at('2026-02-28T16:30:00Z'));
    // still 31 January there, though 30 January at Greenwich
    expect(addDuration(at('2026-01-30T16:30:00Z'), 'P1M', OFFICE)).toBe(at('2026-02-27T16:30:00Z'));
    expect(addDuration(at('2026-01-30T16:30:00Z'), 'P1M', 'UTC')).toBe(at('2026-02-28T16:30:00Z'));
  });

  it('a day is a day on the wall where clocks are changed, 24 hours are 24 hours', () => {
    const evening = at('2026-03-28T12:00:00Z');
    expect(addDuration(evening, 'P1D', 'Europe/Berlin')).toBe(at('2026-03-29T11:00:00Z'));
    expect(addDuration(evening, 'PT24H', 'Europe/Berlin')).toBe(at('2026-03-29T12:00:00Z'));
  });
});

describe('due dates', () => {
  it('may be instants already', () => {
    expect(dueDateOf(new Date(5), NOW, OFFICE)).toBe(5);
    expect(dueDateOf(7, NOW, OFFICE)).toBe(7);
  });

  it('without an offset are meant in the office', () => {
    expect(dueDateOf('2026-02-01T12:00', NOW, OFFICE)).toBe(at('2026-02-01T04:00:00Z'));
    expect(dueDateOf('2026-02-01T12:00', NOW, 'UTC')).toBe(at('2026-02-01T12:00:00Z'));
  });

  it.each(['2026-02-29', '2026-06-31T08:00', '0000-01-01', '2026-01-01T00:00+24:00'])(
    'that do not exist are refused: %s',
    (text) => {
      expect(() => dueDateOf(text, NOW, OFFICE)).toThrow(/does not exist|no offset/);
    },
  );

  it('say which text is wrong and what is expected', () => {
    expect(() => dueDateOf('next week', NOW, OFFICE)).toThrow(
      "expression 'next week': expected an ISO 8601 date such as",
    );
    expect(() => dueDateOf({}, NOW, OFFICE)).toThrow('expected a date or an ISO 8601 text');
    expect(() => dueDateOf('P999999999Y', NOW, OFFICE)).toThrow('after the year 9999');
    expect(() => startCycle('R/2026-01-01T00:00/P9000Y', NOW, OFFICE)).toThrow('after the year 9999');
  });
});

describe('cycles', () => {
  it('catch up at once however long they were asleep', () => {
    const later = NOW + 10 * 365 * 86_400_000 + 500;
    expect(nextOfCycle(startCycle('R/PT1S', NOW, OFFICE).repeat!, later, OFFICE)).toBe(later + 500);
    expect(nextOfCycle('R/0001-01-01T00:00/P1DT1S', later, OFFICE)).toBeGreaterThan(later);
    expect(nextOfCycle('R/0001-01-01T00:00/P1M', later, OFFICE)).toBeGreaterThan(later);
  });

  it.each(['R/PT0S', 'R/P0M', 'R/2026-01-02T00:00/2026-01-01T00:00'])('that stand still are refused: %s', (text) => {
    expect(() => startCycle(text, NOW, OFFICE)).toThrow('not longer than nothing');
    expect(() => checkCycle(text, OFFICE)).toThrow('not longer than nothing');
  });

  it('are read up to their longest text', () => {
    const padded = (length: number) => `0 0 9 ${'1,'.repeat((length - 11) / 2)}1 * ?`;
    expect(padded(MAX_TIME_LENGTH - 1)).toHaveLength(MAX_TIME_LENGTH - 1);
    expect(() => checkCycle(padded(MAX_TIME_LENGTH - 1), OFFICE)).not.toThrow();
    expect(() => checkCycle(padded(MAX_TIME_LENGTH + 1), OFFICE)).toThrow(`longer than ${MAX_TIME_LENGTH} characters`);
  });
});
