import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClockStart, parseClockStart, type ClockRule } from './clock-start.js';

const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,6}$/);
const name = fc.stringMatching(/^[^\s;](?:[^;\n\r\u2028\u2029]{0,8}[^\s;])?$/u);
const rule: fc.Arbitrary<ClockRule> = fc.oneof(
  fc.record({ id, parameter: id, name }),
  fc.record({ id, parameter: id, field: fc.stringMatching(/^[\p{L}_][\p{L}\p{N}_]{0,6}$/u), name }),
);

describe('the clocks a step starts', () => {
  it('reads back every set that can be written', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
        expect(parseClockStart(formatClockStart(rules))).toEqual(rules);
      }),
    );
  });

  it('reads parameter, date field and name', () => {
    expect(parseClockStart('rectification=TP73@due_date 整改期限;reply=TP71 答复 期限')).toEqual([
      { id: 'rectification', parameter: 'TP73', field: 'due_date', name: '整改期限' },
      { id: 'reply', parameter: 'TP71', name: '答复 期限' },
    ]);
  });

  it('names the part that is no clock', () => {
    expect(() => parseClockStart('reply=TP71')).toThrow('计时规则“reply=TP71”无法识别，应为 标识=参数');
    expect(() => parseClockStart('a=P 甲;reply=TP71')).toThrow(expect.objectContaining({ at: 6 }));
  });

  it('refuses to write a name with a semicolon', () => {
    expect(() => formatClockStart([{ id: 'a', parameter: 'P', name: '甲;乙' }])).toThrow('甲;乙');
  });
});
