import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBpmn, parseBpmn, serialiseBpmn } from '../src/index.js';
import { readXml } from '../src/xml/read.js';
import { foreignContent } from './foreign-content.js';
import { conformanceFolder } from './models.js';

/** The interchange suite of the BPMN Model Interchange Working Group, and the models a real engine was recorded with. */
const CORPORA = [
  { name: 'the interchange suite', folder: path.resolve(conformanceFolder, '../miwg'), atLeast: 21 },
  { name: 'the recordings', folder: path.join(conformanceFolder, 'models'), atLeast: 700 },
];

/** Models that cannot make the round trip, with the reason. */
const ALTERED: Readonly<Record<string, string>> = {
  'C.8.1.bpmn': 'bpmn-moddle drops a vendor attribute on an element of DMN inside extensionElements',
};

function modelsIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.bpmn(20\.xml)?$/.test(file))
    .sort();
}

for (const { name, folder, atLeast } of CORPORA) {
  const present = fs.existsSync(folder);
  if (!present) console.warn(`SKIPPED: ${name} are not in ${folder}`);

  describe.skipIf(!present)(`every model of ${name}`, () => {
    const files = present ? modelsIn(folder) : [];
    const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

    it('is parsed, or refused with a reason that says where', () => {
      expect(files.length).toBeGreaterThanOrEqual(atLeast);
      const table = { parsed: 0, refused: 0 };
      for (const file of files) {
        const xml = read(file);
        const lines = xml.split('\n').length;
        const { definitions, problems } = parseBpmn(xml, { foreignScripts: 'incident' });
        const refused = problems.some(({ severity }) => severity === 'error');
        table[refused ? 'refused' : 'parsed']++;
        if (refused) expect(definitions, file).toEqual([]);
        for (const { code, message, line, column } of problems) {
          expect([code, message], file).not.toContain('');
          expect(line, `${file}: ${message}`).toBeGreaterThanOrEqual(1);
          expect(line, `${file}: ${message}`).toBeLessThanOrEqual(lines);
          expect(column, `${file}: ${message}`).toBeGreaterThanOrEqual(1);
        }
      }
      console.info(`${name}: ${table.parsed} models parsed, ${table.refused} refused`);
    });

    it('keeps every attribute and element of other vocabularies when it is opened and saved', async () => {
      const unreadable: string[] = [];
      for (const file of files) {
        const xml = read(file);
        const { problem } = readXml(xml);
        if (problem) {
          unreadable.push(`${file}: ${problem.code}`);
          await expect(openBpmn(xml), file).rejects.toMatchObject({ code: 'BPMN_UNREADABLE', problem });
          continue;
        }
        const saved = foreignContent(await serialiseBpmn(await openBpmn(xml)));
        if (Object.hasOwn(ALTERED, file)) expect(saved, file).not.toEqual(foreignContent(xml));
        else expect(saved, file).toEqual(foreignContent(xml));
      }
      console.info(
        `${name}: ${files.length - unreadable.length} models opened and saved; not read: ${unreadable.join()}`,
      );
    }, 60_000);
  });
}
