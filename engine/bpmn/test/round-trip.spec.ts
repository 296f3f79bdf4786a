import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBpmn, parseBpmn, serialiseBpmn } from '../src/index.js';
import type { XmlElement } from '../src/xml/element.js';
import { readXml } from '../src/xml/read.js';
import { conformanceFolder, load } from './models.js';

const VOCABULARIES = ['camunda', 'operaton', 'activiti'] as const;
const NAMESPACES = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  operaton: 'http://operaton.org/schema/1.0/bpmn',
  activiti: 'http://activiti.org/bpmn',
};

/** Everything outside the BPMN namespaces: attributes and elements with their text, in order of the text. */
function foreignContent(xml: string): string[] {
  const found: string[] = [];
  const visit = (element: XmlElement) => {
    const isForeign = !/^http:\/\/www\.omg\.org\/spec\//.test(element.uri);
    if (isForeign) found.push(`<${element.uri} ${element.local}> ${element.text.trim()}`);
    for (const { uri, local, value } of element.attributes) {
      if ((uri !== '' || isForeign) && !uri.includes('XMLSchema'))
        found.push(`${element.local}@${uri} ${local}=${value}`);
    }
    element.children.forEach(visit);
  };
  visit(readXml(xml).root!);
  return found.sort();
}

describe('opening and saving a model', () => {
  it.each(VOCABULARIES)('keeps every attribute and element of the %s vocabulary', async (prefix) => {
    const xml = load('everything')
      .replaceAll('camunda:', `${prefix}:`)
      .replace('xmlns:camunda', `xmlns:${prefix}`)
      .replace(NAMESPACES.camunda, NAMESPACES[prefix]);
    const model = await openBpmn(xml);
    const saved = await serialiseBpmn(model);
    expect(model.warnings).toEqual([]);
    expect(foreignContent(xml).length).toBeGreaterThan(60);
    expect(foreignContent(saved)).toEqual(foreignContent(xml));
  });

  it('leaves the executable model as it was', async () => {
    const xml = load('everything');
    const saved = await serialiseBpmn(await openBpmn(xml));
    expect(parseBpmn(saved).problems).toEqual([]);
    expect(JSON.stringify(parseBpmn(saved).definitions)).toBe(JSON.stringify(parseBpmn(xml).definitions));
  });

  it('refuses what may not be read', async () => {
    await expect(openBpmn('<!DOCTYPE x><definitions/>')).rejects.toMatchObject({
      code: 'BPMN_UNREADABLE',
      problem: { code: 'XML_DOCTYPE' },
    });
  });

  const folder = path.resolve(conformanceFolder, '../miwg');
  it.skipIf(!fs.existsSync(folder))('keeps the foreign content of the interchange models', async () => {
    for (const file of fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.bpmn') && !Object.hasOwn(EXCLUDED, name))) {
      const xml = fs.readFileSync(path.join(folder, file), 'utf8');
      const saved = await serialiseBpmn(await openBpmn(xml));
      expect(foreignContent(saved), file).toEqual(foreignContent(xml));
    }
  });
});

/** Interchange models that cannot make the round trip, with the reason. */
const EXCLUDED: Readonly<Record<string, string>> = {
  'C.8.0.bpmn': 'has the same id twice and is refused',
  'C.8.1.bpmn': 'bpmn-moddle drops a vendor attribute on an element of DMN inside extensionElements',
};
