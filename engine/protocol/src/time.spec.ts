import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDateTime } from './time.js';

describe('instants on the wire', () => {
  it('are written with milliseconds and an offset without colon', () => {
    expect(formatDateTime(Date.UTC(2026, 0, 25, 12, 33, 42, 165))).toBe('2026-01-25T12:33:42.165+0000');
    expect(formatDateTime(new Date(0))).toBe('1970-01-01T00:00:00.000+0000');
  });

  it.each([
    ['2026-01-25T13:33:42.165+0100', Date.UTC(2026, 0, 25, 12, 33, 42, 165)],
    ['2026-01-25T13:33:42.165+01:00', Date.UTC(2026, 0, 25, 12, 33, 42, 165)],
    ['2026-01-25T12:33:42Z', Date.UTC(2026, 0, 25, 12, 33, 42)],
    ['2026-01-25T20:33:42+08', Date.UTC(2026, 0, 25, 12, 33, 42)],
    ['2026-1-5T7:8:0.000+0000', Date.UTC(2026, 0, 5, 7, 8)],
  ])('%s is read with its offset', (text, expected) => {
    expect(parseDateTime(text)).toBe(expected);
  });

  it('without an offset are read in the zone of the process', () => {
    expect(parseDateTime('2041-05-06T07:08:09')).toBe(new Date(2041, 4, 6, 7, 8, 9).getTime());
    expect(parseDateTime('2041-05-06')).toBe(new Date(2041, 4, 6).getTime());
  });

  it('what is written is read back to the same instant', () => {
    const instant = 1_795_474_065_123;
    expect(parseDateTime(formatDateTime(instant))).toBe(instant);
  });

  it.each(['', 'gestern', '2026-13-01T00:00:00Z', '2026-01-25 12:00', 'PT1H'])('%j is no instant', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});
