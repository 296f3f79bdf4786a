import { EngineError } from '@anliu/engine-protocol';
import { USAGE, UsageError, readArguments } from './arguments.js';
import { startStandalone } from './server.js';

/** Milliseconds between two looks at whether npm is still there. */
const PARENT_CHECK_MS = 500;

/** npm that is killed tells its script nothing: the script notices that its parent is another one. */
function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, PARENT_CHECK_MS);
  watch.unref();
}

/** What the engine refuses is one line; a stack is for what went wrong inside. */
const report = (error: unknown): void =>
  EngineError.isInstance(error) ? console.error(`${error.type}: ${error.message}`) : console.error(error);

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
  const standalone = await startStandalone({ ...options, onError: report });
  console.log(`流程引擎已就绪：${standalone.url}`);
  const { firstUser } = standalone;
  if (firstUser) console.log(`已创建管理员 ${firstUser.id}，密码 ${firstUser.password}（只显示这一次，请登录后修改）`);
  if (standalone.lacksAdministrator)
    console.error(
      '已启用授权检查，但 camunda-admin 组没有成员，无人可以管理授权；请以 --authorization off 启动，把一名用户加入该组后再启用',
    );
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
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(stop);
}
