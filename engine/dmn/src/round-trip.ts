import { readDocument, writeDocument, type DocumentResult, type XmlDocument } from '@anliu/engine-xml';
import { DMN_NAMESPACES } from './xml/names.js';

/**
 * Opens decisions for editing, with everything in their text: vendor attributes and elements, comments, CDATA. Also what
 * may not be deployed is opened; `readDocument` of `@anliu/engine-xml` says what is refused. The nodes are immutable: an
 * edited document is a copy with other nodes.
 */
export function openDmn(xml: string): DocumentResult {
  const result = readDocument(xml);
  const root = result.document?.root;
  if (!root || (DMN_NAMESPACES.has(root.uri) && root.local === 'definitions')) return result;
  const message = `The root element '${root.name}' is not DMN definitions`;
  const place = { elementIds: [], mainElementId: undefined, line: 1, column: 1 };
  return { problem: { severity: 'error', code: 'XML_NOT_DMN', message, ...place } };
}

/** Writes opened decisions as XML. */
export const serialiseDmn = (document: XmlDocument): string => writeDocument(document);
