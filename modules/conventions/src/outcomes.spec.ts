import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConventionError } from './convention-error.js';
import { formatOutcomes, MAX_OUTCOMES, parseOutcomes, type Outcome } from './outcomes.js';

const outcome: fc.Arbitrary<Outcome> = fc.record({
  key: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/),
  label: fc.stringMatching(/^[^;?\s](?:[^;?\n\r\u2028\u2029]{0,8}[^;?\s])?$/u),
  primary: fc.boolean(),
  danger: fc.boolean(),
  opinion: fc.constantFrom('none', 'optional', 'required'),
});

describe('the outcomes of a step', () => {
  it('reads back every set that can be written, with one usual outcome at least', () => {
    const sets = fc.uniqueArray(outcome, { minLength: 1, maxLength: MAX_OUTCOMES, selector: ({ key }) => key });
    fc.assert(
      fc.property(sets, (outcomes) => {
        const expected = outcomes.some(({ primary }) => primary)
          ? outcomes
          : outcomes.map((each, at) => ({ ...each, primary: at === 0 }));
        expect(parseOutcomes(formatOutcomes(outcomes))).toEqual(expected);
      }),
    );
  });

  it('reads verb, weight and whether an opinion is asked for', () => {
    expect(parseOutcomes('submit=重新送审?;!cancel=撤销检查??;*go=直接提交')).toEqual([
      { key: 'submit', label: '重新送审', primary: false, danger: false, opinion: 'optional' },
      { key: 'cancel', label: '撤销检查', primary: false, danger: true, opinion: 'required' },
      { key: 'go', label: '直接提交', primary: true, danger: false, opinion: 'none' },
    ]);
  });

  it('takes everything after the first = for the label', () => {
    expect(parseOutcomes('a=甲=乙?')).toEqual([
      { key: 'a', label: '甲=乙', primary: true, danger: false, opinion: 'optional' },
    ]);
    expect(formatOutcomes(parseOutcomes('a=甲=乙?'))).toBe('*a=甲=乙?');
  });

  it('knows an outcome that is the usual one and dangerous', () => {
    const [stop] = parseOutcomes('*!stop=责令停产??;go=放行');
    expect(stop).toEqual({ key: 'stop', label: '责令停产', primary: true, danger: true, opinion: 'required' });
    expect(formatOutcomes(parseOutcomes('*!stop=责令停产??;go=放行'))).toBe('*!stop=责令停产??;go=放行');
  });

  it('writes back what it read, letter by letter, when the usual one is marked', () => {
    const text = '*approve=同意?;return=退回修改??;!cancel=撤销';
    expect(formatOutcomes(parseOutcomes(text))).toBe(text);
  });

  it('makes the first outcome the usual one when none is marked', () => {
    expect(parseOutcomes('a=甲;b=乙').map(({ primary }) => primary)).toEqual([true, false]);
    expect(formatOutcomes(parseOutcomes('a=甲;b=乙'))).toBe('*a=甲;b=乙');
  });

  it.each(['approve同意', '=同意', 'a=', 'a=?', '1a=甲', 'a=甲???', 'a=甲?乙'])('refuses %j and names it', (part) => {
    expect(() => parseOutcomes(`ok=好;${part}`)).toThrow(`办理结果“${part}”无法识别，应为 标识=按钮文字`);
    expect(() => parseOutcomes(`ok=好;${part}`)).toThrow(expect.objectContaining({ at: 5 }));
  });

  it.each([{ label: '停；或;走' }, { label: '同意?' }, { label: '' }, { label: ' 甲' }, { key: '甲' }])(
    'refuses to write %j, which would be read as something else',
    (part) => {
      const base: Outcome = { key: 'a', label: '甲', primary: true, danger: false, opinion: 'none' };
      expect(() => formatOutcomes([{ ...base, ...part }])).toThrow(ConventionError);
    },
  );

  it('refuses repeated outcomes, none at all, and more than the limit', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, at) => `o${at}=${at}号`).join(';');
    expect(() => parseOutcomes('a=甲;a=乙')).toThrow('“a”重复');
    expect(() => parseOutcomes(' ')).toThrow('没有任何办理结果');
    expect(parseOutcomes(many(MAX_OUTCOMES - 1))).toHaveLength(MAX_OUTCOMES - 1);
    expect(parseOutcomes(many(MAX_OUTCOMES))).toHaveLength(MAX_OUTCOMES);
    expect(() => parseOutcomes(many(MAX_OUTCOMES + 1))).toThrow(`最多 ${MAX_OUTCOMES} 个`);
  });
});
