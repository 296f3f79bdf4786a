import type { InPieces } from '@anliu/engine-cooperative';
import type { XmlElement } from '../xml/element.js';
import { BPMN_NAMESPACE, XSI_NAMESPACE } from '../xml/names.js';
import { METAMODEL } from './metamodel.js';

interface Shape {
  readonly attributes: ReadonlySet<string>;
  /** Element name → type of its content; undefined when the content is simple or not described. */
  readonly children: ReadonlyMap<string, string | undefined>;
  readonly text: boolean;
  readonly open: boolean;
}

export interface Violation {
  readonly element: XmlElement;
  readonly code: 'SCHEMA_ELEMENT' | 'SCHEMA_ATTRIBUTE' | 'SCHEMA_TEXT';
  readonly message: string;
}

const byName = new Map(METAMODEL.map((entry) => [entry[0], entry]));
const shapes = new Map<string, Shape>();

/** Everything in the BPMN namespace that BPMN does not know, or not at this place. */
export function* validatingSchema(root: XmlElement): InPieces<Violation[]> {
  const violations: Violation[] = [];
  yield* visit(root, 'Definitions', violations);
  return violations;
}

function* visit(element: XmlElement, type: string, violations: Violation[]): InPieces<void> {
  const shape = shapeOf(contentType(element, type));
  for (const { uri, local } of element.attributes) {
    if (uri !== '' || shape.attributes.has(local)) continue;
    const message = `Attribute '${local}' is not allowed to appear in element '${element.qualified}'.`;
    violations.push({ element, code: 'SCHEMA_ATTRIBUTE', message });
  }
  if (!shape.text && element.text.trim() !== '') {
    const message = `Element '${element.qualified}' cannot have character [children].`;
    violations.push({ element, code: 'SCHEMA_TEXT', message });
  }
  yield;
  for (const child of element.children) {
    if (child.uri !== BPMN_NAMESPACE || shape.open) continue;
    if (!shape.children.has(child.local)) {
      const message = `Invalid content was found starting with element '${child.qualified}' in '${element.qualified}'.`;
      violations.push({ element: child, code: 'SCHEMA_ELEMENT', message });
      continue;
    }
    const childType = shape.children.get(child.local);
    if (childType !== undefined) yield* visit(child, childType, violations);
  }
}

/** `xsi:type` may name a more special type than the place asks for. */
function contentType(element: XmlElement, type: string): string {
  const named = element.attributes.find(({ uri, local }) => uri === XSI_NAMESPACE && local === 'type')?.value;
  const special = named?.replace(/^.*:/, '').replace(/^t(?=[A-Z])/, '');
  if (special !== undefined && byName.has(special) && isA(special, type)) return special;
  return type === 'Expression' ? 'FormalExpression' : type;
}

function shapeOf(type: string): Shape {
  let shape = shapes.get(type);
  if (!shape) {
    shape = build(type);
    shapes.set(type, shape);
  }
  return shape;
}

function build(type: string): Shape {
  const attributes = new Set<string>();
  const children = new Map<string, string | undefined>();
  let text = false;
  for (const name of lineage(type)) {
    const [, , own, listed] = byName.get(name)!;
    // the descriptor writes this expression with xsi:type; the schema also has an element of its own for it
    const content = name === 'ResourceAssignmentExpression' ? `${listed} formalExpression:FormalExpression` : listed;
    for (const attribute of words(own)) attributes.add(attribute);
    for (const item of words(content)) {
      if (item === '#text') text = true;
      else if (item.startsWith('<')) {
        for (const special of subtypes(item.slice(1)))
          children.set(special.charAt(0).toLowerCase() + special.slice(1), special);
      } else if (item !== '*') {
        const [child, childType] = item.split(':');
        children.set(child!, childType);
      }
    }
  }
  return { attributes, children, text, open: type === 'ExtensionElements' };
}

function words(list: string): string[] {
  return list === '' ? [] : list.split(' ');
}

function lineage(type: string): string[] {
  const supers = words(byName.get(type)?.[1] ?? '');
  return [type, ...supers.flatMap(lineage)];
}

function isA(type: string, ancestor: string): boolean {
  return lineage(type).includes(ancestor);
}

function subtypes(type: string): string[] {
  return METAMODEL.map(([name]) => name).filter((name) => isA(name, type));
}
