import { describe, expect, it } from 'vitest';
import { bpmnLimits as limits, parseBpmn } from '../src/index.js';
import { around, definitions, modelOf, problemsOf, process } from './models.js';

const refusal = (xml: string) => {
  const { definitions: models, problems } = parseBpmn(xml);
  expect(models).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0]!.code;
};
const within = <T>(milliseconds: number, run: () => T): T => {
  const started = globalThis.process.cpuUsage();
  const result = run();
  expect(globalThis.process.cpuUsage(started).user / 1000).toBeLessThan(milliseconds);
  return result;
};

describe('a text that is no honest model', () => {
  it.each([
    ['an external entity', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'],
    ['a remote DTD', '<!DOCTYPE d SYSTEM "http://localhost/evil.dtd"><d/>'],
    [
      'expanding entities',
      `<!DOCTYPE d [<!ENTITY a "${'a'.repeat(1000)}">${'<!ENTITY b "&a;&a;">'.repeat(100)}]><d>&b;</d>`,
    ],
  ])('with %s is refused at the DOCTYPE, at once', (_name, xml) => {
    expect(within(200, () => refusal(xml))).toBe('XML_DOCTYPE');
  });

  it.each([
    ['', 'XML_SYNTAX'],
    ['no xml', 'XML_SYNTAX'],
    ['<a>', 'XML_SYNTAX'],
    ['<a></b>', 'XML_SYNTAX'],
    ['<a>&undefined;</a>', 'XML_SYNTAX'],
    ['<a b="1" b="2"/>', 'XML_SYNTAX'],
    ['<a>\u0000</a>', 'XML_SYNTAX'],
    ['<definitions/>', 'XML_NOT_BPMN'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'XML_NOT_BPMN'],
  ])('like %j is refused with %s', (xml, code) => {
    expect(refusal(xml)).toBe(code);
  });

  it('nested 20,000 deep is refused quickly and without exhausting the stack', () => {
    const xml = process('<subProcess id="s">'.replace(' id="s"', '').repeat(20_000), '</subProcess>'.repeat(20_000));
    expect(within(500, () => refusal(xml))).toBe('XML_TOO_DEEP');
  });

  it('with an id that occurs twice is refused at the second', () => {
    const [problem] = problemsOf(process('<startEvent id="a"/>', '<endEvent id="a"/>'));
    expect(problem).toMatchObject({ code: 'XML_DUPLICATE_ID', mainElementId: 'a', line: 4, column: 1 });
  });

  it.each([
    ['right-to-left override', '\u202e'],
    ['zero-width space', '\u200b'],
    ['byte order mark', '\ufeff'],
    ['soft hyphen', '\u00ad'],
    ['blank', ' '],
    ['unpaired surrogate', '\ud800'],
  ])('with a %s in an id is refused', (_name, char) => {
    const xml = process(`<startEvent id="a${char}b"/>`);
    expect(['XML_ID_CHARACTERS', 'XML_SYNTAX']).toContain(refusal(xml));
  });

  it('shows invisible characters of an id as escapes', () => {
    expect(problemsOf(process('<startEvent id="a\u202eb"/>'))[0]!.message).toContain('\\u202e');
  });
});

describe('names that mean something to JavaScript', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('%s is an id like any other', (id) => {
    const model = modelOf(
      process(
        `<startEvent id="${id}"/>`,
        '<userTask id="x"><extensionElements>',
        `<camunda:properties><camunda:property name="${id}" value="v"/></camunda:properties>`,
        '</extensionElements></userTask>',
        `<sequenceFlow id="f" sourceRef="${id}" targetRef="x"/>`,
      ),
    );
    expect(model.nodes.map((node) => node.id)).toEqual([id, 'x']);
    expect(Object.keys(model.nodes[1]!.properties)).toEqual([id]);
    expect(model.nodes[1]!.properties[id]).toBe('v');
    expect(({} as Record<string, unknown>)['v']).toBeUndefined();
  });

  it('Chinese ids and names are kept', () => {
    const model = modelOf(process('<startEvent id="开始" name="开始 ①"/>'));
    expect(model.nodes[0]).toMatchObject({ id: '开始', name: '开始 ①' });
  });
});

describe('every limit holds below, at and above its value', () => {
  it('length of the text', () => {
    const xml = process('<startEvent id="a"/>');
    const padded = (length: number) => xml + ' '.repeat(length - xml.length);
    expect(problemsOf(padded(limits.MAX_XML_LENGTH))).toEqual([]);
    expect(refusal(padded(limits.MAX_XML_LENGTH + 1))).toBe('XML_TOO_LARGE');
  });

  it('number of elements', () => {
    const xml = (count: number) => definitions('<message/>'.repeat(count - 1));
    expect(problemsOf(xml(limits.MAX_ELEMENTS))).toEqual([]);
    expect(refusal(xml(limits.MAX_ELEMENTS + 1))).toBe('XML_TOO_MANY_ELEMENTS');
  });

  it('depth', () => {
    const nested = (depth: number) => {
      const inner = depth - 3;
      const open = Array.from({ length: inner }, (_, index) => `<adHocSubProcess id="s${index}">`);
      return process('<startEvent id="a"/>', ...open, '<task id="t"/>', ...open.map(() => '</adHocSubProcess>'));
    };
    expect(problemsOf(nested(limits.MAX_XML_DEPTH))).toEqual([]);
    expect(refusal(nested(limits.MAX_XML_DEPTH + 1))).toBe('XML_TOO_DEEP');
  });

  it('length and number of attributes', () => {
    const named = (length: number) => process(`<startEvent id="a" name="${'n'.repeat(length)}"/>`);
    expect(problemsOf(named(limits.MAX_ATTRIBUTE_LENGTH))).toEqual([]);
    expect(refusal(named(limits.MAX_ATTRIBUTE_LENGTH + 1))).toBe('XML_ATTRIBUTE_TOO_LONG');
    const many = (count: number) =>
      process(
        `<startEvent id="a" ${Array.from({ length: count - 1 }, (_, index) => `camunda:a${index}="1"`).join(' ')}/>`,
      );
    expect(problemsOf(many(limits.MAX_ATTRIBUTES))).toEqual([]);
    expect(refusal(many(limits.MAX_ATTRIBUTES + 1))).toBe('XML_TOO_MANY_ATTRIBUTES');
  });

  it('length of an id', () => {
    const named = (length: number) => process(`<startEvent id="${'i'.repeat(length)}"/>`);
    expect(problemsOf(named(limits.MAX_ID_LENGTH))).toEqual([]);
    expect(refusal(named(limits.MAX_ID_LENGTH + 1))).toBe('XML_ID_TOO_LONG');
  });

  it('number of problems listed', () => {
    const tasks = (count: number) =>
      around('<task id="x"/>', ...Array.from({ length: count }, (_, index) => `<serviceTask id="t${index}"/>`));
    expect(problemsOf(tasks(limits.MAX_PROBLEMS))).toHaveLength(limits.MAX_PROBLEMS);
    expect(problemsOf(tasks(limits.MAX_PROBLEMS + 1))).toHaveLength(limits.MAX_PROBLEMS);
  });

  it('a process of 10,000 tasks is read in reasonable time', () => {
    const count = 10_000;
    const tasks = Array.from({ length: count }, (_, index) => `<task id="t${index}"/>`);
    const flows = Array.from(
      { length: count - 1 },
      (_, index) => `<sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="t${index + 1}"/>`,
    );
    const model = within(5_000, () => modelOf(process('<startEvent id="s"/>', ...tasks, ...flows)));
    expect(model.nodes).toHaveLength(count + 1);
  });
});
