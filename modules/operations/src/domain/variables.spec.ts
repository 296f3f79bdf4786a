import { describe, expect, it } from 'vitest';
import { MAX_VALUE_LENGTH } from '../limits.js';
import { typedInput, valueMark, valueText } from './variables.js';

const choice = { kind: 'choice', options: [{ value: '1', label: '一般' }] } as const;

describe('what is typed for a variable', () => {
  it('becomes a value of its kind, exactly', () => {
    expect(typedInput({ kind: 'boolean' }, 'true', 'Boolean')).toEqual({ type: 'Boolean', value: true });
    expect(typedInput({ kind: 'integer' }, ' -12 ', 'Integer')).toEqual({ type: 'Integer', value: -12 });
    expect(typedInput({ kind: 'integer' }, '3', 'Long')).toEqual({ type: 'Long', value: 3 });
    expect(typedInput({ kind: 'integer' }, '2147483647', 'Null')).toEqual({ type: 'Integer', value: 2147483647 });
    expect(typedInput({ kind: 'integer' }, '2147483648', 'Null')).toEqual({ type: 'Long', value: 2147483648 });
    expect(typedInput({ kind: 'number' }, '3.50', 'Double')).toEqual({ type: 'Double', value: 3.5 });
    expect(typedInput({ kind: 'number' }, '7', 'Integer')).toEqual({ type: 'Integer', value: 7 });
    expect(typedInput({ kind: 'date' }, '2026-11-23', 'String')).toEqual({ type: 'String', value: '2026-11-23' });
    expect(typedInput({ ...choice, options: [...choice.options] }, '1', 'String')).toEqual({
      type: 'String',
      value: '1',
    });
    const longest = '字'.repeat(MAX_VALUE_LENGTH);
    expect(typedInput({ kind: 'text' }, longest, 'String')).toEqual({ type: 'String', value: longest });
  });

  it('is refused when it is none', () => {
    const refused: [Parameters<typeof typedInput>[0], string][] = [
      [{ kind: 'boolean' }, 'yes'],
      [{ kind: 'integer' }, '1.5'],
      [{ kind: 'integer' }, '9007199254740993'],
      [{ kind: 'integer' }, '1e3'],
      [{ kind: 'number' }, 'Infinity'],
      [{ kind: 'number' }, '１２'],
      [{ kind: 'date' }, '2026-02-30'],
      [{ ...choice, options: [...choice.options] }, '2'],
      [{ kind: 'text' }, 'a\u200bb'],
      [{ kind: 'text' }, '字'.repeat(MAX_VALUE_LENGTH + 1)],
    ];
    for (const [input, text] of refused) expect(() => typedInput(input, text, 'Null'), text).toThrow();
  });

  it('is told in words, and recognised without telling it', () => {
    expect(valueText({ value: '1' }, { ...choice, options: [...choice.options] })).toBe('一般');
    expect([valueText({ value: null }, undefined), valueText({ value: false }, undefined)]).toEqual(['（空）', '否']);
    const mark = valueMark({ type: 'Integer', value: 1 });
    expect(mark).toBe(valueMark({ type: 'Integer', value: 1 }));
    expect(mark).not.toBe(valueMark({ type: 'String', value: '1' }));
    expect(mark).not.toContain('1 1');
  });
});
