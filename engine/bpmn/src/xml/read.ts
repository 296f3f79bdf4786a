import { readXml as readAnyXml, type ReadResult } from '@anliu/engine-xml';
import { EXTENSION_NAMESPACES } from './names.js';

/** Reads the XML of a BPMN model. Ids inside extension elements belong to the extensions and may repeat. */
export function readXml(xml: string): ReadResult {
  return readAnyXml(xml, { idsAreUnique: (namespace) => !EXTENSION_NAMESPACES.has(namespace) });
}
