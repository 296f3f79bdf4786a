import { describe, expect, it } from 'vitest';
import { longOf, sameLong, storedLong } from './longs.js';
import { sameValue, storedFromDto, storedFromValue } from './stored-value.js';

describe('the columns of a Long', () => {
  it.each([0n, 9007199254740991n, 9007199254740992n, 9007199254740993n, 2n ** 63n - 1n, -(2n ** 63n)])(
    'give %s back',
    (value) => {
      expect(BigInt(longOf(storedLong(value)) ?? 0)).toBe(value);
    },
  );

  it('written by an older engine, as a double or with digits beside a small number, are read as what is left', () => {
    expect(longOf({ numberValue: 2 ** 63, textValue: null })).toBe(2n ** 63n - 1n);
    expect(longOf({ numberValue: -(2 ** 63), textValue: null })).toBe(-(2n ** 63n));
    expect(longOf({ numberValue: 2 ** 53, textValue: null })).toBe(2n ** 53n);
    expect(longOf({ numberValue: 5, textValue: '5' })).toBe(5);
    expect(sameLong({ numberValue: 5, textValue: '5' }, storedLong(5n))).toBe(true);
  });

  it('tell neighbours apart that are one double', () => {
    const stored = (value: string) => storedFromDto({ type: 'Long', value });
    expect(sameValue(stored('9007199254740992'), stored('9007199254740993'))).toBe(false);
    expect(sameValue(stored('9007199254740993'), storedFromValue(9007199254740993n))).toBe(true);
  });

  it('hold no number that has lost digits', () => {
    for (const value of [2 ** 53, 1e300, 0.5, '1.5', '9223372036854775808', ''])
      expect(() => storedFromDto({ type: 'Long', value })).toThrow('java.lang.Long');
    expect(storedFromValue(2 ** 53).type).toBe('double');
  });
});
