import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll } from '../../tools/build.mjs';
import { benchScale } from './index.mjs';
import { benchLoad } from './load.mjs';

/** Two fills and two servers, beside whatever else the machine does. */
const TIMEOUT_MS = 300_000;

/** The bench in small: it must be able to run, whatever the figures are. */
describe('the scale bench', () => {
  let kept: string;
  beforeAll(async () => {
    kept = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-scale-kept-'));
    await buildAll({ app: false });
  });
  afterAll(() => fs.rmSync(kept, { recursive: true, force: true }));

  it(
    'fills a server with few and with more cases, measures every action at both, and says which bounds hold',
    async () => {
      const printed: string[] = [];
      const [sqlite] = await benchScale({
        stores: ['sqlite'],
        sizes: [20, 40],
        rounds: 1,
        alonePerRound: 3,
        users: 3,
        each: 1,
        pauseMs: 10,
        warmUp: 1,
        kept,
        print: (text) => void printed.push(text),
      });
      const actions = sqlite?.results.map(({ action }) => action) ?? [];
      for (const action of ['inbox', 'list', 'search list', 'case page', 'start', 'complete'])
        expect(actions).toContain(action);
      for (const { action, times } of sqlite?.results ?? []) {
        expect(times, action).toHaveLength(2);
        for (const { alone, together } of times) {
          expect(alone, action).toHaveLength(3);
          expect(together, action).toHaveLength(3);
        }
      }
      const table = printed.join('\n');
      expect(table).toContain('20 and 40 open cases');
      expect(table).toMatch(/every bound holds|exceeds: sqlite/);
    },
    TIMEOUT_MS,
  );

  it(
    'puts each load of one person on a server while others work, and says what they felt',
    async () => {
      const printed: string[] = [];
      const figures = await benchLoad({
        cases: 40,
        rounds: 1,
        each: 2,
        pauseMs: 10,
        kept,
        print: (text) => void printed.push(text),
      });
      expect(new Set(figures.map(({ burden }) => burden)).size).toBe(5);
      for (const { burden, action, turns, under } of figures) {
        expect(turns, burden).toBeGreaterThan(0);
        expect(under, `${burden}, ${action}`).toBeGreaterThan(0);
      }
      expect(printed.join('\n')).toContain('an import of 5,000 bad rows');
    },
    TIMEOUT_MS,
  );
});
