import fs from 'node:fs';
import { expect, it } from 'vitest';
import { coverageOf, coveragePage, engineOperations } from '@anliu/engine-rest';
import { engineServer } from './support/engine-server.js';

it('docs/rest-coverage.md says which operations of the dialect are answered', async () => {
  const operations = fs
    .readFileSync(new URL('../../rest/operations.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const server = await engineServer();
  const coverage = coverageOf(engineOperations(server.standalone.engine), operations);
  await server.close();
  expect(operations).toHaveLength(399);
  await expect(coveragePage(coverage)).toMatchFileSnapshot('../../../docs/rest-coverage.md');
});
