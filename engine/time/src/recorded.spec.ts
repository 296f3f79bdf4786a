import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dueDateOf, nextCronTime, nextOfCycle, parseCron, startCycle } from './index.js';

const ZONE = 'Asia/Shanghai';
const rows = (file: string): string[][] =>
  fs
    .readFileSync(fileURLToPath(new URL(`../test/recorded/${file}`, import.meta.url)), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
const orRefused = (answer: () => string): string => {
  try {
    return answer();
  } catch {
    return 'refused';
  }
};

/** Answers of the reference that are not taken over, and why. */
const INTENDED: Readonly<Record<string, string>> = {
  '0 0 8 31W * ?': 'fails there in a month without a 31st; here that month is left out',
  '0 0 8 1,15,L * ?': 'L in a list is left out there without a word; refused here',
  '0 0 8 ? NOV-FEB MON': 'months that run backwards lose most of themselves there; refused here',
  '0 0 0 30 2 ?': 'never: taken as due at once there; refused here when it is started',
  '0 0 9 ? * ?': 'never: taken as due at once there; refused here',
  '0 0 9 L-31 * ?': 'never: taken as due at once there; refused here',
  '0 0 9 ? * MON#6': 'never: taken as due at once there; refused here',
  '2026-W05-6': 'week dates are not read',
  '2026-032': 'dates of the year are not read',
  '20260201': 'the year 20,260,201 there; refused here',
  'T12:30': 'half past twelve on 1 January 1970 there; refused here',
  '99999-01-01': 'years have four digits',
  P: 'no time at all there; refused here',
  'P-1D': 'a duration is not negative',
  'R/P1W2D': 'weeks and days may be mixed in a cycle, too',
  'R0/PT1H': 'due at once there; refused here: a cycle repeats at least once',
  'R-1/PT1H': 'due at once there; refused here',
  PT1H: 'a duration where a cycle is expected is due once',
  P1D: 'a duration where a cycle is expected is due once',
};

describe('cron expressions', () => {
  const [heading = [], ...recorded] = rows('cron.tsv');
  const starts = heading.slice(1).map((text) => Date.parse(text.replace('from ', '')));
  const timesFrom = (expression: string, start: number): string =>
    orRefused(() => {
      const cron = parseCron(expression);
      const times: string[] = [];
      for (let at = start; times.length < 3;) {
        const next = nextCronTime(cron, at, ZONE);
        if (next === undefined) return [...times, 'never'].join(' ');
        times.push(iso((at = next)));
      }
      return times.join(' ');
    });

  it.each(recorded.filter(([expression]) => !INTENDED[expression!]))(
    '%s: next times as recorded',
    (expression, ...want) => {
      expect(starts.map((start) => timesFrom(expression!, start))).toEqual(want);
    },
  );

  it('are enough to tell', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(40);
  });

  it('that never come are refused where they are to start something', () => {
    for (const [expression, ...answers] of recorded) {
      if (answers.includes('never')) expect(() => startCycle(expression, starts[0]!, ZONE), expression).toThrow();
    }
  });

  it('leave out a month without that working day, which fails in the reference', () => {
    expect(timesFrom('0 0 8 31W * ?', starts[0]!)).toBe(
      '2026-03-31T00:00:00Z 2026-05-29T00:00:00Z 2026-07-31T00:00:00Z',
    );
  });

  it.each([
    ['a time the clock leaps over is left out', '0 30 2 * * ?', '2026-03-28T12:00:00Z', '2026-03-30T00:30:00Z'],
    [
      'a time it shows twice counts once, the first time',
      '0 30 2 * * ?',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
  ])('where clocks are changed, %s', (_, expression, from, want) => {
    expect(iso(nextCronTime(parseCron(expression), Date.parse(from), 'Europe/Berlin')!)).toBe(want);
  });
});

describe('dates, durations and cycles', () => {
  const [heading = [], ...recorded] = rows('due-dates.tsv');
  const now = Date.parse(heading[2]!.replace('from ', ''));
  const datesOf = (text: string): string => {
    const { due, repeat } = startCycle(text, now, ZONE);
    const dates = [iso(due)];
    for (let at = due + 1; repeat !== null && dates.length < 6;) {
      const next = nextOfCycle(repeat, at, ZONE);
      if (next === undefined) return [...dates, 'over'].join(' ');
      dates.push(iso(next));
      at = next + 1;
    }
    return dates.join(' ');
  };

  it.each(recorded.filter(([, text]) => !INTENDED[text!]))('%s %s: due as recorded', (kind, text, want) => {
    expect(orRefused(() => (kind === 'cycle' ? datesOf(text!) : iso(dueDateOf(text, now, ZONE))))).toBe(want);
  });

  it('list as intended only what differs', () => {
    const all = [...rows('cron.tsv'), ...recorded.map(([, text, want]) => [text!, want!])];
    for (const text of Object.keys(INTENDED)) expect(all.map(([first]) => first)).toContain(text);
  });
});
