import { describe, expect, it } from 'vitest';
import {
  assertPlainData,
  literal,
  MAX_CLIENT_DATA_DEPTH,
  MAX_SEARCH_TEXT,
  safeFilter,
  UnsafeDataError,
} from './index.js';

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('data from clients', () => {
  it.each([
    '{"$ne":1}',
    '{"a":{"$where":"1"}}',
    '{"a":[{"__proto__":{"x":1}}]}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a.b":1}',
    '{"a\\u0000":1}',
  ])('is refused when it holds an operator, a dotted name or a way to a prototype: %s', (json) => {
    expect(() => assertPlainData(JSON.parse(json))).toThrow(UnsafeDataError);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('may be nested up to the limit and not above', () => {
    expect(() => assertPlainData(nested(MAX_CLIENT_DATA_DEPTH - 1))).not.toThrow();
    expect(() => assertPlainData(nested(MAX_CLIENT_DATA_DEPTH))).not.toThrow();
    expect(() => assertPlainData(nested(MAX_CLIENT_DATA_DEPTH + 1))).toThrow(`${MAX_CLIENT_DATA_DEPTH} 层`);
  });

  it('never becomes an operator in a filter', () => {
    expect(() => safeFilter({ name: { equals: { $ne: null } as never } })).toThrow('单个值');
    expect(() => safeFilter({ name: { oneOf: [{ $gt: '' } as never] } })).toThrow(UnsafeDataError);
    expect(() => safeFilter({ $where: { equals: '1' } })).toThrow(UnsafeDataError);
    expect(() => safeFilter({ 'a.__proto__': { equals: '1' } })).toThrow(UnsafeDataError);
    expect(safeFilter({ a: { equals: 1 }, b: undefined, c: { from: 1, before: 2 } })).toEqual({
      a: { $eq: 1 },
      c: { $gte: 1, $lt: 2 },
    });
  });

  it('is searched for literally, up to the limit of characters', () => {
    expect(safeFilter({ name: { contains: '(a+)+$' } })).toEqual({ name: { $regex: '\\(a\\+\\)\\+\\$' } });
    expect(new RegExp(literal('1.5 [t]*')).test('x 1.5 [t]* y')).toBe(true);
    expect(() => literal('字'.repeat(MAX_SEARCH_TEXT - 1))).not.toThrow();
    expect(() => literal('字'.repeat(MAX_SEARCH_TEXT))).not.toThrow();
    expect(() => literal('字'.repeat(MAX_SEARCH_TEXT + 1))).toThrow(`${MAX_SEARCH_TEXT} 个字`);
  });
});
