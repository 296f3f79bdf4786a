import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { VERBS, type Verb } from './verbs.js';

export const WORKER_TOKEN_FILE = 'worker-tokens.json';
/** Most tokens one installation has. */
export const MAX_WORKER_TOKENS = 100;
const TOKEN_BYTES = 32;

export interface WorkerToken {
  /** Who it is, in the audit trail and in the log. */
  readonly name: string;
  /** Topics of external tasks it may work on; `*` is every one. */
  readonly topics: readonly string[];
  readonly verbs: readonly Verb[];
}

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name has 1 to 40 small letters, digits and hyphens');
const stored = z.strictObject({
  name,
  topics: z.array(z.string().min(1).max(255)).min(1).max(100),
  verbs: z.array(z.enum(VERBS)).min(1),
  /** SHA-256 of the token: whoever reads the file cannot use it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
});
const file = z.strictObject({ tokens: z.array(stored).max(MAX_WORKER_TOKENS) });
type Stored = z.infer<typeof stored>;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Names whose tokens are not in the file. */
const TAKEN = new Set(['installation']);

function read(dataDir: string): Stored[] {
  const at = path.join(dataDir, WORKER_TOKEN_FILE);
  if (!fs.existsSync(at)) return [];
  try {
    return file.parse(JSON.parse(fs.readFileSync(at, 'utf8'))).tokens;
  } catch (error) {
    throw new Error(`工作程序令牌文件 ${at} 有误，请改正或用 npm run worker-tokens 重新生成：${String(error)}`, {
      cause: error,
    });
  }
}

function write(dataDir: string, tokens: readonly Stored[]): void {
  const at = path.join(dataDir, WORKER_TOKEN_FILE);
  fs.writeFileSync(`${at}.new`, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${at}.new`, at);
}

/**
 * Makes a token and returns its secret, which is kept nowhere. A running server knows it with the next call.
 * @throws Error when the name is taken, malformed, or there are MAX_WORKER_TOKENS
 */
export function addWorkerToken(dataDir: string, token: WorkerToken, now: Date): string {
  const tokens = read(dataDir);
  const problem = problemOf(tokens, token);
  if (problem !== undefined) throw new Error(problem);
  const secret = randomBytes(TOKEN_BYTES).toString('base64url');
  write(dataDir, [...tokens, storedToken(token, hashOf(secret).toString('hex'), now)]);
  return secret;
}

const storedToken = ({ name, topics, verbs }: WorkerToken, sha256: string, now: Date): Stored => ({
  name,
  topics: [...topics],
  verbs: [...verbs],
  sha256,
  createdAt: now.toISOString(),
});

const taken = (name: string): string => `名为“${name}”的令牌已经存在，请先吊销或换一个名字。`;

function problemOf(tokens: readonly Stored[], token: WorkerToken): string | undefined {
  if (TAKEN.has(token.name) || tokens.some((one) => one.name === token.name)) return taken(token.name);
  const parsed = file.safeParse({ tokens: [...tokens, storedToken(token, '0'.repeat(64), new Date(0))] });
  return parsed.success ? undefined : `令牌不符合要求：${parsed.error.issues.map(({ message }) => message).join('；')}`;
}

/** A running server refuses the token with the next call. @returns false when there is none of that name */
export function revokeWorkerToken(dataDir: string, name: string): boolean {
  const tokens = read(dataDir);
  const kept = tokens.filter((one) => one.name !== name);
  if (kept.length < tokens.length) write(dataDir, kept);
  return kept.length < tokens.length;
}

export const listWorkerTokens = (dataDir: string): readonly (WorkerToken & { readonly createdAt: string })[] =>
  read(dataDir).map(({ sha256: _, ...shown }) => shown);

/** What changed in the file since it was last read. */
export interface TokenChange {
  readonly name: string;
  readonly change: 'added' | 'revoked';
}

/** The tokens a running server accepts. */
export class WorkerTokens {
  readonly #dataDir: string;
  readonly #fixed: { readonly token: WorkerToken; readonly hash: Buffer }[] = [];
  #read: { readonly stamp: string; readonly tokens: readonly Stored[] };
  /** Told of tokens that came and went while the server runs. */
  onChange: ((change: TokenChange) => void) | undefined;

  /** @throws Error when the file is broken */
  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#read = { stamp: this.#stamp(), tokens: read(dataDir) };
  }

  /** Accepts a token that is in no file, as long as this process lives. */
  accept(secret: string, token: WorkerToken): void {
    this.#fixed.push({ token, hash: hashOf(secret) });
  }

  /** Makes such a token. */
  issue(token: WorkerToken): string {
    const secret = randomBytes(TOKEN_BYTES).toString('base64url');
    this.accept(secret, token);
    return secret;
  }

  /** The token behind a secret; undefined for one that is unknown or revoked. */
  find(secret: string): WorkerToken | undefined {
    this.#refresh();
    const hash = hashOf(secret);
    // Every one is compared, so that the time says nothing about where it stands.
    let found: WorkerToken | undefined;
    for (const one of this.#fixed) if (timingSafeEqual(one.hash, hash)) found = one.token;
    for (const one of this.#read.tokens) if (timingSafeEqual(Buffer.from(one.sha256, 'hex'), hash)) found = one;
    return found;
  }

  /** Why a token cannot be made, as a sentence. */
  problem(token: WorkerToken): string | undefined {
    this.#refresh();
    if (this.#fixed.some((one) => one.token.name === token.name)) return taken(token.name);
    return problemOf(this.#read.tokens, token);
  }

  /** Makes a token that stays. @returns its secret, which is kept nowhere @throws Error as `problem` says */
  add(token: WorkerToken, now: Date): string {
    const problem = this.problem(token);
    if (problem !== undefined) throw new Error(problem);
    const secret = addWorkerToken(this.#dataDir, token, now);
    this.#reread();
    return secret;
  }

  /** @returns false when there is none of that name in the file */
  revoke(name: string): boolean {
    this.#refresh();
    const found = revokeWorkerToken(this.#dataDir, name);
    this.#reread();
    return found;
  }

  /** Every token that is accepted; only those of the file can be revoked and know when they were made. */
  list(): readonly (WorkerToken & { readonly createdAt?: string })[] {
    this.#refresh();
    const kept = this.#read.tokens.map(({ sha256: _, ...shown }) => shown);
    return [...this.#fixed.map(({ token }) => token), ...kept];
  }

  /** What this process itself wrote is no change somebody else made. */
  #reread(): void {
    this.#read = { stamp: this.#stamp(), tokens: read(this.#dataDir) };
  }

  #stamp(): string {
    const stat = fs.statSync(path.join(this.#dataDir, WORKER_TOKEN_FILE), { throwIfNoEntry: false, bigint: true });
    return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : 'none';
  }

  /** A broken file opens nothing: no token of it is accepted until it is right again. */
  #refresh(): void {
    const stamp = this.#stamp();
    if (stamp === this.#read.stamp) return;
    const before = new Map(this.#read.tokens.map((one) => [one.name, one.sha256]));
    let tokens: readonly Stored[] = [];
    try {
      tokens = read(this.#dataDir);
    } finally {
      this.#read = { stamp, tokens };
    }
    const after = new Map(tokens.map((one) => [one.name, one.sha256]));
    for (const [name, hash] of after) if (before.get(name) !== hash) this.onChange?.({ name, change: 'added' });
    for (const [name, hash] of before) if (after.get(name) !== hash) this.onChange?.({ name, change: 'revoked' });
  }
}
