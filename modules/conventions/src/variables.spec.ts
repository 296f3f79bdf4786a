import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatVariables, parseVariables } from './variables.js';

describe('the engine variables of a step', () => {
  it('reads back every set that can be written, and refuses the others', () => {
    const rule = fc.record({
      name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/),
      feel: fc.string({
        unit: fc.constantFrom('a', 'b', '1', ',', '+', '"', '\\', ';', '(', ')', '{', '}', '[', ']', '=', ' ', '1'),
        minLength: 1,
        maxLength: 6,
      }),
    });
    let written = 0;
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 2 }), (rules) => {
        let text: string;
        try {
          text = formatVariables(rules);
        } catch {
          return;
        }
        written += rules.length;
        expect(parseVariables(text)).toEqual(rules);
      }),
      { numRuns: 2_000 },
    );
    expect(written).toBeGreaterThan(100);
  });

  it('separates at semicolons outside strings and brackets', () => {
    expect(parseVariables('a=if x = 1 then "p;q" else "r"; b={ c: 1; d: 2 };granted=task.outcome = "approve"')).toEqual(
      [
        { name: 'a', feel: 'if x = 1 then "p;q" else "r"' },
        { name: 'b', feel: '{ c: 1; d: 2 }' },
        { name: 'granted', feel: 'task.outcome = "approve"' },
      ],
    );
    expect(parseVariables('a="\\";"')).toEqual([{ name: 'a', feel: '"\\";"' }]);
  });

  it('names the part that is no assignment, and where it stands', () => {
    expect(() => parseVariables('a=1; 1a=2')).toThrow('流程变量“1a=2”无法识别，应为 变量名=表达式。');
    expect(() => parseVariables('a=1; 1a=2')).toThrow(expect.objectContaining({ code: 'VARIABLE_RULE', at: 5 }));
  });

  it('refuses to write an expression that would swallow the next variable', () => {
    expect(() => formatVariables([{ name: 'a', feel: '"open' }])).toThrow('a="open');
    expect(() => formatVariables([{ name: 'a', feel: '1;b=2' }])).toThrow('a=1;b=2');
  });
});
