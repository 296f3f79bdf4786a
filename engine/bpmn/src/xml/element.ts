import { BPMN_NAMESPACE, EXTENSION_NAMESPACES } from './names.js';

export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** One element of the text, with the place of its start tag. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** As written, with its prefix. */
  readonly qualified: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly parent: XmlElement | undefined;
  /** Character data directly inside, CDATA included, not trimmed. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Namespace a prefix stands for at this place. */
  readonly resolve: (prefix: string) => string | undefined;
}

/** A BPMN attribute (BPMN attributes have no prefix). */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => candidate.uri === '' && candidate.local === name)?.value;
}

/** An attribute of the camunda / operaton / activiti vocabulary. */
export function extension(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => EXTENSION_NAMESPACES.has(candidate.uri) && candidate.local === name)
    ?.value;
}

/** Text of an attribute, undefined when it is absent or empty. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** Camunda's reading of booleans: only `true` (any case) is true. */
export function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
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

export function idOf(element: XmlElement): string | undefined {
  return attribute(element, 'id');
}
