import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { HISTORY_TABLES } from '@anliu/engine-kernel';
import type { VirtualClock } from '../clock.js';
import { forgetMemory } from '../reload.js';
import type { Process } from './blocks.js';
import { allBlocks } from './blocks.js';
import { checkActivityTree, checkHistory, checkNothingLeft, checkState, checkTree } from './check.js';
import { checkDisk, checkDiskThroughout } from './disk.js';
import { take } from './drive.js';
import { Expectation } from './expectation.js';
import { generateProcess, variablesOf } from './generate.js';
import { conditionsOf, inWords, nextStep } from './path.js';
import { createRng } from './rng.js';
import { toXml } from './xml.js';

export interface Bench {
  readonly engine: EmbeddedEngine;
  readonly clock: VirtualClock;
  /** Something done to an instance between two steps that must not show in what it does. */
  readonly between?: (processInstanceId: string) => Promise<void>;
}

/** What a path was and where it went wrong. */
export class PathFailure extends Error {
  readonly seed: number;

  constructor(seed: number, path: number, steps: readonly string[], cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`seed ${seed}, path ${path} (npm run fuzz -- --seed ${seed}): ${reason}\n  after: ${steps.join(' | ')}`, {
      cause,
    });
    this.seed = seed;
  }
}

/** No path needs that many steps; one that does will not end. */
const MAX_STEPS = 400;

/** Deploys the process of a seed and takes its paths. Returns the number of steps. @throws PathFailure */
export async function runSeed(
  bench: Bench,
  seed: number,
  paths: number,
  process: Process = generateProcess(seed),
): Promise<number> {
  try {
    await bench.engine.repository.createDeployment({ resources: [{ name: `${seed}.bpmn`, content: toXml(process) }] });
  } catch (error) {
    throw new PathFailure(seed, 0, ['deploy'], error);
  }
  let steps = 0;
  for (let path = 0; path < paths; path++) steps += await runPath(bench, process, seed, path);
  return steps;
}

/** Short tables make thousands of paths quick. */
function forgetHistory({ core }: EmbeddedEngine): void {
  const tables = [...Object.values(HISTORY_TABLES).map(({ name }) => name), 'event'];
  for (const table of tables) core.db.prepare(`DELETE FROM ${table}`).run();
}

async function runPath(bench: Bench, process: Process, seed: number, path: number): Promise<number> {
  const { engine } = bench;
  const rng = createRng(seed * 1009 + path);
  const told: string[] = [];
  try {
    const choices = variablesOf(process);
    const variables = new Map<string, number | boolean>(conditionsOf(process).map((name) => [name, false]));
    for (const [name, values] of choices) variables.set(name, rng.pick(values));
    told.push(`start with ${JSON.stringify(Object.fromEntries(variables))}`);
    const { id } = await engine.runtime.startProcessInstance({
      processDefinitionKey: process.key,
      variables: Object.fromEntries([...variables].map(([name, value]) => [name, { value }])),
    });
    const expectation = new Expectation(process, variables);
    // Every third path goes on from what is on disk alone.
    const forgets = path % 3 === 2;
    const verify = (): void => {
      checkState(engine, id, expectation);
      checkTree(engine, id);
      checkDisk(engine, id);
      checkHistory(engine, id, expectation);
    };
    verify();
    for (let taken = 0; !expectation.isOver; taken++) {
      if (taken > MAX_STEPS) throw new Error('the path does not end');
      if (forgets) {
        forgetMemory(engine);
        for (const { id: member } of engine.core.rows.where(
          'execution',
          "root_process_instance_id = ? AND kind = 'instance'",
          id,
        ))
          engine.core.state.loadInstance(member);
        checkDiskThroughout(engine, id);
      }
      if (bench.between) {
        await bench.between(id);
        verify();
      }
      if (taken % 5 === 1) await checkActivityTree(engine, id);
      const step = nextStep(expectation, rng, taken, choices);
      if (!step) throw new Error('the instance waits for nothing');
      told.push(inWords(step));
      await take(bench, id, expectation, step);
      verify();
    }
    const keys = [process.key];
    for (const block of allBlocks(process)) {
      if (block.kind === 'activity' && block.what.is === 'call') keys.push(block.what.process.key);
    }
    checkNothingLeft(engine, keys);
    forgetHistory(engine);
  } catch (error) {
    throw new PathFailure(seed, path, told, error);
  }
  return told.length;
}
