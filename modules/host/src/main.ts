import './harden.js';
import { parseOptions, USAGE } from './cli.js';
import { createHost, type Host, type HostConfig } from './host.js';

const fail = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

function options(): HostConfig {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function stopOnSignal(host: Host): void {
  let asked = false;
  const stop = (): void => {
    if (asked) return;
    asked = true;
    host.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started by another process (`npm start`): it ended, so nobody is left to stop this one.
  process.on('disconnect', stop);
}

const config = options();
const host = createHost(config);
stopOnSignal(host);
try {
  const { url } = await host.start();
  // `npm start` waits for this line.
  process.send?.({ ready: url });
} catch (error) {
  fail(error);
}
