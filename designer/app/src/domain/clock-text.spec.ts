import type { ClockView } from '@anliu/contract';
import { describe, expect, it } from 'vitest';
import { clockSegments, clockWords, SOON_WORKING_DAYS } from './clock-text.js';

const NOW = '2026-11-23T10:00:00+08:00';
const clock = (more: Partial<ClockView>): ClockView => ({
  id: 'c',
  name: '整改期限',
  unit: 'WD',
  state: 'running',
  startedAt: '2026-11-13T00:00:00+08:00',
  due: '2026-11-26T23:59:59+08:00',
  total: 10,
  used: 7,
  excluded: 0,
  remaining: 3,
  remainingWorkingDays: 3,
  overdue: false,
  provisional: false,
  stops: [],
  ...more,
});

describe('what a row says of a clock', () => {
  it('counts in working days and names the date', () => {
    expect(clockWords(clock({}), NOW)).toEqual({ tone: 'soon', key: 'days', values: { days: 3, due: '11-26' } });
  });
  it.each([
    [SOON_WORKING_DAYS - 1, 'soon'],
    [SOON_WORKING_DAYS, 'soon'],
    [SOON_WORKING_DAYS + 1, 'calm'],
  ])('with %i working days left the tone is %s', (days, tone) => {
    expect(clockWords(clock({ remainingWorkingDays: days }), NOW).tone).toBe(tone);
  });
  it('says today on the last day, whatever the unit of the law', () => {
    const due = '2026-11-23T23:59:59+08:00';
    expect(clockWords(clock({ unit: 'CD', due, remaining: 0, remainingWorkingDays: 0 }), NOW)).toMatchObject({
      tone: 'today',
      key: 'today',
    });
  });
  it('does not call a Saturday today on the Friday before', () => {
    const friday = '2026-11-27T10:00:00+08:00';
    const due = '2026-11-28T23:59:59+08:00';
    expect(clockWords(clock({ unit: 'CD', due, remaining: 1, remainingWorkingDays: 0 }), friday)).toMatchObject({
      tone: 'soon',
      key: 'days',
      values: { days: 0, due: '11-28' },
    });
  });
  it('says by how many working days it is late', () => {
    expect(clockWords(clock({ overdue: true, remaining: -4, remainingWorkingDays: -2 }), NOW)).toMatchObject({
      tone: 'overdue',
      key: 'overdueDays',
      values: { days: 2 },
    });
    expect(clockWords(clock({ overdue: true, remaining: -1, remainingWorkingDays: 0 }), NOW).key).toBe('overdueNow');
  });
  it('says why it stands still', () => {
    const stopped = clock({ state: 'stopped', stops: [{ from: '2026-11-20T00:00:00+08:00', reason: '检验中' }] });
    expect(clockWords(stopped, NOW)).toEqual({ tone: 'stopped', key: 'stoppedFor', values: { reason: '检验中' } });
  });
  it('shows the year of a due date only when it is another year', () => {
    expect(clockWords(clock({ due: '2027-01-05T23:59:59+08:00', remainingWorkingDays: 28 }), NOW).values['due']).toBe(
      '2027-01-05',
    );
  });
});

describe('the bar of a clock', () => {
  it('draws stopped stretches between used ones and never leaves the bar', () => {
    const { segments, due } = clockSegments(
      clock({ stops: [{ from: '2026-11-16T00:00:00+08:00', to: '2026-11-18T00:00:00+08:00', reason: '检验' }] }),
      new Date(NOW),
    );
    expect(segments.map((segment) => segment.kind)).toEqual(['used', 'stopped', 'used']);
    expect(segments.every((segment) => segment.from >= 0 && segment.from + segment.width <= 100.001)).toBe(true);
    expect(due).toBe(100);
  });
  it('goes past the due mark when overdue', () => {
    const { segments, due } = clockSegments(clock({ due: '2026-11-18T00:00:00+08:00', overdue: true }), new Date(NOW));
    expect(due).toBeLessThan(100);
    expect(segments.at(-1)!.from + segments.at(-1)!.width).toBeCloseTo(100);
  });
});
