import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockOf,
  compareTimes,
  dayIn,
  dayOf,
  endOfDay,
  isInstant,
  officeIso,
  parseInstant,
  startOfDay,
} from './instant.js';

const instants = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

describe('an instant', () => {
  it('is the same however it is spelled', () => {
    const spellings = [
      '2026-11-23T16:30:00Z',
      '2026-11-24T00:30:00+08:00',
      '2026-11-24T00:30',
      '2026-11-23T16:30:00.000+0000',
    ];
    for (const spelling of spellings) {
      expect(officeIso(spelling)).toBe('2026-11-24T00:30:00+08:00');
      expect(dayOf(spelling)).toBe('2026-11-24');
      expect(clockOf(spelling)).toBe('00:30');
      for (const other of spellings) expect(compareTimes(spelling, other)).toBe(0);
    }
  });

  it('compares as an instant, not as a text', () => {
    expect('2026-11-23T16:30:00Z' < '2026-11-24T00:00:00+08:00').toBe(true);
    expect(compareTimes('2026-11-23T16:30:00Z', '2026-11-24T00:00:00+08:00')).toBe(1);
    expect(compareTimes('2026-11-23T15:30:00Z', '2026-11-24T00:00:00+08:00')).toBe(-1);
  });

  it('is compared with a day by its office day', () => {
    expect(compareTimes('2026-11-23T16:30:00Z', '2026-11-24')).toBe(0);
    expect(compareTimes('2026-11-23', '2026-11-23T16:30:00Z')).toBe(-1);
  });

  it('comes before what is no time', () => {
    expect(['soon', '2026-11-24', '2026-11-23'].sort(compareTimes)).toEqual(['2026-11-23', '2026-11-24', 'soon']);
  });

  it('written for storage is read back to the second, and sorts as text', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(parseInstant(officeIso(a))?.getTime()).toBe(Math.floor(a.getTime() / 1000) * 1000);
        const [left, right] = [officeIso(a), officeIso(b)];
        expect(Math.sign(compareTimes(left, right))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it.each([
    '',
    'now',
    '2026-02-30T10:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:60:00Z',
    '2026-11-23 10:00',
    '2026-11-23T10:00:00+99:00',
    '23.11.2026',
  ])('is not read from %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(isInstant(text)).toBe(false);
    expect(() => officeIso(text)).toThrow(`“${text}” is no instant`);
  });

  it('in a field has a time of day and an offset', () => {
    expect(isInstant('2026-11-23T10:00:00+08:00')).toBe(true);
    expect(isInstant('2026-11-23T10:00Z')).toBe(true);
    expect(isInstant('2026-11-23T10:00')).toBe(false);
    expect(isInstant('2026-11-23')).toBe(false);
    expect(isInstant(0)).toBe(false);
  });

  it('lies in the day whose first and last second are here', () => {
    expect(dayOf(startOfDay('2026-11-23'))).toBe('2026-11-23');
    expect(dayOf(endOfDay('2026-11-23'))).toBe('2026-11-23');
    expect(parseInstant(endOfDay('2026-11-23'))?.toISOString()).toBe('2026-11-23T15:59:59.000Z');
  });

  it('and a day both name a day; other values name none', () => {
    expect(dayIn('2026-11-23T16:30:00Z')).toBe('2026-11-24');
    expect(dayIn('2026-11-23')).toBe('2026-11-23');
    expect(dayIn('2026-02-30')).toBeUndefined();
    expect(dayIn(20261123)).toBeUndefined();
  });
});
