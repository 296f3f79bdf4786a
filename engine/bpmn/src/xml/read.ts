import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { decodeXml, readingXml, type ReadResult } from '@anliu/engine-xml';
import { idOf, type XmlElement } from './element.js';
import { BPMN_NAMESPACE, BPMNDI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from './names.js';

/** Whose ids are identifiers of the document. What tools keep in extension elements has ids of its own. */
const IDENTIFYING: ReadonlySet<string> = new Set([BPMN_NAMESPACE, BPMNDI_NAMESPACE, DI_NAMESPACE, DC_NAMESPACE]);

const isForeignWithin = (namespace: string, local: string): boolean =>
  namespace === BPMN_NAMESPACE && local === 'extensionElements';

/** The ids of all elements of a text that references may lead to, whether these take part in running or not. */
export function identifiers(root: XmlElement): Set<string> {
  const ids = new Set<string>();
  const waiting = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const id = IDENTIFYING.has(element.uri) ? idOf(element) : undefined;
    if (id !== undefined) ids.add(id);
    if (!isForeignWithin(element.uri, element.local)) waiting.push(...element.children);
  }
  return ids;
}

/** Reads the XML of a BPMN model, a text or a file's bytes. */
export function* readingBpmnXml(xml: string | Uint8Array): InPieces<ReadResult> {
  const { text, problem } = typeof xml === 'string' ? { text: xml } : decodeXml(xml);
  if (problem) return { problem };
  return yield* readingXml(text, { idsAreUnique: (namespace) => IDENTIFYING.has(namespace), isForeignWithin });
}

/** The same in one go. */
export const readXml = (xml: string): ReadResult => toEnd(readingBpmnXml(xml));
