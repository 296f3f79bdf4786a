import { describe, expect, it } from 'vitest';
import { MAX_AT_ONCE_PER_PERSON, MAX_WAITING_PER_PERSON } from './limits.js';
import { turnsOfPeople, type Turns } from './turns.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function works(turns: Turns, key: string, count: number) {
  const begun: number[] = [];
  const end: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, n) =>
    turns
      .run(key, async () => {
        begun.push(n);
        await new Promise<void>((resolve) => (end[n] = resolve));
        return n;
      })
      .catch((error: Error) => error.message),
  );
  return { begun, end, all };
}

describe('turns of one person', () => {
  const make = turnsOfPeople;

  it('are so many at once; the next one begins when one ends, in the order in which they came', async () => {
    const { begun, end, all } = works(make(), 'a', MAX_AT_ONCE_PER_PERSON + 2);
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    end[1]?.();
    await settled();
    expect(begun).toEqual([0, 1, 2, 3]);
    for (const n of [0, 2, 3]) end[n]?.();
    await settled();
    end[4]?.();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are no reason for others to wait', async () => {
    const turns = make();
    const one = works(turns, 'a', MAX_AT_ONCE_PER_PERSON + 1);
    const other = works(turns, 'b', 1);
    await settled();
    expect(other.begun).toEqual([0]);
    for (const { end } of [one, other]) end.forEach((finish) => finish());
    await settled();
    one.end.at(-1)?.();
    await Promise.all([...one.all, ...other.all]);
  });

  it('go on after a failure, and leave nothing behind', async () => {
    const turns = make();
    const failing = Array.from({ length: MAX_AT_ONCE_PER_PERSON * 3 }, () =>
      turns.run('a', () => Promise.reject(new Error('failed'))).catch((error: Error) => error.message),
    );
    expect(new Set(await Promise.all(failing))).toEqual(new Set(['failed']));
    expect(await turns.run('a', () => Promise.resolve('done'))).toBe('done');
  });

  it.each([
    [MAX_AT_ONCE_PER_PERSON + MAX_WAITING_PER_PERSON - 1, 0],
    [MAX_AT_ONCE_PER_PERSON + MAX_WAITING_PER_PERSON, 0],
    [MAX_AT_ONCE_PER_PERSON + MAX_WAITING_PER_PERSON + 1, 1],
  ])('are refused when too many wait: of %i, %i', async (count, refused) => {
    const turns = make();
    let open = false;
    const all = Array.from({ length: count }, () =>
      turns
        .run('a', async () => {
          while (!open) await settled();
          return 'done';
        })
        .catch((error: Error) => error.message),
    );
    await settled();
    open = true;
    expect((await Promise.all(all)).filter((answer) => answer !== 'done')).toHaveLength(refused);
  });
});
