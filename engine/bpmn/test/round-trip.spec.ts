import { describe, expect, it } from 'vitest';
import { openBpmn, parseBpmn, serialiseBpmn } from '../src/index.js';
import { foreignContent } from './foreign-content.js';
import { readXml } from '../src/xml/read.js';
import { definitions, load } from './models.js';

const VOCABULARIES = ['camunda', 'operaton', 'activiti'] as const;
const NAMESPACES = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  operaton: 'http://operaton.org/schema/1.0/bpmn',
  activiti: 'http://activiti.org/bpmn',
};

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

  it('keeps attributes with spaces around their equals sign, and texts that look like them', async () => {
    const strange = [
      '<!-- a = "1" --><process id="p"><documentation><![CDATA[<x a = "1">]]></documentation>',
      '<userTask id=\'x\' camunda:assignee = \'${a = "b"}\' camunda:formKey\n=\n"k = 1"/></process>',
    ].join('');
    const xml = definitions(strange);
    const model = await openBpmn(xml);
    const saved = await serialiseBpmn(model);
    expect(model.warnings).toEqual([]);
    expect(foreignContent(saved)).toEqual(foreignContent(xml));
    expect(foreignContent(saved)).toHaveLength(2);
    expect(readXml(saved).root?.children[0]?.children[0]?.text).toBe('<x a = "1">');
  });

  it('refuses what may not be read', async () => {
    await expect(openBpmn('<!DOCTYPE x><definitions/>')).rejects.toMatchObject({
      code: 'BPMN_UNREADABLE',
      problem: { code: 'XML_DOCTYPE' },
    });
  });
});
