import { describe, expect, it } from 'vitest';
import { definitions, modelOf, problemsOf, process } from '../models.js';
import { refuses, type Case } from './pieces.js';

const drawn = (xml: string, plane: string, attributes = 'bpmnElement="p"') =>
  xml.replace(
    '</definitions>',
    `<bpmndi:BPMNDiagram><bpmndi:BPMNPlane ${attributes}>\n${plane}\n</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`,
  );
const given = (plane: string, attributes?: string) =>
  drawn(
    process('<startEvent id="start"/>', '<userTask id="x"/>', '<sequenceFlow id="f" sourceRef="start" targetRef="x"/>'),
    plane,
    attributes,
  );

const bounds = '<dc:Bounds x="1.5" y="-2" width="1e2" height="80"/>';
const waypoint = '<di:waypoint x="1" y="2"/>';
const shape = (element: string, content = bounds) => `<bpmndi:BPMNShape ${element}>${content}</bpmndi:BPMNShape>`;
const edge = (element: string, content = waypoint + waypoint) =>
  `<bpmndi:BPMNEdge ${element}>${content}</bpmndi:BPMNEdge>`;
const x = 'bpmnElement="x"';
const f = 'bpmnElement="f"';

const REFUSED: readonly Case[] = [
  ['DIAGRAM_WITHOUT_ELEMENT', given('', ''), "'bpmnElement' attribute is required on BPMNPlane"],
  ['DIAGRAM_WITHOUT_ELEMENT', given(shape('')), "'bpmnElement' attribute is required on BPMNShape"],
  ['DIAGRAM_WITHOUT_ELEMENT', given(edge('')), "'bpmnElement' attribute is required on BPMNEdge"],
  [
    'DIAGRAM_REFERENCE',
    given(shape('bpmnElement="none"')),
    "Invalid reference in 'bpmnElement' attribute, activity none not found",
  ],
  [
    'DIAGRAM_REFERENCE',
    given(edge('bpmnElement="none"')),
    "Invalid reference in 'bpmnElement' attribute, sequenceFlow none not found",
  ],
  ['DIAGRAM_BOUNDS', given(shape(x, '')), "'Bounds' element is required"],
  ['DIAGRAM_NUMBER', given(shape(x, bounds.replace('x="1.5"', ''))), 'x is required'],
  ['DIAGRAM_NUMBER', given(shape(x, bounds.replace('80', 'tall'))), "Cannot parse height: 'tall' is not a number"],
  ['DIAGRAM_NUMBER', given(edge(f, waypoint + waypoint.replace('"2"', '"two"')))],
  ['DIAGRAM_WAYPOINTS', given(edge(f, waypoint)), "Minimum 2 waypoint elements must be defined for a 'BPMNEdge'"],
];

describe('diagrams: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));

describe('a diagram', () => {
  it('that shows every element passes without a word', () => {
    expect(modelOf(given(shape(x) + shape('bpmnElement="start"') + edge(f))).key).toBe('p');
  });

  it('names the element a shape stands for and where the shape is written', () => {
    expect(problemsOf(given(shape(x, '')))).toMatchObject([{ elementIds: ['x'], line: 8, column: 1 }]);
  });

  it('of a model nobody runs may show what is not there, with a warning', () => {
    const xml = drawn(definitions('<process id="p"/>'), shape('bpmnElement="none"'));
    expect(problemsOf(xml)).toMatchObject([{ severity: 'warning', code: 'DIAGRAM_REFERENCE' }]);
  });
});
