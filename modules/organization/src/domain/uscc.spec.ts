import { describe, expect, it } from 'vitest';
import { isUscc, usccProblem } from './uscc.js';

describe('统一社会信用代码 (GB 32100-2015)', () => {
  it.each([
    '91440300708461136T',
    '914403001922038216',
    '91330100799655058B',
    '91110000802100433B',
    '11210000MB1859351E',
  ])('accepts the published code %s', (code) => expect(isUscc(code)).toBe(true));

  it('finds a wrong last character, a wrong organisation code inside, and characters that do not exist', () => {
    expect(usccProblem('91440300708461136U')).toBe('check-digit');
    expect(usccProblem('91440300708461137T')).toBe('organization-code');
    expect(usccProblem('9144030070846113IT')).toBe('shape');
    expect(usccProblem('913200001343229XX0')).not.toBeUndefined();
    expect(usccProblem('91440300708461136t')).toBe('shape');
    expect(usccProblem('')).toBe('shape');
  });
});
