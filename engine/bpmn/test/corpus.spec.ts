import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBpmn, parseBpmn, serialiseBpmn } from '../src/index.js';
import { attributesOf, foreignContent } from './foreign-content.js';
import { conformanceFolder } from './models.js';
import { TOUCHED, touchAll } from './touch.js';

/** The interchange suite of the BPMN Model Interchange Working Group, and the models a real engine was recorded with. */
const CORPORA = [
  { name: 'the interchange suite', folder: path.resolve(conformanceFolder, '../miwg'), atLeast: 21 },
  { name: 'the recordings', folder: path.join(conformanceFolder, 'models'), atLeast: 700 },
];

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

    it('is opened, also when it may not be deployed, and saved as it was when nobody changed it', async () => {
      for (const file of files) expect(await serialiseBpmn(await openBpmn(read(file))), file).toBe(read(file));
    }, 120_000);

    it('keeps every attribute and foreign element when every element of it was changed', async () => {
      const untouched = (lines: readonly string[]) => lines.filter((line) => !line.includes(TOUCHED));
      const count = { attributes: 0, foreign: 0, touched: 0 };
      for (const file of files) {
        const xml = read(file);
        const model = await openBpmn(xml);
        const touched = touchAll(model.root);
        const saved = await serialiseBpmn(model);
        const [before, after] = [attributesOf(xml), attributesOf(saved)];
        expect(after.length - untouched(after).length, file).toBeGreaterThan(touched / 2);
        expect(untouched(after), file).toEqual(before);
        expect(untouched(foreignContent(saved)), file).toEqual(foreignContent(xml));
        count.attributes += before.length;
        count.foreign += foreignContent(xml).length;
        count.touched += touched;
      }
      console.info(
        `${name}: ${files.length} models changed at ${count.touched} elements and saved; all ${count.attributes} attributes and ${count.foreign} attributes and elements of other vocabularies are there`,
      );
    }, 120_000);
  });
}
