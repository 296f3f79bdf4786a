import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Database from 'better-sqlite3';
import { Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../src/index.js';

const KILLS = 5;
const here = path.dirname(fileURLToPath(import.meta.url));
let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'storage-crash-'));
  program = path.join(here, '..', `.writer-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(here, 'writer.mjs')],
    outfile: program,
    bundle: true,
    external: ['better-sqlite3', 'mongoose'],
    conditions: ['source'],
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    plugins: [
      {
        name: 'sources',
        setup: (b) => b.onResolve({ filter: /dist\/index\.js$/ }, () => ({ path: path.join(here, '../src/index.ts') })),
      },
    ],
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

/** Runs the writer, kills it after a while without warning, and gives back what it had been told is stored. */
function writeUntilKilled(milliseconds: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (!output) setTimeout(() => child.kill('SIGKILL'), milliseconds);
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', () => resolve(output.split('\n').slice(0, -1).map(Number)));
  });
}

describe('the embedded storage, killed while it writes', () => {
  it('has every acknowledged write, an intact file and intact indexes, every time', async () => {
    const acknowledged: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      acknowledged.push(...(await writeUntilKilled(60 + kill * 70)));
      const storage = await connect(folder);
      const Entry = storage.model(
        'Entry',
        new Schema(
          { _id: Number, lane: { type: Number, index: true }, tags: { type: [String], index: true } },
          { versionKey: false },
        ),
      );
      await storage.ready();
      const stored = new Set(await Entry.distinct('_id', {}));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      for (const tag of ['t0', 'l1', 'l3']) {
        const all = (await Entry.find({}).lean()).filter((entry) => entry.tags.includes(tag)).length;
        expect(await Entry.countDocuments({ tags: tag })).toBe(all);
      }
      await storage.close();
      const raw = new Database(path.join(folder, 'anliu.db'), { readonly: true });
      expect(raw.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      raw.close();
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS * 4);
  }, 60_000);
});
