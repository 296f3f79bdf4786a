import { parseArgs } from 'node:util';
import { isLoopback } from './callers.js';
import { DEFAULT_HOST } from './server.js';
import type { StandaloneOptions } from './server.js';

export const DEFAULT_PORT = 8080;
export const DEFAULT_DATA_DIR = 'data/engine';

export class UsageError extends Error {}

const LEVELS = ['none', 'activity', 'audit', 'full'] as const;
const isLevel = (text: string): text is (typeof LEVELS)[number] => LEVELS.some((level) => level === text);

export const USAGE = `用法：npm run engine -- [选项]
  --port   监听端口；0 表示自动选择空闲端口（默认 ${DEFAULT_PORT}）
  --host   监听地址（默认 ${DEFAULT_HOST}，仅限本机；其他地址须同时使用 --auth basic）
  --allow-host  除本机名称外还允许以哪些主机名访问，以逗号分隔
  --cors   允许哪些来源的网页在浏览器中调用，如 https://app.example，以逗号分隔；* 表示全部
  --data   数据目录，不存在时自动创建（默认 ${DEFAULT_DATA_DIR}）
  --jobs   on|off，off 表示定时器与异步任务只在显式执行时运行（默认 on）
  --history none|activity|audit|full，历史记录级别，含义同 Camunda（默认 full）
  --auth   none|basic，basic 表示调用方须以引擎用户的名称和密码登录（默认 none，匿名）；没有用户时自动创建一名管理员
  --authorization on|off，on 表示按存储的授权（authorization）限制每个用户，含义同 Camunda，须同时使用 --auth basic（默认 off）`;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
const HOST_NAME = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)$/i;
const ORIGIN = /^(\*|https?:\/\/[^/\s,]+)$/;

/** Reads the command line. Throws UsageError saying what is wrong. */
export function readArguments(argv: readonly string[]): StandaloneOptions {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    host: text,
    'allow-host': text,
    cors: text,
    data: text,
    jobs: text,
    history: text,
    auth: text,
    authorization: text,
  };
  let values: Partial<Record<keyof typeof options, string>>;
  try {
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { port = String(DEFAULT_PORT), data = DEFAULT_DATA_DIR, jobs = 'on', history = 'full', auth = 'none' } = values;
  const { authorization = 'off' } = values;
  const { host = DEFAULT_HOST, cors = '', 'allow-host': allowed = '' } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port 应为 0 到 65535 的整数，实际为“${port}”`);
  if (data === '') throw new UsageError('--data 不能为空');
  if (jobs !== 'on' && jobs !== 'off') throw new UsageError(`--jobs 应为 on 或 off，实际为“${jobs}”`);
  if (!isLevel(history)) throw new UsageError(`--history 应为 ${LEVELS.join('、')} 之一，实际为“${history}”`);
  if (auth !== 'none' && auth !== 'basic') throw new UsageError(`--auth 应为 none 或 basic，实际为“${auth}”`);
  if (authorization !== 'on' && authorization !== 'off')
    throw new UsageError(`--authorization 应为 on 或 off，实际为“${authorization}”`);
  if (authorization === 'on' && auth !== 'basic')
    throw new UsageError('--authorization on 须同时使用 --auth basic：匿名调用方没有可以检查的授权');
  if (host === '') throw new UsageError('--host 不能为空');
  if (!isLoopback(host) && auth !== 'basic')
    throw new UsageError(`--host ${host} 可被其他机器访问，须同时使用 --auth basic`);
  const [allowHosts, corsOrigins] = [list(allowed), list(cors)];
  const odd = allowHosts.find((one) => !HOST_NAME.test(one));
  if (odd !== undefined) throw new UsageError(`--allow-host 应为主机名，不含协议和端口，实际为“${odd}”`);
  const foreign = corsOrigins.find((one) => !ORIGIN.test(one));
  if (foreign !== undefined) throw new UsageError(`--cors 应为来源，如 https://app.example，实际为“${foreign}”`);
  return {
    port: Number(port),
    host,
    allowHosts,
    corsOrigins,
    dataDir: data,
    jobs,
    historyLevel: history,
    auth,
    authorization,
  };
}
