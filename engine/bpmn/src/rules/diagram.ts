import type { InPieces } from '@anliu/engine-cooperative';
import { localReference } from '../parse/references.js';
import type { Parser } from '../parse/parser.js';
import { attribute, nonEmpty, type XmlElement } from '../xml/element.js';
import { BPMNDI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../xml/names.js';

/**
 * The diagram interchange part (BPMN 2.0, clause 12): what has no place, and what shows an element that is not there.
 * @param isExecutable whether anything of the model runs; in a mere drawing a lost reference is worth a warning
 */
export function* checkingDiagrams(root: XmlElement, isExecutable: boolean, parser: Parser): InPieces<void> {
  const lost = isExecutable ? 'error' : 'warning';
  for (const diagram of within(root, BPMNDI_NAMESPACE, 'BPMNDiagram')) {
    for (const plane of within(diagram, BPMNDI_NAMESPACE, 'BPMNPlane')) {
      // a plane may show the whole of a model, so where it leads is of no consequence
      checkReference(plane, 'warning', parser);
      for (const element of plane.children) {
        if (element.uri !== BPMNDI_NAMESPACE) continue;
        if (element.local === 'BPMNShape') checkShape(element, lost, parser);
        else if (element.local === 'BPMNEdge') checkEdge(element, lost, parser);
        yield;
      }
    }
  }
}

function checkShape(shape: XmlElement, lost: 'error' | 'warning', parser: Parser): void {
  checkReference(shape, lost, parser);
  const bounds = within(shape, DC_NAMESPACE, 'Bounds')[0];
  if (bounds) checkNumbers(bounds, ['x', 'y', 'width', 'height'], parser);
  else parser.error('DIAGRAM_BOUNDS', "'Bounds' element is required", shape, shows(shape));
}

function checkEdge(edge: XmlElement, lost: 'error' | 'warning', parser: Parser): void {
  checkReference(edge, lost, parser);
  const waypoints = within(edge, DI_NAMESPACE, 'waypoint');
  for (const waypoint of waypoints) checkNumbers(waypoint, ['x', 'y'], parser);
  if (waypoints.length >= 2) return;
  const message = "Minimum 2 waypoint elements must be defined for a 'BPMNEdge'";
  parser.error('DIAGRAM_WAYPOINTS', message, edge, shows(edge));
}

function checkReference(element: XmlElement, lost: 'error' | 'warning', parser: Parser): void {
  const reference = shows(element);
  if (reference === undefined) {
    const message = `'bpmnElement' attribute is required on ${element.local}`;
    parser.error('DIAGRAM_WITHOUT_ELEMENT', message, element);
  } else if (!parser.ids.has(reference) && !parser.ids.has(localReference(reference))) {
    const kind = element.local === 'BPMNEdge' ? 'sequenceFlow' : 'activity';
    const message = `Invalid reference in 'bpmnElement' attribute, ${kind} ${reference} not found`;
    parser[lost]('DIAGRAM_REFERENCE', message, element, reference);
  }
}

const shows = (element: XmlElement): string | undefined => nonEmpty(attribute(element, 'bpmnElement'))?.trim();

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

function checkNumbers(element: XmlElement, names: readonly string[], parser: Parser): void {
  for (const name of names) {
    const text = nonEmpty(attribute(element, name));
    if (text !== undefined && NUMBER.test(text)) continue;
    const message = text === undefined ? `${name} is required` : `Cannot parse ${name}: '${text}' is not a number`;
    parser.error('DIAGRAM_NUMBER', message, element, element.parent && shows(element.parent));
  }
}

const within = (element: XmlElement, uri: string, local: string): XmlElement[] =>
  element.children.filter((child) => child.uri === uri && child.local === local);
