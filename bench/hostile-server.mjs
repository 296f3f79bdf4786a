// The engine behind its REST port in a process of its own, with a watch on its event loop. Told what to do by messages.
import { startStandalone } from '@anliu/engine-standalone';

/** Milliseconds after which a turn of the loop is due; what comes later is a block. */
const TICK_MS = 1;

const standalone = await startStandalone({ dataDir: process.argv[2], port: 0, jobs: 'on' });
let last = performance.now();
let longest = 0;
setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - TICK_MS);
  last = now;
}, TICK_MS);
process.on('message', async (message) => {
  if (message === 'reset') {
    longest = 0;
    process.send({ reset: true });
  } else if (message === 'read') {
    process.send({ max: longest });
  } else if (message === 'close') {
    await standalone.close();
    process.exit(0);
  }
});
process.send({ url: standalone.url });
