import { runSeeds } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

/** A few of what `engine/testkit/src/random` runs thousands of: enough that a broken rule of the flow shows here at once. */
const SEEDS_PER_CASE = 6;
const CASES = 5;
const PATHS = 2;

describe('a random process on random paths does what its blocks say', () => {
  it.each(Array.from({ length: CASES }, (_, index) => index * SEEDS_PER_CASE + 1))('from seed %i', async (first) => {
    const seeds = Array.from({ length: SEEDS_PER_CASE }, (_, index) => first + index);
    const { failures } = await runSeeds(seeds, { paths: PATHS });
    expect(failures.map(({ message }) => message)).toEqual([]);
  });
});
