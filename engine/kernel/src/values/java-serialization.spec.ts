import { describe, expect, it } from 'vitest';
import { javaSerialize, type JavaValue } from './java-serialization.js';

const base64 = (value: JavaValue): string => Buffer.from(javaSerialize(value)).toString('base64');
const map = (entries: Record<string, JavaValue>): JavaValue => ({ kind: 'hashMap', entries: Object.entries(entries) });
const integer = (value: number): JavaValue => ({ kind: 'integer', value });
const string = (value: string): JavaValue => ({ kind: 'string', value });

// The texts are what a reference engine stored for the same results.
describe('the Java form of a decision’s answer', () => {
  it('is that of a reference engine for an empty result list', () => {
    expect(base64({ kind: 'list', items: [] })).toBe(
      'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAAAdwQAAAAAeA==',
    );
  });

  it('is that of a reference engine for a list of one empty result', () => {
    expect(base64({ kind: 'list', items: [map({})] })).toBe(
      'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAABdwQAAAABc3IAEWphdmEudXRpbC5IYXNoTWFwBQfawcMWYNEDAAJGAApsb2FkRmFjdG9ySQAJdGhyZXNob2xkeHA/QAAAAAAAAHcIAAAAEAAAAAB4eA==',
    );
  });

  it('is that of a reference engine for no entries', () => {
    expect(base64({ kind: 'emptyList' })).toBe(
      'rO0ABXNyAB9qYXZhLnV0aWwuQ29sbGVjdGlvbnMkRW1wdHlMaXN0ergXtDynnt4CAAB4cA==',
    );
  });

  it('names each class and output once, and refers to it afterwards', () => {
    const two = base64({ kind: 'list', items: [map({ a: integer(1) }), map({ a: integer(2) })] });
    const text = Buffer.from(two, 'base64').toString('latin1');
    expect(text.split('java.util.HashMap')).toHaveLength(2);
    expect(text.split('java.lang.Integer')).toHaveLength(2);
    // TC_REFERENCE to the fourth handle but one: list class, list, map class, map, name
    expect(text).toContain('\x71\x00\x7e\x00\x04');
  });

  it('orders the entries of a map as a HashMap does', () => {
    const text = Buffer.from(javaSerialize(map({ b: string('second'), a: string('first') }))).toString('latin1');
    expect(text.indexOf('first')).toBeLessThan(text.indexOf('second'));
  });
});
