import { describe, expect, it, vi } from 'vitest';
import { afterOthers, inSlices, toEnd, type InPieces } from './index.js';

/** Counts to a number, one piece for each; may fail at one of them. */
function* counting(to: number, told: (at: number) => void = () => undefined, failAt?: number): InPieces<number> {
  for (let at = 1; at <= to; at++) {
    if (at === failAt) throw new RangeError(`${at} is too far`);
    told(at);
    yield;
  }
  return to;
}

describe('work in pieces', () => {
  it('run to its end gives its result at once, however often it stops', () => {
    const steps: number[] = [];
    expect(toEnd(counting(3, (at) => steps.push(at)))).toBe(3);
    expect(steps).toEqual([1, 2, 3]);
    expect(toEnd(counting(0))).toBe(0);
  });

  it('fails for whoever runs it, with what was done left as it is', async () => {
    const steps: number[] = [];
    expect(() => toEnd(counting(3, (at) => steps.push(at), 3))).toThrow(new RangeError('3 is too far'));
    expect(steps).toEqual([1, 2]);
    await expect(inSlices(counting(3, undefined, 2), 10)).rejects.toThrow(new RangeError('2 is too far'));
  });

  it('lets others have their turn after every slice', async () => {
    const order: string[] = [];
    const other = (): void => {
      order.push('other');
      if (!order.includes('done')) setImmediate(other);
    };
    setImmediate(other);
    // No time at all for a slice: one piece each.
    const result = await inSlices(
      counting(3, (at) => order.push(`piece ${at}`)),
      0,
    );
    order.push('done');
    expect(result).toBe(3);
    expect(order).toEqual(['piece 1', 'other', 'piece 2', 'other', 'piece 3', 'other', 'done']);
  });

  it('is not interrupted within its slice', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await inSlices(
      counting(3, (at) => order.push(`piece ${at}`)),
      60_000,
    );
    expect(order).toEqual(['piece 1', 'piece 2', 'piece 3']);
  });

  it('waits while others are at work, turn after turn, and goes on although they never end', async () => {
    let [now, turns, isOver] = [0, 0, false];
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const busy = (until: number) => (): void => {
      now += 5;
      turns += 1;
      if (!isOver && turns < until) setImmediate(busy(until));
    };
    setImmediate(busy(4));
    await afterOthers();
    expect(turns).toBe(4);
    setImmediate(busy(1_000));
    await afterOthers();
    isOver = true;
    clock.mockRestore();
    expect(turns).toBeGreaterThan(8);
    expect(turns).toBeLessThan(20);
  });
});
