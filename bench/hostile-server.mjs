// The engine behind its REST port in a process of its own, with a monitor on its event loop. Told what to do by messages.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startStandalone } from '@anliu/engine-standalone';

const RESOLUTION_MS = 1;
const standalone = await startStandalone({ dataDir: process.argv[2], port: 0, jobs: 'on' });
const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
monitor.enable();
process.on('message', async (message) => {
  if (message === 'reset') {
    // What was blocked until now is counted at the next tick.
    setTimeout(() => {
      monitor.reset();
      process.send({ reset: true });
    }, 20);
  } else if (message === 'read') {
    setTimeout(() => process.send({ max: monitor.max / 1e6 }), 20);
  } else if (message === 'close') {
    await standalone.close();
    process.exit(0);
  }
});
process.send({ url: standalone.url });
