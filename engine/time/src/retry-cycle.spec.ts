import { describe, expect, it } from 'vitest';
import { checkRetryCycle, parseRetryCycle } from './index.js';

describe('retry cycles', () => {
  it('are a count with one interval or a list of intervals', () => {
    expect(parseRetryCycle('R5/PT10M')).toEqual({ retries: 5, intervals: ['PT10M'] });
    expect(parseRetryCycle('PT10M, PT17M')).toEqual({ retries: 3, intervals: ['PT10M', 'PT17M'] });
    expect(parseRetryCycle('often')).toBeUndefined();
  });

  it.each(['often', 'R5', 'R5/10M', 'R5/PT10', 'PT10M,P'])('that mean nothing are refused: %s', (text) => {
    expect(() => checkRetryCycle(text)).toThrow('expression');
  });

  it.each(['R5/PT10M', 'PT10M,PT17M', 'R0/PT1S'])('are taken: %s', (text) => {
    expect(() => checkRetryCycle(text)).not.toThrow();
  });
});
