import type { DocumentElement, DocumentNode, XmlDocument } from './nodes.js';
import { declaredPrefix, isBlank } from './nodes.js';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

type Scope = ReadonlyMap<string, string>;

const reference = (char: string): string => `&#${char.codePointAt(0)};`;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const entity = (char: string): string => ENTITIES[char] ?? reference(char);

/** Characters that would be read as others, or not at all, are written as references (XML 1.0 §2.11, §3.3.3; 1.1 §2.2). */
const escapeText = (text: string): string =>
  text.replace(/[&<>\r\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028]/g, entity);
const escapeValue = (text: string): string =>
  text.replace(/[&<"\t\n\r\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028]/g, entity);

/** Writes a document. Reading what was written gives an equal document, attribute by attribute and node by node. */
export function writeDocument({ version, before, root, after }: XmlDocument): string {
  const out = [`<?xml version="${version}" encoding="UTF-8"?>\n`];
  const scope: Scope = new Map([['xml', XML_NAMESPACE]]);
  for (const node of before) out.push(writeNode(node, scope, 0), '\n');
  out.push(writeNode(root, scope, 0), '\n');
  for (const node of after) if (!isBlank(node)) out.push(writeNode(node, scope, 0), '\n');
  return out.join('');
}

function writeNode(node: DocumentNode, scope: Scope, depth: number): string {
  switch (node.kind) {
    case 'element':
      return writeElement(node, scope, depth);
    case 'text':
      return escapeText(node.text);
    case 'cdata':
      return `<![CDATA[${node.text}]]>`;
    case 'comment':
      return `<!--${node.text}-->`;
    case 'instruction':
      return `<?${node.target}${node.body === '' ? '' : ` ${node.body}`}?>`;
  }
}

function writeElement(element: DocumentElement, around: Scope, depth: number): string {
  const { scope, attributes } = namespacesOf(element, around);
  const tag = `<${element.name}${attributes.map(([name, value]) => ` ${name}="${escapeValue(value)}"`).join('')}`;
  if (element.children.length === 0) return `${tag}/>`;
  const children = element.children.map((child) => writeNode(child, scope, depth + 1));
  if (!element.isFormatted) return `${tag}>${children.join('')}</${element.name}>`;
  const line = `\n${'  '.repeat(depth)}`;
  return `${tag}>${children.map((child) => `${line}  ${child}`).join('')}${line}</${element.name}>`;
}

/** The attributes of an element with the declarations its names need at this place. */
function namespacesOf(
  element: DocumentElement,
  around: Scope,
): { scope: Scope; attributes: (readonly [string, string])[] } {
  const declared = new Map<string, string>();
  for (const one of element.attributes) {
    const prefix = declaredPrefix(one);
    if (prefix !== undefined) declared.set(prefix, one.value);
  }
  const own = new Set(declared.keys());
  const standsFor = (prefix: string): string => declared.get(prefix) ?? around.get(prefix) ?? '';
  const need = (prefix: string, uri: string): void => {
    if (standsFor(prefix) !== uri) declared.set(prefix, uri);
  };
  for (const [prefix, uri] of element.scope ?? []) if (!own.has(prefix)) need(prefix, uri);
  need(prefixOf(element.name), element.uri);
  const names = element.attributes.map((one): readonly [string, string] => {
    const prefix = prefixOf(one.name);
    if (declaredPrefix(one) !== undefined || prefix === '') return [one.name, one.value];
    if (standsFor(prefix) === one.uri) return [one.name, one.value];
    const other = declared.has(prefix) ? freePrefix(one.uri, declared, around) : prefix;
    declared.set(other, one.uri);
    return [`${other}:${one.local}`, one.value];
  });
  const added = [...declared].filter(([prefix, uri]) => !own.has(prefix) && (around.get(prefix) ?? '') !== uri);
  const attributes = [
    ...added.map(([prefix, uri]): readonly [string, string] => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri]),
    ...names,
  ];
  return { scope: declared.size === 0 ? around : new Map([...around, ...declared]), attributes };
}

const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');

/** A prefix that stands for a namespace, or one nothing stands for yet. */
function freePrefix(uri: string, declared: Scope, around: Scope): string {
  for (const [prefix, known] of declared) if (prefix !== '' && known === uri) return prefix;
  for (let number = 0; ; number++) {
    const prefix = `ns${number}`;
    if (!declared.has(prefix) && !around.has(prefix)) return prefix;
  }
}
