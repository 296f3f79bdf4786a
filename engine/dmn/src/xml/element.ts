import { attribute, nonEmpty, type XmlElement } from '@anliu/engine-xml';
import { DMN_NAMESPACES, EXTENSION_NAMESPACES } from './names.js';

export { attribute, idOf, isTrue, nonEmpty, type XmlElement } from '@anliu/engine-xml';

export const isDmn = (element: XmlElement): boolean => DMN_NAMESPACES.has(element.uri);

export function children(element: XmlElement, ...locals: readonly string[]): XmlElement[] {
  return element.children.filter((child) => isDmn(child) && locals.includes(child.local));
}

export function child(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.local === local && isDmn(candidate));
}

/** Text of a child element, or of the attribute of that name: DMN 1.1 and later differ in which it is for `typeRef`. */
export function childText(element: XmlElement, local: string): string | undefined {
  const found = child(element, local);
  return found ? nonEmpty(found.text)?.trim() : nonEmpty(attribute(element, local))?.trim();
}

/** An attribute of the camunda / operaton vocabulary. */
export function extension(element: XmlElement, name: string): string | undefined {
  return nonEmpty(
    element.attributes.find((candidate) => EXTENSION_NAMESPACES.has(candidate.uri) && candidate.local === name)?.value,
  );
}
