import { describe, expect, it } from 'vitest';
import { compileFeel, scopeOf } from '../src/index.js';

const now = () => new Date('2026-11-23T02:00:00Z');
const ask = (source: string, due: unknown, isoDates: boolean) =>
  compileFeel(source).evaluate(scopeOf({ due }, now), { isoDates });

describe('dates stored as text', () => {
  it('compare and count as dates where the caller says so', () => {
    expect(ask('due >= today()', '2026-11-22', true)).toBe(false);
    expect(ask('due >= today()', '2026-11-23', true)).toBe(true);
    expect(ask('due + duration("P30D")', '2026-11-23', true)).toBe('2026-12-23');
    expect(ask('due', '2026-11-23', true)).toBe('2026-11-23');
  });

  it('stay text otherwise, and where they are no day', () => {
    expect(ask('due + duration("P1D")', '2026-11-23', false)).toBeNull();
    expect(ask('due', '2026-02-30', true)).toBe('2026-02-30');
  });
});
