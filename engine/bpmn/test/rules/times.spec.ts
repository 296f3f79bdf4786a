import { describe, expect, it } from 'vitest';
import { parseBpmn } from '../../src/index.js';
import { catching, extended, given, refuses, task, type Case } from './pieces.js';

const timer = (kind: string, text: string) =>
  given(catching('x', `<timerEventDefinition><${kind}>${text}</${kind}></timerEventDefinition>`), task('t'));
const withListener = (text: string) =>
  given(
    task(
      't',
      extended(
        `<camunda:taskListener event="timeout" id="l" expression="\${1}"><timerEventDefinition><timeDuration>${text}</timeDuration></timerEventDefinition></camunda:taskListener>`,
      ),
    ),
  );

const REFUSED: readonly Case[] = [
  ['TIME_INVALID', timer('timeDate', '2026-02-30')],
  ['TIME_INVALID', timer('timeDate', '2026-13-01T00:00:00')],
  ['TIME_INVALID', timer('timeDate', 'next Monday')],
  ['TIME_INVALID', timer('timeDuration', 'R3/PT1H')],
  ['TIME_INVALID', timer('timeDuration', '1 day')],
  ['TIME_INVALID', timer('timeCycle', 'R3/1H')],
  ['TIME_INVALID', timer('timeCycle', 'R/PT0S')],
  ['TIME_INVALID', timer('timeCycle', '0 0 9 * *')],
  ['TIME_INVALID', timer('timeCycle', '0 0 0 30 2 ?')],
  ['TIME_INVALID', timer('timeCycle', '0 0 9 ? * FUNDAY')],
  ['TIME_INVALID', withListener('often')],
  ['TIME_INVALID', given(task('t', '', 'camunda:dueDate="2026-02-29"'))],
  ['TIME_INVALID', given(task('t', '', 'camunda:followUpDate="soon"'))],
  [
    'TIME_INVALID',
    given(task('t', extended('<camunda:failedJobRetryTimeCycle>R3/often</camunda:failedJobRetryTimeCycle>'))),
  ],
];

describe('a time written into a model and being none is refused', () => {
  refuses(REFUSED);

  it('in words that say which text, and what is wrong', () => {
    const [problem] = parseBpmn(timer('timeDate', '2026-02-30')).problems;
    expect(problem!.message).toBe(
      "ENGINE-09032 Exception while parsing business calendar expression '2026-02-30': day 30 does not exist, it is 1 to 28",
    );
  });
});

describe('a time is taken', () => {
  it.each([
    ['a date', timer('timeDate', '2026-02-28T09:00')],
    ['a duration where a date is expected, and the other way round', timer('timeDate', 'P1D')],
    ['a duration', timer('timeDuration', 'P1M')],
    ['a cycle', timer('timeCycle', 'R3/PT1H')],
    ['a cron expression', timer('timeCycle', '0 0 9 LW * ?')],
    ['an expression, read when it is due', timer('timeDate', '${when}')],
    ['a text with an expression in it', timer('timeDuration', 'P${days}D')],
    ['a task’s dates', given(task('t', '', 'camunda:dueDate="P3D" camunda:followUpDate="2026-03-01"'))],
    [
      'retries',
      given(task('t', extended('<camunda:failedJobRetryTimeCycle>PT5M,PT1H</camunda:failedJobRetryTimeCycle>'))),
    ],
  ])('as %s', (_, xml) => {
    const wrong = parseBpmn(xml).problems.filter(({ code }) => code === 'TIME_INVALID');
    expect(wrong).toEqual([]);
  });
});
