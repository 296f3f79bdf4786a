import { SaxesParser } from 'saxes';
import { MAX_ATTRIBUTES, MAX_XML_DEPTH, MAX_XML_LENGTH } from '../limits.js';
import type { Problem } from '../problem.js';
import { problemAt, Refusal } from '../refusal.js';
import type { DocumentElement, DocumentNode, XmlDocument } from './nodes.js';
import { declaredPrefix, XMLNS_NAMESPACE } from './nodes.js';

export type DocumentResult =
  | { readonly document: XmlDocument; readonly problem?: undefined }
  | { readonly document?: undefined; readonly problem: Problem };

type Open = { -readonly [K in keyof DocumentElement]: DocumentElement[K] } & { children: DocumentNode[] };

/**
 * Reads a text for editing, with all there is in it. Everything well-formed is read, also what may not be deployed (ids
 * that occur twice, very many attributes); refused is only what could harm the reader: a DOCTYPE, a text longer than
 * `MAX_XML_LENGTH`, elements nested deeper than `MAX_XML_DEPTH`, more than `MAX_ATTRIBUTES` namespaces at one element.
 */
export function readDocument(xml: string): DocumentResult {
  if (xml.length > MAX_XML_LENGTH) {
    const message = `The model is longer than ${MAX_XML_LENGTH} characters`;
    return { problem: problemAt(new Refusal('XML_TOO_LARGE', message), 1, 1) };
  }
  return parseDocument(xml);
}

/** The same for a text of any length. */
export function parseDocument(xml: string): DocumentResult {
  const parser = new SaxesParser({ xmlns: true, position: true });
  try {
    return { document: parse(parser, xml.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: problemAt(error, parser.line, parser.column + 1) };
  }
}

function parse(parser: SaxesParser<{ xmlns: true; position: true }>, xml: string): XmlDocument {
  const before: DocumentNode[] = [];
  const after: DocumentNode[] = [];
  const open: Open[] = [];
  let root: DocumentElement | undefined;
  let version = '1.0';
  const add = (node: DocumentNode): void => {
    (open[open.length - 1]?.children ?? (root ? after : before)).push(node);
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Refusal('XML_DOCTYPE', 'A model must not contain a DOCTYPE');
  });
  parser.on('xmldecl', (declaration) => void (version = declaration.version ?? version));
  parser.on('opentag', ({ name, uri, local, attributes, ns }) => {
    if (open.length >= MAX_XML_DEPTH) {
      throw new Refusal('XML_TOO_DEEP', `Elements are nested deeper than ${MAX_XML_DEPTH}`);
    }
    const around = open[open.length - 1]?.scope ?? new Map<string, string>();
    const own = Object.entries(ns);
    if (own.length > MAX_ATTRIBUTES) {
      throw new Refusal('XML_TOO_MANY_ATTRIBUTES', `An element declares more than ${MAX_ATTRIBUTES} namespaces`);
    }
    const element: Open = {
      kind: 'element',
      name,
      uri,
      local,
      attributes: Object.values(attributes).map((one) => {
        const prefix = declaredPrefix(one as never);
        return prefix === undefined
          ? { name: one.name, uri: one.uri, local: one.local, value: one.value }
          : { name: one.name, uri: XMLNS_NAMESPACE, local: prefix, value: one.value };
      }),
      children: [],
      scope: own.length === 0 ? around : new Map([...around, ...own]),
    };
    if (root) add(element);
    else root = element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    if (open.length > 0) add({ kind: 'text', text });
  });
  parser.on('cdata', (text) => add({ kind: 'cdata', text }));
  parser.on('comment', (text) => add({ kind: 'comment', text }));
  parser.on('processinginstruction', ({ target, body }) => add({ kind: 'instruction', target, body }));
  parser.write(xml).close();
  if (!root) throw new Refusal('XML_SYNTAX', 'document must contain a root element');
  return { version, before, root, after };
}
