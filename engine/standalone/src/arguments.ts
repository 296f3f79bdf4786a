import { parseArgs } from 'node:util';
import type { StandaloneOptions } from './server.js';

export const DEFAULT_PORT = 8080;
export const DEFAULT_DATA_DIR = 'data/engine';

export class UsageError extends Error {}

const LEVELS = ['none', 'activity', 'audit', 'full'] as const;
const isLevel = (text: string): text is (typeof LEVELS)[number] => LEVELS.some((level) => level === text);

export const USAGE = `用法：npm run engine -- [--port 端口] [--data 目录] [--jobs on|off] [--history none|activity|audit|full] [--auth none|basic]
  --port   监听端口，仅限本机访问；0 表示自动选择空闲端口（默认 ${DEFAULT_PORT}）
  --data   数据目录，不存在时自动创建（默认 ${DEFAULT_DATA_DIR}）
  --jobs   off 表示定时器与异步任务只在显式执行时运行（默认 on）
  --history 历史记录级别，含义同 Camunda（默认 full）
  --auth   basic 表示调用方须以引擎用户的名称和密码登录（默认 none，匿名）`;

/** Reads the command line. Throws UsageError saying what is wrong. */
export function readArguments(argv: readonly string[]): StandaloneOptions {
  let values: { port?: string; data?: string; jobs?: string; history?: string; auth?: string };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        jobs: { type: 'string' },
        history: { type: 'string' },
        auth: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { port = String(DEFAULT_PORT), data = DEFAULT_DATA_DIR, jobs = 'on', history = 'full', auth = 'none' } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port 应为 0 到 65535 的整数，实际为“${port}”`);
  if (data === '') throw new UsageError('--data 不能为空');
  if (jobs !== 'on' && jobs !== 'off') throw new UsageError(`--jobs 应为 on 或 off，实际为“${jobs}”`);
  if (!isLevel(history)) throw new UsageError(`--history 应为 ${LEVELS.join('、')} 之一，实际为“${history}”`);
  if (auth !== 'none' && auth !== 'basic') throw new UsageError(`--auth 应为 none 或 basic，实际为“${auth}”`);
  return { port: Number(port), dataDir: data, jobs, historyLevel: history, auth };
}
