import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer } from '../support/engine-server.js';
import type { EngineServer } from '../support/engine-server.js';
import { remote } from './play/client.js';
import { play } from './play/play.js';
import type { Recording, Scenario } from './play/recording.js';

const folder = path.dirname(fileURLToPath(import.meta.url));
const models = path.join(folder, 'models');
const scenarios = path.join(folder, 'scenarios');
const files = fs.readdirSync(scenarios).sort();
const linesOf = <T>(file: string): T[] =>
  fs
    .readFileSync(path.join(scenarios, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** Base address of a reference engine; then its answers are written instead of compared. See README.md. */
const reference = process.env['RECORD_FROM'];

const compare = (): void => {
  let server: EngineServer;
  beforeAll(async () => {
    server = await engineServer();
  });
  afterAll(() => server.close());

  it('exist for every model', () => {
    expect(files.map((file) => path.parse(file).name)).toEqual(
      fs
        .readdirSync(models)
        .map((file) => path.parse(file).name)
        .sort(),
    );
  });

  const all = files.flatMap((file) =>
    linesOf<Recording>(file).map((recording, index) => ({ name: `${file} ${index + 1}`, recording })),
  );
  it.each(all)('replay with the same states and the same history: $name', async ({ recording }) => {
    const { steps, history } = recording;
    expect(steps).toHaveLength(recording.actions.length + 1);
    expect(await play(server.call, models, recording)).toEqual({ steps, history });
  });
};

const record = (): void => {
  it.each(files)('%s', { timeout: 120_000 }, async (file) => {
    const lines: string[] = [];
    for (const { model, process: key, variables, actions } of linesOf<Scenario>(file)) {
      const scenario = { model, process: key, variables, actions };
      const recorded = await play(remote(reference ?? ''), models, scenario);
      // What the reference does not do the same way twice is nothing to compare with.
      expect(await play(remote(reference ?? ''), models, scenario)).toEqual(recorded);
      lines.push(JSON.stringify({ ...scenario, ...recorded }));
    }
    fs.writeFileSync(path.join(scenarios, file), `${lines.join('\n')}\n`);
  });
};

if (reference === undefined) describe('recordings of Operaton', compare);
else describe('recording', record);
