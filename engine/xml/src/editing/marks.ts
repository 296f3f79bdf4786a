import { MAX_ATTRIBUTES } from '../limits.js';
import type { DocumentAttribute, DocumentElement, XmlDocument } from '../document/nodes.js';
import { declaredPrefix, elementsOf, XMLNS_NAMESPACE } from '../document/nodes.js';

const NO_PREFIXES: ReadonlyMap<string, string> = new Map();

/** Attributes of this namespace number the elements of a text while it is edited. They are never saved. */
const MARKS = 'urn:anliu:edited';

export const isMark = (attribute: { readonly uri: string; readonly value: string }): boolean =>
  attribute.uri === MARKS || (attribute.uri === XMLNS_NAMESPACE && attribute.value === MARKS);

/** The number of an element, undefined for a new one. */
export const markOf = ({ attributes }: DocumentElement): string | undefined =>
  attributes.find(({ uri }) => uri === MARKS)?.value;

/** Editors take quadratic time for the attributes of one element. What is above the limit they do not get, and is kept. */
function withinLimit(attributes: readonly DocumentAttribute[]): readonly DocumentAttribute[] {
  if (attributes.length <= MAX_ATTRIBUTES) return attributes;
  let left = MAX_ATTRIBUTES;
  return attributes.filter((one) => declaredPrefix(one) !== undefined || left-- > 0);
}

/** A document with a number at each of its elements, and its own elements by number. */
export interface Marked {
  readonly document: XmlDocument;
  readonly originals: ReadonlyMap<string, DocumentElement>;
}

/** @param reserved prefixes the editor uses for namespaces of its own; the text is rewritten where it means others */
export function mark(document: XmlDocument, reserved: ReadonlyMap<string, string>): Marked {
  const originals = new Map<string, DocumentElement>();
  const taken = declaredPrefixes(document.root);
  const prefix = freePrefix('edited', taken);
  const others = new Map([...reserved.keys()].map((one) => [one, freePrefix(one, taken)]));
  const isReserved = (name: string, uri: string): boolean => (reserved.get(name) ?? uri) !== uri;
  const rename = <T extends { readonly name: string; readonly uri: string; readonly local: string }>(one: T): T => {
    const [before, after] = one.name.split(':');
    return after !== undefined && isReserved(before!, one.uri)
      ? { ...one, name: `${others.get(before!)}:${after}` }
      : one;
  };
  const renamed = (one: DocumentAttribute): DocumentAttribute => {
    const declared = declaredPrefix(one);
    if (declared === undefined) return rename(one);
    return isReserved(declared, one.value) ? { ...one, name: `xmlns:${others.get(declared)}` } : one;
  };
  const visit = (element: DocumentElement): DocumentElement => {
    const value = originals.size.toString(36);
    originals.set(value, element);
    return {
      ...rename(element),
      scope: NO_PREFIXES,
      attributes: [
        ...withinLimit(element.attributes).map(renamed),
        { name: `${prefix}:n`, uri: MARKS, local: 'n', value },
      ],
      children: element.children.map((child) => (child.kind === 'element' ? visit(child) : child)),
    };
  };
  const root = visit(document.root);
  const declaration = { name: `xmlns:${prefix}`, uri: XMLNS_NAMESPACE, local: prefix, value: MARKS };
  return {
    document: { ...document, root: { ...root, attributes: [declaration, ...root.attributes] } },
    originals,
  };
}

/** Elements by number. An element that was copied with its number counts once, where it occurs first. */
export function byMark(root: DocumentElement): Map<string, DocumentElement> {
  const found = new Map<string, DocumentElement>();
  const visit = (element: DocumentElement): void => {
    const known = markOf(element);
    if (known !== undefined && !found.has(known)) found.set(known, element);
    elementsOf(element).forEach(visit);
  };
  visit(root);
  return found;
}

function declaredPrefixes(root: DocumentElement): Set<string> {
  const found = new Set<string>();
  const visit = (element: DocumentElement): void => {
    for (const one of element.attributes) found.add(declaredPrefix(one) ?? '');
    elementsOf(element).forEach(visit);
  };
  visit(root);
  return found;
}

function freePrefix(like: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) if (!taken.has(`${like}${number}`)) return `${like}${number}`;
}
