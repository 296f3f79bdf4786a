import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareVendorModels, deployOverRest, readVerdicts } from '@anliu/engine-testkit/vendor-models';
import { engineServer } from './support/engine-server.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const suite = path.resolve(root, process.env['VENDOR_MODELS_DIR'] ?? '.cache/bpmn-miwg-test-suite');
const verdicts = path.resolve(root, process.env['VENDOR_VERDICTS'] ?? '../shared/miwg/vendor-verdicts.tsv');
const missing = [suite, verdicts].filter((place) => !fs.existsSync(place));
if (missing.length > 0) {
  console.warn(
    `SKIPPED: ${missing.join(' and ')} not there; put github.com/bpmn-miwg/bpmn-miwg-test-suite into VENDOR_MODELS_DIR and a reference's verdicts into VENDOR_VERDICTS`,
  );
}

describe.skipIf(missing.length > 0)('the models other tools wrote', () => {
  it(
    'are deployed wherever the reference deploys them, and answered in order everywhere',
    { timeout: 600_000 },
    async () => {
      const server = await engineServer();
      try {
        const compared = await compareVendorModels(suite, readVerdicts(verdicts), (name, bytes) =>
          deployOverRest(server.url, name, bytes),
        );
        expect(compared.total).toBeGreaterThanOrEqual(800);
        expect(compared.failed).toEqual([]);
        expect(compared.refusedHere).toEqual([]);
        expect(compared.otherCount).toEqual([]);
        expect(compared.acceptedHere.get('unknown') ?? []).toEqual([]);
      } finally {
        await server.close();
      }
    },
  );
});
