import { describe, expect, it } from 'vitest';
import { plainValue, typedValue, typedValues } from './variables.js';

describe('typed values', () => {
  it('name the narrowest Camunda type of a JavaScript value', () => {
    expect(typedValue(2 ** 31 - 1).type).toBe('Integer');
    expect(typedValue(2 ** 31).type).toBe('Long');
    expect(typedValue(0.5).type).toBe('Double');
    expect(typedValue('隐患').type).toBe('String');
    expect(typedValue(true).type).toBe('Boolean');
    expect(typedValue(undefined)).toEqual({ type: 'Null', value: null });
  });

  it('carry objects and lists as Json text, and give them back', () => {
    const level = { grade: '重大', photos: [1, 2] };
    const typed = typedValue(level);
    expect(typed).toEqual({ type: 'Json', value: '{"grade":"重大","photos":[1,2]}' });
    expect(plainValue(typed)).toEqual(level);
    expect(Object.keys(typedValues({ a: 1, b: null }))).toEqual(['a', 'b']);
  });

  it('keep text that only pretends to be Json', () => {
    expect(plainValue({ type: 'Json', value: '{oops' })).toBe('{oops');
    expect(plainValue({ type: 'String', value: '{"a":1}' })).toBe('{"a":1}');
  });
});
