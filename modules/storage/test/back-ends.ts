import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Storage } from '../src/index.js';

export interface BackEnd {
  readonly name: 'sqlite' | 'mongodb';
  /** A fresh, empty data layer; `close` it. */
  open(): Promise<Storage>;
  stop(): Promise<void>;
}

function sqlite(): BackEnd {
  const folders: string[] = [];
  return {
    name: 'sqlite',
    open() {
      const folder = mkdtempSync(path.join(tmpdir(), 'storage-'));
      folders.push(folder);
      return connect(folder);
    },
    stop() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** MongoDB by MONGODB_URI, else a real server of its own; undefined, and said aloud, where neither is possible. */
async function mongodb(): Promise<BackEnd | undefined> {
  let databases = 0;
  let uri = process.env.MONGODB_URI;
  let stop = (): Promise<void> => Promise.resolve();
  if (!uri) {
    try {
      const { startMongod } = await import('../../../tools/mongod.mjs');
      ({ uri, stop } = await startMongod());
    } catch (error) {
      console.warn(`\n*** MongoDB is NOT tested: ${error instanceof Error ? error.message : String(error)} ***\n`);
      return undefined;
    }
  }
  const base = new URL(uri);
  return {
    name: 'mongodb',
    async open() {
      const address = new URL(base);
      address.pathname = `/t_${process.pid}_${Date.now().toString(36)}_${databases++}`;
      const storage = await connect(address.href);
      const close = storage.close.bind(storage);
      return { ...storage, close: () => storage.connection.dropDatabase().then(close) };
    },
    stop,
  };
}

const found = await mongodb();
/** The back ends that the contract suite runs on. */
export const backEnds: readonly BackEnd[] = found ? [sqlite(), found] : [sqlite()];
