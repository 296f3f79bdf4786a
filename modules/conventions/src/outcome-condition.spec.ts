import { describe, expect, it } from 'vitest';
import { formatOutcomeCondition, parseOutcomeCondition } from './outcome-condition.js';

describe('the condition “this button was pressed”', () => {
  it('is read back, however it is spaced and quoted', () => {
    expect(parseOutcomeCondition(formatOutcomeCondition('approve'))).toBe('approve');
    expect(parseOutcomeCondition('${outcome=="approve"}')).toBe('approve');
    expect(parseOutcomeCondition(" ${ outcome == 'approve' } ")).toBe('approve');
  });

  it('is not seen in other conditions', () => {
    expect(parseOutcomeCondition("${outcome == 'a' || grade == '2'}")).toBeUndefined();
    expect(parseOutcomeCondition("${outcome != 'a'}")).toBeUndefined();
  });

  it('is not written for a key that would break out of it', () => {
    expect(() => formatOutcomeCondition("a' || true || 'b")).toThrow('不能写进条件');
  });
});
