import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export const CONFIG_FILE = 'config.json';
export const DEFAULT_REGION = '320724';
/** Characters a secret must have at least; a shorter one was typed by somebody and is refused. */
export const MIN_SECRET_LENGTH = 40;
const SECRET_BYTES = 32;

const secret = z.string().min(MIN_SECRET_LENGTH);

const installation = z.strictObject({
  /** Region this installation serves. */
  region: z.string().regex(/^\d{6}(\d{3})?$/),
  workerToken: secret,
  auditKey: secret,
  /** Names under which browsers reach the server, beside `localhost` and plain addresses. */
  hostNames: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default([]),
  /** True behind a reverse proxy that sets X-Forwarded-*: their values are then believed, cookies are marked Secure under https. */
  trustProxy: z.boolean().default(false),
  /** `mongodb://…`; absent = the SQLite file in this folder. */
  storage: z.string().optional(),
  /** A file elsewhere (a write-once share, another machine's disk) that also keeps the end of the audit trail, line by line. */
  auditAnchor: z.string().min(1).optional(),
  /** Plugins that are not started. */
  disabledPlugins: z.array(z.string()).default([]),
});

export type Installation = z.infer<typeof installation>;

/** Reads the installation's settings; the first start writes them with random secrets. @throws with what is wrong and where */
export function readInstallation(dataDir: string): Installation {
  const file = path.join(dataDir, CONFIG_FILE);
  if (!fs.existsSync(file)) {
    const fresh = {
      region: DEFAULT_REGION,
      workerToken: randomBytes(SECRET_BYTES).toString('base64url'),
      auditKey: randomBytes(SECRET_BYTES).toString('base64url'),
      hostNames: [],
      trustProxy: false,
      disabledPlugins: [],
    } satisfies Installation;
    const temporary = `${file}.new`;
    fs.writeFileSync(temporary, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(temporary, file);
    return fresh;
  }
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`配置文件 ${file} 不是有效的 JSON：${String(error)}`, { cause: error });
  }
  const parsed = installation.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`)
    .join('; ');
  throw new Error(`配置文件 ${file} 有误，请改正后再启动：${problems}`);
}
