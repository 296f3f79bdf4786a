import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTck, runTck } from '@anliu/engine-testkit/tck';

const FOLDER = fileURLToPath(new URL('../../../../shared/dmn-tck', import.meta.url));
const isPresent = fs.existsSync(path.join(FOLDER, 'compliance-level-3'));
if (!isPresent) console.warn(`SKIPPED: the DMN Technology Compatibility Kit is not at ${FOLDER}`);

/** Cases that pass, by folder of the kit. Raised with every case that is won, never lowered. */
const FLOOR: Readonly<Record<string, number>> = {
  'compliance-level-2': 116,
  'compliance-level-3': 3264,
};

describe.skipIf(!isPresent)('the DMN Technology Compatibility Kit', () => {
  it.each(Object.entries(FLOOR))('passes in %s at least %d cases', (level, floor) => {
    const outcomes = readTck(FOLDER, `${level}/`).flatMap((file) =>
      runTck(file).map((outcome) => ({ ...outcome, file: file.name })),
    );
    const failed = outcomes.filter(({ passed }) => !passed).map((outcome) => `${outcome.file} ${outcome.case}`);
    expect(outcomes.length - failed.length, failed.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(floor);
  });
});
