import { withEngine } from '../with-engine.js';
import { PathFailure, runSeed } from './run.js';

export interface BatchOptions {
  readonly paths: number;
  /** Every commit reaches the disk. Otherwise the same files without waiting for it, which is many times quicker. */
  readonly durable?: boolean;
  readonly onSeed?: (seed: number) => void;
}

export interface BatchResult {
  readonly steps: number;
  readonly failures: readonly PathFailure[];
}

/** Processes that share an engine before the next one is opened. */
const SEEDS_PER_ENGINE = 100;

/** Runs the paths of many seeds. Goes on after a failure, with a new engine. */
export async function runSeeds(seeds: readonly number[], options: BatchOptions): Promise<BatchResult> {
  const failures: PathFailure[] = [];
  let steps = 0;
  for (let at = 0; at < seeds.length;) {
    await withEngine([], async (story) => {
      if (!options.durable) story.engine.core.db.pragma('synchronous = OFF');
      const until = Math.min(at + SEEDS_PER_ENGINE, seeds.length);
      while (at < until) {
        const seed = seeds[at++] as number;
        try {
          steps += await runSeed(story, seed, options.paths);
        } catch (error) {
          if (!(error instanceof PathFailure)) throw error;
          failures.push(error);
          return;
        } finally {
          options.onSeed?.(seed);
        }
      }
    });
  }
  return { steps, failures };
}
