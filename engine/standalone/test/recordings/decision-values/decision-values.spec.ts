import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineServer } from '../../support/engine-server.js';
import { ask } from './ask.js';
import type { Answers } from './ask.js';
import { INTENDED } from './intended.js';

const file = path.join(import.meta.dirname, 'recorded.json');
const reference = process.env['RECORD_FROM'];

/** `question | value` → `theirs → ours`, for everything that differs. */
function differences(theirs: Answers, ours: Answers): Map<string, string> {
  const found = new Map<string, string>();
  for (const question of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const [a = {}, b = {}] = [theirs[question], ours[question]];
    for (const value of new Set([...Object.keys(a), ...Object.keys(b)]))
      if (a[value] !== b[value]) found.set(`${question} | ${value}`, `${a[value] ?? 'no'} → ${b[value] ?? 'no'}`);
  }
  return found;
}

const compare = (): void => {
  it(
    'compare in decision tables as Operaton compares them, but for what is intended',
    { timeout: 300_000 },
    async () => {
      const server = await engineServer('off', { historyLevel: 'none' });
      try {
        const recorded = JSON.parse(fs.readFileSync(file, 'utf8')) as Answers;
        const found = differences(recorded, await ask(server.url));
        if (process.env['SHOW_DIFFERENCES'])
          console.log(
            [...found]
              .map((one) => one.join(': '))
              .sort()
              .join('\n'),
          );
        const explained = new Set<string>();
        const unexplained = [...found].filter(([place, change]) => {
          const reason = INTENDED.find(({ matches }) => matches(place, change));
          if (reason) explained.add(reason.why);
          return !reason;
        });
        expect(unexplained).toEqual([]);
        expect([...explained].sort()).toEqual(INTENDED.map(({ why }) => why).sort());
      } finally {
        await server.close();
      }
    },
  );
};

const record = (): void => {
  it('of every type', { timeout: 600_000 }, async () => {
    fs.writeFileSync(file, `${JSON.stringify(await ask(reference ?? ''), null, 1)}\n`);
  });
};

describe('values of variables', reference === undefined ? compare : record);
