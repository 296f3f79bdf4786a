import { describe, expect, it } from 'vitest';
import { generateProcess, runSeeds, smallerProcesses, toXml } from './index.js';
import { REGRESSIONS } from './seeds.js';

const PATHS = 5;
const CHUNK = 250;
const CHUNKS = 8;
const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

/** A failure says its seed; `npm run fuzz -- --seed N` tells the same story alone and shrinks it. */
async function pass(seeds: readonly number[], durable = false): Promise<void> {
  const { steps, failures } = await runSeeds(seeds, { paths: PATHS, durable });
  expect(failures.map(({ message }) => message)).toEqual([]);
  expect(steps).toBeGreaterThan(seeds.length * PATHS);
}

describe('a random process on random paths does what its blocks say, in memory, on disk and in history', () => {
  for (const chunk of Array.from({ length: CHUNKS }, (_, index) => index)) {
    const first = 1 + chunk * CHUNK;
    it(`seeds ${first} to ${first + CHUNK - 1}`, { timeout: 300_000 }, () => pass(from(first, CHUNK)));
  }

  it('also when every commit waits for the disk', { timeout: 300_000 }, () => pass(from(1_000_001, 40), true));

  it.each(REGRESSIONS)('seed $seed, which failed once: $cause', { timeout: 300_000 }, ({ seed }) => pass([seed]));
});

describe('a seed', () => {
  it('makes the same process every time, and another one than its neighbour', () => {
    expect(toXml(generateProcess(7))).toBe(toXml(generateProcess(7)));
    expect(toXml(generateProcess(7))).not.toBe(toXml(generateProcess(8)).replaceAll('s8', 's7'));
  });

  it('can be shrunk: every smaller process is smaller and deploys', async () => {
    const whole = generateProcess(8);
    const smaller = [...smallerProcesses(whole)];
    expect(smaller.length).toBeGreaterThan(10);
    for (const one of smaller) expect(toXml(one).length).toBeLessThan(toXml(whole).length);
  });

  it('covers what the engine runs: a thousand seeds hold every kind of block and event', () => {
    const text = from(1, 1000)
      .map((seed) => toXml(generateProcess(seed)))
      .join('\n');
    const parts = ['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'callActivity'];
    parts.push('isSequential="true"', 'isSequential="false"', 'completionCondition', 'isForCompensation');
    parts.push('triggeredByEvent', 'isInterrupting="false"', 'cancelActivity="false"', 'asyncBefore', 'asyncAfter');
    for (const event of ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensate', 'terminate'])
      parts.push(`<${event}EventDefinition`);
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  });
});
