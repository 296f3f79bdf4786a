import { describe, expect, it } from 'vitest';
import { MAX_STOPS } from '../limits.js';
import { endClock, extendClock, readClock, resumeClock, startClock, stopClock, type ClockRecord } from './clock.js';
import { KNOWN_ARRANGEMENTS } from './published.js';
import { clockView } from './view.js';
import { WorkCalendar } from './work-calendar.js';

const calendar = new WorkCalendar(KNOWN_ARRANGEMENTS);
const at = (day: string, time = '10:00') => `${day}T${time}:00+08:00`;
const working = (amount: number) => startClock({ id: 'c', name: '受理', unit: 'WD', amount }, at('2026-09-24'));
const read = (clock: ClockRecord, day: string, time?: string) => readClock(clock, at(day, time), calendar);

describe('a working-day clock', () => {
  it('says used and remaining, and is due at the end of its last day', () => {
    expect(read(working(5), '2026-09-24')).toMatchObject({
      due: '2026-10-09T23:59:59+08:00',
      total: 5,
      used: 0,
      remaining: 5,
    });
    // Mid-autumn and National Day rest, four working days in between.
    expect(read(working(5), '2026-10-08')).toMatchObject({ used: 4, remaining: 1, overdue: false });
    expect(read(working(5), '2026-10-09', '23:59')).toMatchObject({ used: 5, remaining: 0, overdue: false });
    // 10-10 is a Saturday that is worked.
    expect(read(working(5), '2026-10-10')).toMatchObject({ used: 6, remaining: -1, overdue: true });
  });

  it('does not count days while stopped: the first day of a stop counts, the last does not', () => {
    const stopped = stopClock(working(5), at('2026-09-28'), '现场核查');
    expect(read(stopped, '2026-09-30')).toMatchObject({ used: 1, excluded: 2, remaining: 4 });
    const resumed = resumeClock(stopped, at('2026-09-30'));
    expect(read(resumed, '2026-09-30')).toMatchObject({
      used: 1,
      excluded: 2,
      remaining: 4,
      due: '2026-10-12T23:59:59+08:00',
    });
    // Total stays what the law says.
    expect(read(resumed, '2026-10-12')).toMatchObject({ total: 5, used: 5, remaining: 0 });
  });

  it('moves its due day along while it stands still', () => {
    const stopped = stopClock(working(5), at('2026-09-28'), '检验');
    const [before, after] = [read(stopped, '2026-09-28'), read(stopped, '2026-10-08')];
    expect(after.remaining).toBe(before.remaining);
    expect(after.due > before.due).toBe(true);
    expect(clockView(stopped, at('2026-10-08'), calendar).state).toBe('stopped');
  });

  it('is extended before it runs out, never after', () => {
    const extended = extendClock(working(5), { amount: 10 }, at('2026-10-09'), '案情复杂', calendar);
    expect(read(extended, '2026-10-09')).toMatchObject({ total: 15, remaining: 10 });
    expect(() => extendClock(working(5), { amount: 10 }, at('2026-10-10'), '晚了', calendar)).toThrow(
      '已于 2026-10-09 届满',
    );
    expect(() => extendClock(working(5), { amount: 0 }, at('2026-10-08'), '零', calendar)).toThrow('正整数');
  });

  it('stands still for ever once ended, also against a later calendar', () => {
    const ended = endClock(working(5), at('2026-10-08'));
    expect(read(ended, '2027-01-01')).toMatchObject({ remaining: 1, overdue: false });
    expect(endClock(ended, at('2026-12-01')).endedAt).toBe('2026-10-08T10:00:00+08:00');
    expect(() => stopClock(ended, at('2026-10-09'), 'x')).toThrow('已经结束');
    expect(clockView(ended, at('2026-12-01'), calendar)).toMatchObject({ state: 'ended', used: 4 });
  });
});

describe('a clock with a day set by a person', () => {
  const order = () => startClock({ id: 'r', name: '整改期限', unit: 'CD', dueDate: '2026-12-26' }, at('2026-11-26'));

  it('ends on that day even when it is a Saturday', () => {
    expect(read(order(), '2026-11-26')).toMatchObject({
      due: '2026-12-26T23:59:59+08:00',
      total: 30,
      remaining: 30,
      remainingWorkingDays: 21,
    });
    expect(read(order(), '2026-12-27')).toMatchObject({ remaining: -1, overdue: true });
  });

  it('is extended to a later day only', () => {
    const extended = extendClock(order(), { dueDate: '2027-01-15' }, at('2026-12-10'), '设备采购', calendar);
    expect(read(extended, '2026-12-10')).toMatchObject({ due: '2027-01-15T23:59:59+08:00', total: 50 });
    expect(() => extendClock(order(), { dueDate: '2026-12-26' }, at('2026-12-10'), 'x', calendar)).toThrow(
      '须晚于原期限',
    );
  });

  it('is pushed out by as many days as it stood still', () => {
    const stopped = resumeClock(stopClock(order(), at('2026-12-01'), '检验'), at('2026-12-06'));
    expect(read(stopped, '2026-12-06')).toMatchObject({ due: '2026-12-31T23:59:59+08:00', excluded: 5, total: 30 });
  });

  it('cannot end before it begins', () => {
    expect(() =>
      startClock({ id: 'r', name: '整改期限', unit: 'CD', dueDate: '2026-11-25' }, at('2026-11-26')),
    ).toThrow('已过');
    expect(() => startClock({ id: 'r', name: '整改期限', unit: 'CD' }, at('2026-11-26'))).toThrow('之一');
  });
});

describe('an hour clock', () => {
  const sign = () => startClock({ id: 's', name: '签批', unit: 'H', amount: 24 }, at('2026-09-30', '17:00'));

  it('runs through the holiday and says hours', () => {
    expect(read(sign(), '2026-10-01', '16:00')).toMatchObject({ remaining: 1, used: 23, overdue: false });
    expect(read(sign(), '2026-10-01', '17:00')).toMatchObject({ remaining: 0, overdue: false });
    expect(read(sign(), '2026-10-01', '17:01')).toMatchObject({ remaining: -1, overdue: true });
  });

  it('leaves out the time it stood still, to the minute', () => {
    const stopped = resumeClock(stopClock(sign(), at('2026-09-30', '18:00'), '停电'), at('2026-09-30', '19:30'));
    expect(read(stopped, '2026-09-30', '20:00').due).toBe('2026-10-01T18:30:00+08:00');
  });
});

describe('stops', () => {
  it('come one at a time and not without end', () => {
    let clock = working(20);
    expect(() => resumeClock(clock, at('2026-09-25'))).toThrow('没有停表');
    for (let i = 0; i < MAX_STOPS; i++) clock = resumeClock(stopClock(clock, at('2026-09-25'), 'x'), at('2026-09-25'));
    expect(() => stopClock(clock, at('2026-09-25'), 'x')).toThrow(`已达 ${MAX_STOPS} 次`);
    const stopped = stopClock(working(20), at('2026-09-25'), 'x');
    expect(() => stopClock(stopped, at('2026-09-25'), 'x')).toThrow('已经停表');
  });
});
