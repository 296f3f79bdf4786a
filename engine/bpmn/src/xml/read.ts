import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { readingXml, type ReadResult } from '@anliu/engine-xml';
import { EXTENSION_NAMESPACES } from './names.js';

/** Reads the XML of a BPMN model. Ids inside extension elements belong to the extensions and may repeat. */
export function readingBpmnXml(xml: string): InPieces<ReadResult> {
  return readingXml(xml, { idsAreUnique: (namespace) => !EXTENSION_NAMESPACES.has(namespace) });
}

/** The same in one go. */
export const readXml = (xml: string): ReadResult => toEnd(readingBpmnXml(xml));
