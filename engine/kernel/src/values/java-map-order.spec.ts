import { describe, expect, it } from 'vitest';
import { javaMapOrder } from './java-map-order.js';

describe('the order of a Java hash map', () => {
  it('follows the hash codes, not the order of putting', () => {
    expect(javaMapOrder(['cEventStart', 'dEventStart'])).toEqual(['dEventStart', 'cEventStart']);
    expect(javaMapOrder(['joinStart', 'takeOverStart'])).toEqual(['takeOverStart', 'joinStart']);
  });

  it('keeps the order of putting within one bucket', () => {
    // "Aa" and "BB" have the same hash code.
    expect(javaMapOrder(['BB', 'Aa'])).toEqual(['BB', 'Aa']);
    expect(javaMapOrder(['Aa', 'BB'])).toEqual(['Aa', 'BB']);
  });

  it('has more buckets from the thirteenth key on', () => {
    const letters = [...'abcdefghijkl'];
    // 'p' is 112 = 7 * 16: the first of 16 buckets, the seventeenth of 32.
    expect(javaMapOrder([...letters.slice(1), 'p'])[0]).toBe('p');
    expect(javaMapOrder([...letters, 'p'])[0]).toBe('a');
  });
});
