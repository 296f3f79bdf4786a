import { USAGE, UsageError, readArguments } from './arguments.js';
import { startStandalone } from './server.js';

/** The command: start, say where, stop cleanly on SIGTERM and SIGINT. */
export async function main(argv: readonly string[]): Promise<void> {
  let options;
  try {
    options = readArguments(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const standalone = await startStandalone({ ...options, onError: (error) => console.error(error) });
  console.log(`流程引擎已就绪：${standalone.url}`);
  const stop = (): void => {
    void standalone.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
