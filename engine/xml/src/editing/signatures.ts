import type { DocumentElement } from '../document/nodes.js';
import { elementsOf, isBlank, textOf, XMLNS_NAMESPACE } from '../document/nodes.js';

/**
 * Tells whether two elements are the same with all inside: names, attributes in any order, text, the order of children.
 * Prefixes, comments and the blanks between elements do not count.
 */
export class Signatures {
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<DocumentElement, number>();

  of(element: DocumentElement): number {
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    const attributes = element.attributes
      .filter(({ uri }) => uri !== XMLNS_NAMESPACE)
      .map(({ uri, local, value }) => [uri, local, value])
      .sort(([uri = '', local = ''], [uri2 = '', local2 = '']) => (uri + local < uri2 + local2 ? -1 : 1));
    const children = elementsOf(element).map((child) => this.of(child));
    const isElementsOnly =
      children.length > 0 && element.children.every((child) => child.kind === 'element' || isBlank(child));
    const text = isElementsOnly ? '' : textOf(element);
    const key = JSON.stringify([element.uri, element.local, attributes, children, text]);
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    this.#known.set(element, number);
    return number;
  }
}
