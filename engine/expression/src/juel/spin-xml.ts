import { readDocument, textOf, writeDocument } from '@anliu/engine-xml';
import type { DocumentAttribute, DocumentElement } from '@anliu/engine-xml';
import { MAX_STRING_LENGTH } from '../limits.js';
import { JuelFailure } from './failure.js';

/** An XML element seen through Spin's reading methods (`XML(x).childElement("item").attr("no").value()`). */
export class SpinXmlElement {
  readonly element: DocumentElement;

  constructor(element: DocumentElement) {
    this.element = element;
  }

  toString(): string {
    return writeDocument({ version: '1.0', before: [], root: this.element, after: [] });
  }
}

export class SpinXmlAttribute {
  readonly attribute: DocumentAttribute;

  constructor(attribute: DocumentAttribute) {
    this.attribute = attribute;
  }

  toString(): string {
    return this.attribute.value;
  }
}

export const isSpinXml = (value: unknown): value is SpinXmlElement | SpinXmlAttribute =>
  value instanceof SpinXmlElement || value instanceof SpinXmlAttribute;

/** Wraps an XML text as `XML()` does. A text longer than an expression may build, or with a DOCTYPE, is no input. */
export function spinXml(value: unknown): SpinXmlElement {
  if (value instanceof SpinXmlElement) return value;
  const text = typeof value === 'string' ? value : '';
  if (text.length > MAX_STRING_LENGTH) throw failure(`An XML text is longer than ${MAX_STRING_LENGTH} characters`);
  const { document, problem } = readDocument(text);
  if (document) return new SpinXmlElement(document.root);
  throw failure(`SPIN/DOM-XML-01006 Unable to parse input into DOM document: ${problem.message}`);
}

type Method<T> = (of: T, args: readonly unknown[]) => unknown;

const ELEMENT: Readonly<Record<string, Method<SpinXmlElement>>> = {
  name: ({ element }) => element.local,
  namespace: ({ element }) => namespaceOf(element),
  prefix: ({ element }) => prefixOf(element),
  hasNamespace: ({ element }, [namespace]) => namespaceOf(element) === orNull(namespace),
  hasPrefix: ({ element }, [prefix]) => prefixOf(element) === orNull(prefix),
  attr: ({ element }, [name]) => attribute(element, null, name),
  attrNs: ({ element }, [namespace, name]) => attribute(element, orNull(namespace), name),
  hasAttr: ({ element }, [name]) => findAttribute(element, null, name) !== undefined,
  hasAttrNs: ({ element }, [namespace, name]) => findAttribute(element, orNull(namespace), name) !== undefined,
  attrs: ({ element }, args) => attributes(element, args).map((one) => new SpinXmlAttribute(one)),
  attrNames: ({ element }, args) => attributes(element, args).map(({ local }) => local),
  textContent: ({ element }) => textContent(element),
  childElement: ({ element }, args) => {
    const { children, named } = childElements(element, args);
    if (children.length === 1) return new SpinXmlElement(children[0] as DocumentElement);
    throw failure(`More than one child element was found for ${named}`);
  },
  childElements: ({ element }, args) =>
    (args.length === 0 ? elementsIn(element) : childElements(element, args).children).map(
      (child) => new SpinXmlElement(child),
    ),
  toString: (of: SpinXmlElement) => of.toString(),
};

const ATTRIBUTE: Readonly<Record<string, Method<SpinXmlAttribute>>> = {
  name: ({ attribute }) => attribute.local,
  namespace: ({ attribute }) => namespaceOf(attribute),
  hasNamespace: ({ attribute }, [namespace]) => namespaceOf(attribute) === orNull(namespace),
  value: ({ attribute }) => attribute.value,
  toString: (of: SpinXmlAttribute) => of.toString(),
};

/** Calls a Spin method; undefined when there is none of this name. */
export function callSpinXml(of: SpinXmlElement | SpinXmlAttribute, name: string, args: readonly unknown[]): unknown {
  if (of instanceof SpinXmlElement) return Object.hasOwn(ELEMENT, name) ? ELEMENT[name]?.(of, args) : undefined;
  return Object.hasOwn(ATTRIBUTE, name) ? ATTRIBUTE[name]?.(of, args) : undefined;
}

const failure = (message: string): JuelFailure => new JuelFailure('other', message);

type Named = DocumentElement | DocumentAttribute;

const orNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const namespaceOf = ({ uri }: Named): string | null => (uri === '' ? null : uri);

const prefixOf = ({ name }: Named): string | null => (name.includes(':') ? name.slice(0, name.indexOf(':')) : null);

const isNamed = (one: Named, namespace: string | null, name: unknown): boolean =>
  one.local === String(name) && namespaceOf(one) === namespace;

function attribute(element: DocumentElement, namespace: string | null, name: unknown): SpinXmlAttribute {
  const found = findAttribute(element, namespace, name);
  if (found) return new SpinXmlAttribute(found);
  throw failure(`Unable to find attribute with namespace '${namespace}' and name '${String(name)}'`);
}

const findAttribute = (
  element: DocumentElement,
  namespace: string | null,
  name: unknown,
): DocumentAttribute | undefined => element.attributes.find((one) => isNamed(one, namespace, name));

const attributes = (element: DocumentElement, args: readonly unknown[]): readonly DocumentAttribute[] =>
  args.length === 0 ? element.attributes : element.attributes.filter((one) => namespaceOf(one) === orNull(args[0]));

const elementsIn = (element: DocumentElement): DocumentElement[] =>
  element.children.filter((child): child is DocumentElement => child.kind === 'element');

/** By name in the namespace of the element, or by namespace and name. */
function childElements(
  element: DocumentElement,
  args: readonly unknown[],
): { readonly children: readonly DocumentElement[]; readonly named: string } {
  const [namespace, name] = args.length > 1 ? [orNull(args[0]), args[1]] : [namespaceOf(element), args[0]];
  const children = elementsIn(element).filter((child) => isNamed(child, namespace, name));
  const named = `namespace '${namespace}' and name '${String(name)}'`;
  if (children.length === 0) throw failure(`Unable to find child element with ${named}`);
  return { children, named };
}

/** As in the DOM: the text of everything inside, without comments and instructions. */
const textContent = (element: DocumentElement): string => {
  if (elementsIn(element).length === 0) return textOf(element);
  return element.children
    .map((child) =>
      child.kind === 'element' ? textContent(child) : child.kind === 'text' || child.kind === 'cdata' ? child.text : '',
    )
    .join('');
};
