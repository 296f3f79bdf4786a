import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PROFILE_IDS } from '@anliu/access';
import { demonstrationRegion } from '@anliu/regions';
import { z } from 'zod';
import { isProxyAddress, MAX_HOPS } from '../http/connection.js';

export const CONFIG_FILE = 'config.json';
/** Characters a secret must have at least; a shorter one was typed by somebody and is refused. */
export const MIN_SECRET_LENGTH = 40;
const SECRET_BYTES = 32;

const secret = z.string().min(MIN_SECRET_LENGTH);

const installation = z.strictObject({
  /** Number of this installation; every part of its data carries it. Given at the first start. */
  installation: z.uuid(),
  /** Region this installation serves. */
  region: z.string().regex(/^\d{6}(\d{3})?$/),
  workerToken: secret,
  auditKey: secret,
  /** Names under which browsers reach the server, beside `localhost` and plain addresses. */
  hostNames: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default([]),
  /**
   * Reverse proxies whose X-Forwarded-* are believed: how many stand in front, or their addresses and networks. `true` of older
   * settings is one.
   */
  trustProxy: z
    .union([
      z.boolean().transform(Number),
      z.int().min(0).max(MAX_HOPS),
      z.array(z.string().refine(isProxyAddress, '须为 IP 地址或网段，如 10.0.0.0/8')).max(100),
    ])
    .default(0),
  /** False in an installation that was made with `--empty`. */
  demonstration: z.boolean().default(true),
  /** What is asked of passwords, sessions and logins. */
  profile: z.enum(PROFILE_IDS).default('gb22239-l3'),
  /** `mongodb://…`; absent = the SQLite file in this folder. */
  storage: z.string().optional(),
  /** A file elsewhere (a write-once share, another machine's disk) that also keeps the end of the audit trail, line by line. */
  auditAnchor: z.string().min(1).optional(),
  /** The end of the audit trail at the last start and stop, sealed; kept by the server, not to be edited. */
  auditHead: z.string().optional(),
  /** Plugins that are not started. */
  disabledPlugins: z.array(z.string()).default([]),
});

export type Installation = z.infer<typeof installation>;

/** Reads the installation's settings; the first start writes them with random secrets. @throws with what is wrong and where */
export function readInstallation(dataDir: string, options: { empty?: boolean } = {}): Installation {
  const file = path.join(dataDir, CONFIG_FILE);
  if (!fs.existsSync(file)) {
    const fresh: Installation = {
      installation: randomUUID(),
      region: demonstrationRegion().region,
      workerToken: randomBytes(SECRET_BYTES).toString('base64url'),
      auditKey: randomBytes(SECRET_BYTES).toString('base64url'),
      hostNames: [],
      trustProxy: 0,
      demonstration: options.empty !== true,
      profile: 'gb22239-l3',
      disabledPlugins: [],
    };
    write(file, fresh);
    return fresh;
  }
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`配置文件 ${file} 不是有效的 JSON：${String(error)}`, { cause: error });
  }
  if (isNumberless(value)) {
    // Written before installations had numbers.
    value = { installation: randomUUID(), ...value };
    if (installation.safeParse(value).success) write(file, value);
  }
  const parsed = installation.safeParse(value);
  if (parsed.success) {
    if (options.empty && parsed.data.demonstration)
      throw new Error(`${dataDir} 是演示数据，--empty 只用于新的数据目录，请用 --data 指定另一个目录。`);
    return parsed.data;
  }
  const problems = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`)
    .join('; ');
  throw new Error(`配置文件 ${file} 有误，请改正后再启动：${problems}`);
}

/** Keeps a changed setting; what else stands in the file stays as it is. */
export function saveInstallation(dataDir: string, change: Partial<Installation>): void {
  const file = path.join(dataDir, CONFIG_FILE);
  write(file, { ...(JSON.parse(fs.readFileSync(file, 'utf8')) as Installation), ...change });
}

const isNumberless = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('installation' in value);

function write(file: string, value: unknown): void {
  const temporary = `${file}.new`;
  fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(temporary, file);
}

/** The path of an external anchor. @throws when it lies in the data folder, where whoever cuts the trail reaches it as well */
export function externalAnchor(file: string | undefined, dataDir: string): string | undefined {
  if (file === undefined) return undefined;
  const absolute = path.resolve(file);
  const inside = path.relative(path.resolve(dataDir), absolute);
  if (!inside.startsWith('..') && !path.isAbsolute(inside))
    throw new Error(
      `审计末尾的外部留存文件 ${absolute} 在数据目录之内，起不到作用，请放到另一块磁盘或另一台机器上（--audit-anchor 或 auditAnchor）。`,
    );
  if (!fs.existsSync(path.dirname(absolute)))
    throw new Error(`审计末尾的外部留存文件所在目录 ${path.dirname(absolute)} 不存在，请先建好并允许本程序写入。`);
  return absolute;
}
