import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const LOCK_FILE = 'server.lock';
/** The holder touches the file this often; from another machine it counts as left behind after the second time (milliseconds). */
const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** Start of the process in clock ticks since boot, where the system tells: process numbers are used again. */
  readonly started: string | null;
  /** Where the server answers, once it listens. */
  readonly url?: string;
}

/** The data folder is in use; the message says by whom and what to do. */
export class DataFolderInUseError extends Error {
  constructor(file: string, holder: Holder) {
    super(
      `数据目录正被另一个服务使用（主机 ${holder.host}，进程 ${holder.pid}）。请先停止它，或用 --data 指定另一个目录。\n` +
        `The data folder is in use by another server (host ${holder.host}, process ${holder.pid}; see ${file}). Stop it first, or choose another folder with --data.`,
    );
    this.name = 'DataFolderInUseError';
  }
}

/** Takes the folder for this process; a lock left behind by a killed process is taken over. @throws DataFolderInUseError */
export function lockDataFolder(dataDir: string): { announce(url: string): void; release(): void } {
  const file = path.join(dataDir, LOCK_FILE);
  const own: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: os.hostname(),
    started: processStart(process.pid),
  };
  for (let attempt = 0; ; attempt += 1) {
    if (create(file, own)) break;
    const holder = read(file);
    if (!holder) {
      if (attempt < 5) continue;
      throw new Error(`cannot read ${file}`);
    }
    if (attempt >= 5 || isHeld(file, holder)) throw new DataFolderInUseError(file, holder);
    takeAway(file, holder);
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    /** Tells tools of this machine where the server answers. */
    announce(url) {
      const temporary = `${file}.${own.token}`;
      fs.writeFileSync(temporary, JSON.stringify({ ...own, url }), { mode: 0o600 });
      fs.renameSync(temporary, file);
    },
    release() {
      clearInterval(heartbeat);
      if (read(file)?.token === own.token) fs.rmSync(file, { force: true });
    },
  };
}

/** Where the server that uses the folder answers; undefined when none does. */
export function serverOf(dataDir: string): string | undefined {
  const file = path.join(dataDir, LOCK_FILE);
  const holder = read(file);
  return holder && isHeld(file, holder) ? holder.url : undefined;
}

function create(file: string, own: Holder): boolean {
  // Written aside and linked, so that nobody ever reads half a lock.
  const temporary = `${file}.${own.token}`;
  fs.writeFileSync(temporary, JSON.stringify(own), { mode: 0o600 });
  try {
    fs.linkSync(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`锁文件 ${file} 无法读取；确认没有服务在使用该目录后删除它。`, { cause: error });
  }
}

function isHeld(file: string, holder: Holder): boolean {
  if (holder.host !== os.hostname()) return Date.now() - fs.statSync(file).mtimeMs < STALE_MS;
  return isAlive(holder.pid) && processStart(holder.pid) === holder.started;
}

function takeAway(file: string, holder: Holder): void {
  const aside = `${file}.${holder.token}.left`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  fs.rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function processStart(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function touch(file: string): void {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // The folder is gone; the next write of the server says so.
  }
}
