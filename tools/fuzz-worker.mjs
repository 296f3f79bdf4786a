// Runs chunks of seeds for tools/fuzz.mjs and reports what came of each.
import { parentPort, workerData } from 'node:worker_threads';

const { testkit, options } = workerData;
const { runSeeds } = await import(testkit);

parentPort.on('message', async ({ first, count }) => {
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const { steps, failures } = await runSeeds(seeds, options);
  // An error keeps its message alone on its way between threads.
  parentPort.postMessage({ first, count, steps, failures: failures.map(({ seed, message }) => ({ seed, message })) });
});
