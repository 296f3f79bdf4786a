import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { engineServer } from './support/engine-server.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = path.resolve(root, process.env['CONFORMANCE_DIR'] ?? '../shared/conformance');
const isPresent = fs.existsSync(path.join(folder, 'differential.mjs'));
if (!isPresent) console.warn(`SKIPPED: no conformance recordings in ${folder}; set CONFORMANCE_DIR to replay them`);

/** Every how many recordings one is replayed here; the whole set takes minutes. */
const SAMPLE_EVERY = 20;
/** Share of the sample whose every snapshot must be equal, whose history must be too, and also its sequence. Raise, never lower. */
const FLOOR = { state: 0.99, history: 0.99, order: 0.99 };

describe.skipIf(!isPresent)('recordings of a reference engine', () => {
  it('replay with the same states and the same history', { timeout: 300_000 }, async () => {
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-conformance-'));
    const server = await engineServer();
    try {
      const recordings = gunzipSync(fs.readFileSync(path.join(folder, 'public.jsonl.gz')))
        .toString()
        .split('\n')
        .filter(Boolean);
      const sample = recordings.filter((_, index) => index % SAMPLE_EVERY === 0);
      const golden = path.join(temporary, 'sample.jsonl.gz');
      const report = path.join(temporary, 'report.json');
      fs.writeFileSync(golden, gzipSync(sample.join('\n')));
      const replay = [path.join(folder, 'differential.mjs'), 'replay', '--url', server.url];
      await promisify(execFile)(process.execPath, [
        ...replay,
        '--models',
        path.join(folder, 'models'),
        '--golden',
        golden,
        '--json',
        report,
      ]);
      const { tally, failures } = JSON.parse(fs.readFileSync(report, 'utf8')) as {
        tally: Record<'scenarios' | 'state' | 'history' | 'order', number>;
        failures: { files: string[]; seed: number; difference: string }[];
      };
      const shown = failures.map(({ files, seed, difference }) => `${files[0]} #${seed} ${difference}`).join('\n');
      expect(tally.scenarios).toBe(sample.length);
      expect(tally.state / tally.scenarios, shown).toBeGreaterThanOrEqual(FLOOR.state);
      expect(tally.history / tally.scenarios, shown).toBeGreaterThanOrEqual(FLOOR.history);
      expect(tally.order / tally.scenarios, shown).toBeGreaterThanOrEqual(FLOOR.order);
    } finally {
      await server.close();
      fs.rmSync(temporary, { recursive: true });
    }
  });
});
