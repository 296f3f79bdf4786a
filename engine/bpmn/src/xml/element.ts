import type { XmlElement } from '@anliu/engine-xml';
import { BPMN_NAMESPACE, EXTENSION_NAMESPACES } from './names.js';

export { attribute, idOf, isTrue, nonEmpty, type XmlElement } from '@anliu/engine-xml';

/** An attribute of the camunda / operaton / activiti vocabulary. */
export function extension(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => EXTENSION_NAMESPACES.has(candidate.uri) && candidate.local === name)
    ?.value;
}

export function children(element: XmlElement, local: string): XmlElement[] {
  return element.children.filter((child) => child.uri === BPMN_NAMESPACE && child.local === local);
}

export function child(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.uri === BPMN_NAMESPACE && candidate.local === local);
}

/** Extension elements of a name inside `extensionElements`. */
export function extensions(element: XmlElement, local: string): XmlElement[] {
  const holder = child(element, 'extensionElements');
  return holder ? extensionChildren(holder, local) : [];
}

/** Children of a name in the extension vocabulary, directly inside. */
export function extensionChildren(element: XmlElement, local: string): XmlElement[] {
  return element.children.filter((candidate) => EXTENSION_NAMESPACES.has(candidate.uri) && candidate.local === local);
}
