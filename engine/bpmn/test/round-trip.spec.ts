import { editXml } from '@anliu/engine-xml';
import { describe, expect, it } from 'vitest';
import { bpmnLimits, openBpmn, parseBpmn, serialiseBpmn, type OpenModel } from '../src/index.js';
import { foreignContent } from './foreign-content.js';
import { readXml } from '../src/xml/read.js';
import { touchAll } from './touch.js';
import { definitions, load } from './models.js';

const VOCABULARIES = ['camunda', 'operaton', 'activiti'] as const;
const NAMESPACES = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  operaton: 'http://operaton.org/schema/1.0/bpmn',
  activiti: 'http://activiti.org/bpmn',
};

interface Element {
  id?: string;
  name?: string;
  flowElements?: Element[];
  rootElements?: Element[];
}

const processOf = (model: OpenModel): Element => (model.root as Element).rootElements![0]!;

/** The model after somebody gave the element of an id another name. */
async function renamed(xml: string, id: string): Promise<string> {
  const model = await openBpmn(xml);
  processOf(model).flowElements!.find((one) => one.id === id)!.name = 'renamed';
  return serialiseBpmn(model);
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

  it('writes a model nobody changed as it was', async () => {
    const xml = load('everything');
    expect(await serialiseBpmn(await openBpmn(xml))).toBe(xml);
  });

  it('refuses what may not be read', async () => {
    await expect(openBpmn('<!DOCTYPE x><definitions/>')).rejects.toMatchObject({
      code: 'BPMN_UNREADABLE',
      problem: { code: 'XML_DOCTYPE' },
    });
  });
});

