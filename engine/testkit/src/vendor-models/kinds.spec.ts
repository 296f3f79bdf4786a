import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withEngine } from '../with-engine.js';
import { VENDOR_KINDS } from './kinds.js';

const BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';
const DIAGRAM = `xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
const file = (inside: string, attributes = 'targetNamespace="test"') =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions ${BPMN} ${DIAGRAM} ${attributes}>${inside}</definitions>`;
const runs = (inside: string, roots = '') =>
  `${roots}<process id="p" isExecutable="true"><startEvent id="s"/>${inside}</process>`;
const drawing = (inside: string) => `<process id="p"><startEvent id="s"/>${inside}</process>`;
const edge = (element: string) => `<di:BPMNDiagram id="d"><di:BPMNPlane id="dp" bpmnElement="p">
  <di:BPMNEdge id="de" bpmnElement="${element}"><dd:waypoint x="1" y="1"/><dd:waypoint x="9" y="1"/></di:BPMNEdge>
  </di:BPMNPlane></di:BPMNDiagram>`;
const FLOW = '<userTask id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>';

/** A small model of each kind, and how many definitions come of it. */
const OWN: Readonly<Record<string, readonly [definitions: number, xml: string]>> = {
  'schema-location': [
    1,
    file(runs(''), `targetNamespace="t" xsi:schemaLocation="${BPMN.slice(7, -1)} http://localhost:1/none.xsd"`),
  ],
  'old-vocabulary': [
    1,
    file(
      runs('<serviceTask id="t" a:expression="${1}"/><serviceTask id="u" f:expression="${1}"/>'),
      'targetNamespace="t" xmlns:a="http://activiti.org/bpmn" xmlns:f="http://www.camunda.com/fox"',
    ),
  ],
  'several-collaborations': [1, file(`<collaboration id="c"/><collaboration id="e"/>${runs('')}`)],
  'target-namespace': [1, file(runs(''), '')],
  'link-without-name': [
    0,
    file(drawing('<intermediateThrowEvent id="l"><linkEventDefinition id="ld"/></intermediateThrowEvent>')),
  ],
  'foreign-elements': [
    1,
    file(
      runs('<extensionElements><v:note id="s"><v:note id="s"/></v:note></extensionElements>'),
      'targetNamespace="t" xmlns:v="urn:vendor"',
    ),
  ],
  'order-of-elements': [
    1,
    file(
      runs('<userTask id="t"><outgoing>f</outgoing><extensionElements/><documentation>last</documentation></userTask>'),
    ),
  ],
  'data-association': [
    1,
    file(
      runs('<userTask id="t"><dataInputAssociation id="a"><sourceRef>s</sourceRef></dataInputAssociation></userTask>'),
    ),
  ],
  'condition-missing': [
    0,
    file(drawing('<intermediateCatchEvent id="c"><conditionalEventDefinition id="cd"/></intermediateCatchEvent>')),
  ],
  'prefix-in-diagram': [1, file(runs(FLOW) + edge('own:f'))],
  'lost-in-diagram': [0, file(drawing(FLOW) + edge('callout'))],
  'prefix-in-reference': [
    1,
    file(
      '<b:message id="m" name="go"/><b:process id="p" isExecutable="true"><b:startEvent id="s"><b:messageEventDefinition messageRef="b:m"/></b:startEvent></b:process>',
      'targetNamespace="t" xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"',
    ),
  ],
  'id-not-a-name': [0, file(drawing('<userTask id="6729bd01-f475"/>'))],
  'empty-reference': [
    0,
    file(`<collaboration id="c"><messageFlow id="mf" sourceRef="s" targetRef=""/></collaboration>${drawing('')}`),
  ],
  'undeclared-prefix': [
    1,
    file(
      runs(
        '<userTask id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"><conditionExpression xsi:type="none:tFormalExpression">${true}</conditionExpression></sequenceFlow>',
        '<itemDefinition id="i" structureRef="feel:string"/>',
      ),
    ),
  ],
  'lost-in-drawing': [0, file(drawing('<sequenceFlow id="f" sourceRef="s" targetRef="none"/>'))],
};

describe('a kind of vendor model the reference refuses', () => {
  it('is known by one model of ours each', () => {
    expect(VENDOR_KINDS.map(({ id }) => id).sort()).toEqual(Object.keys(OWN).sort());
  });

  it.each(VENDOR_KINDS.map(({ id, what }) => ({ id, what, own: OWN[id]! })))(
    'is accepted: $what',
    async ({ id, own: [definitions, content] }) => {
      await withEngine([], async ({ engine }) => {
        const resources = [{ name: `${id}.bpmn`, content: new TextEncoder().encode(content) }];
        const { deployedProcessDefinitions } = await engine.repository.createDeployment({ resources });
        expect(Object.keys(deployedProcessDefinitions ?? {})).toHaveLength(definitions);
      });
    },
  );

  it('is explained on the page of differences', () => {
    const page = fs.readFileSync(fileURLToPath(new URL('../../../../docs/vendor-models.md', import.meta.url)), 'utf8');
    for (const { id, what, why } of VENDOR_KINDS)
      expect([page.includes(what), page.includes(why)], id).toEqual([true, true]);
  });
});

describe('a file whose bytes are not what its declaration says', () => {
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const gbk = '\u00d2\u00fe\u00bb\u00bc';

  it('is refused with its place, for a name that was replaced is another name', () =>
    withEngine([], async ({ engine }) => {
      const content = bytes(file(runs(`\n<userTask id="t" name="${gbk}"/>`)));
      const deployed = engine.repository.createDeployment({ resources: [{ name: 'bad.bpmn', content }] });
      await expect(deployed).rejects.toThrow(/The text is not UTF-8 as it says.*line 3 \| column 24/);
    }));

  it('runs in its own encoding, and is shown as text', () =>
    withEngine([], async ({ engine }) => {
      const xml = file(runs(`<userTask id="t" name="${gbk}"/>${FLOW.slice(FLOW.indexOf('<sequenceFlow'))}`));
      const content = bytes(xml.replace('UTF-8', 'GBK'));
      await engine.repository.createDeployment({ resources: [{ name: 'gbk.bpmn', content }] });
      const [definition] = await engine.repository.listProcessDefinitions();
      await engine.runtime.startProcessInstance({ processDefinitionId: definition!.id });
      expect((await engine.tasks.list()).map(({ name }) => name)).toEqual(['隐患']);
      expect(await engine.repository.getProcessDefinitionXml(definition!.id)).toContain('name="隐患"');
    }));
});
