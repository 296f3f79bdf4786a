import type { InPieces } from '@anliu/engine-cooperative';
import { attribute, type XmlElement } from '../xml/element.js';
import { BPMN_NAMESPACE, EXTENSION_NAMESPACES } from '../xml/names.js';
import { identifiers } from '../xml/read.js';
import type { Violation } from './validate.js';

/** Attributes and elements whose value is the id of an element in the same document. */
const REQUIRED_ATTRIBUTES = ['default', 'dataObjectRef', 'attachedToRef'];
const OPTIONAL_ATTRIBUTES = ['processRef', 'messageRef', 'categoryValueRef'];
const REQUIRED_ELEMENTS = new Set(['flowNodeRef']);
const OPTIONAL_ELEMENTS = new Set(['incoming', 'outgoing', 'sourceRef', 'targetRef']);

export interface UnresolvedReference extends Omit<Violation, 'code'> {
  readonly severity: 'error' | 'warning';
}

/** References that lead nowhere. Those the schema demands are errors; a diagram or redundant reference is a warning. */
export function* findingUnresolved(root: XmlElement): InPieces<UnresolvedReference[]> {
  const ids = identifiers(root);
  const found: UnresolvedReference[] = [];
  yield;
  yield* visit(root, ids, found);
  return found;
}

function* visit(element: XmlElement, ids: ReadonlySet<string>, found: UnresolvedReference[]): InPieces<void> {
  const report = (severity: 'error' | 'warning', name: string, reference: string | undefined) => {
    const local = reference?.trim().replace(/^[^:]*:/, '');
    if (local === undefined || local === '' || ids.has(local) || ids.has(reference!.trim())) return;
    found.push({
      severity,
      element,
      message: `unresolved reference <${reference!.trim()}> in '${name}' of '${element.qualified}'`,
    });
  };
  for (const name of element.uri === BPMN_NAMESPACE ? REQUIRED_ATTRIBUTES : [])
    report('error', name, attribute(element, name));
  for (const name of EXTENSION_NAMESPACES.has(element.uri) ? [] : OPTIONAL_ATTRIBUTES)
    report('warning', name, attribute(element, name));
  if (element.uri === BPMN_NAMESPACE && REQUIRED_ELEMENTS.has(element.local))
    report('error', element.local, element.text);
  if (element.uri === BPMN_NAMESPACE && OPTIONAL_ELEMENTS.has(element.local))
    report('warning', element.local, element.text);
  yield;
  for (const child of element.children) yield* visit(child, ids, found);
}