describe('changing a model', () => {
  const V = 'xmlns:v="urn:vendor"';

  it('keeps attributes whose names differ in their prefix alone, comments, CDATA and mixed text', async () => {
    const vendor = `<v:a ${V} x="1" v:x="2">one <v:b/> two <![CDATA[<three>]]></v:a><!-- four -->`;
    const task = `<userTask id="t"><extensionElements>${vendor}</extensionElements></userTask>`;
    const saved = await renamed(definitions(`<process id="p">${task}</process>`), 't');
    expect(saved).toContain('name="renamed"');
    expect(saved).toContain(vendor);
  });

  it('keeps elements bpmn-moddle cannot show: with an id that occurs twice, with a Chinese id, unknown ones', async () => {
    const hidden = [
      '<userTask id="t" camunda:assignee="twice"/>',
      '<userTask id="审批" camunda:assignee="zh"><extensionElements><camunda:properties/></extensionElements></userTask>',
      `<v:outside ${V} v:a="b"/>`,
    ];
    const xml = definitions(
      `<process id="p"><userTask id="t"/>${hidden.join('<!-- and -->')}<sequenceFlow id="f" sourceRef="t" targetRef="审批"/></process>`,
    );
    const model = await openBpmn(xml);
    expect(model.warnings.length).toBeGreaterThanOrEqual(3);
    touchAll(model.root);
    const saved = await serialiseBpmn(model);
    for (const element of hidden) expect(saved).toContain(element);
    expect(saved.match(/<!-- and -->/g)).toHaveLength(2);
    expect(saved).toContain('targetRef="审批"');
  });

  it('keeps attributes of references and scripts, and the new text of a changed script', async () => {
    const task = `<scriptTask id="t"><incoming v:a="1">f</incoming><script ${V} v:b="2"><![CDATA[1 < 2]]></script></scriptTask>`;
    const xml = definitions(
      `<process id="p" ${V}><userTask id="s"/>${task}<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>`,
    );
    expect(await renamed(xml, 't')).toContain('<script xmlns:v="urn:vendor" v:b="2"><![CDATA[1 < 2]]></script>');
    const model = await openBpmn(xml);
    const script = processOf(model).flowElements![1] as { script?: string };
    script.script = '3 < 4';
    const saved = await serialiseBpmn(model);
    expect(saved).toContain('<incoming v:a="1">f</incoming>');
    expect(saved).toMatch(/<script v:b="2">3 (<|&lt;) 4<\/script>/);
  });

  it('lets go what belongs to an element that was removed, and leaves the others as they were written', async () => {
    const kept = `<userTask  id="kept"\n camunda:assignee='a' ><documentation>  spaces  </documentation></userTask>`;
    const gone = '<userTask id="gone" camunda:assignee="b"><!-- gone --></userTask>';
    const model = await openBpmn(definitions(`<process id="p">${kept}${gone}</process>`));
    const process = processOf(model);
    process.flowElements = process.flowElements!.filter(({ id }) => id !== 'gone');
    const saved = await serialiseBpmn(model);
    expect(saved).not.toContain('gone');
    expect(saved).toContain(
      '<userTask id="kept" camunda:assignee="a"><documentation>  spaces  </documentation></userTask>',
    );
  });

  it('lets an editor have its prefixes, and gives the text back its own', () => {
    const { edited } = editXml(
      definitions('<process id="p"><userTask id="t" camunda:assignee="a"/><task id="u"/></process>'),
      new Map([['camunda', 'urn:what-the-editor-means']]),
    );
    expect(edited!.text).toMatch(/xmlns:camunda1="http[^>]*>[^]*camunda1:assignee="a"/);
    expect(edited!.text).not.toContain('camunda:');
    edited!.opened(edited!.text);
    const saved = edited!.saved(edited!.text.replace('id="t"', 'id="t" name="renamed"'));
    expect(saved).toContain('<userTask id="t" camunda:assignee="a" name="renamed"/>');
    expect(saved).toContain('<task id="u"/>');
  });

  it('counts what was changed: a removed attribute stays away, a changed one has its new value', async () => {
    const xml = definitions('<process id="p"><userTask id="t" camunda:assignee="a" camunda:formKey="k"/></process>');
    const model = await openBpmn(xml);
    const { $attrs } = processOf(model).flowElements![0] as unknown as { $attrs: Record<string, string> };
    delete $attrs['camunda:assignee'];
    $attrs['camunda:formKey'] = 'other';
    expect(foreignContent(await serialiseBpmn(model)).join()).toMatch(/^[^,]*formKey=other$/);
  });

  it.each([-1, 0, 1])('keeps all attributes of an element with %i more than may be deployed', async (more) => {
    const count = bpmnLimits.MAX_ATTRIBUTES + more;
    const attributes = Array.from({ length: count - 1 }, (_, at) => `camunda:a${at}="${at}"`).join(' ');
    const xml = definitions(`<process id="p" isExecutable="true"><startEvent id="t" ${attributes}/></process>`);
    const codes = parseBpmn(xml).problems.map(({ code }) => code);
    expect(codes.includes('XML_TOO_MANY_ATTRIBUTES')).toBe(more > 0);
    const saved = await renamed(xml, 't');
    expect(saved).toContain('name="renamed"');
    expect(foreignContent(saved)).toEqual(foreignContent(xml));
    expect(foreignContent(saved)).toHaveLength(count - 1);
  });

  it.each([-1, 0, 1])('opens a model with %i more namespaces at one element than the limit', async (more) => {
    const count = bpmnLimits.MAX_ATTRIBUTES + more;
    const namespaces = Array.from({ length: count }, (_, at) => `xmlns:n${at}="urn:n${at}"`).join(' ');
    const xml = definitions(`<process id="p"><userTask id="t" ${namespaces} n0:a="1"/></process>`);
    if (more > 0) {
      await expect(openBpmn(xml)).rejects.toMatchObject({ problem: { code: 'XML_TOO_MANY_ATTRIBUTES', line: 2 } });
    } else {
      expect(foreignContent(await renamed(xml, 't'))).toEqual(foreignContent(xml));
    }
  });
});
