export { decodeXml, decodeXmlAnyway, encodeXml, type Decoded } from './decode.js';
export { attribute, idOf, isTrue, nonEmpty, type XmlAttribute, type XmlElement } from './element.js';
export {
  MAX_ATTRIBUTE_LENGTH,
  MAX_ATTRIBUTES,
  MAX_ELEMENTS,
  MAX_ID_LENGTH,
  MAX_XML_DEPTH,
  MAX_XML_LENGTH,
} from './limits.js';
export type { Problem } from './problem.js';
export { readXml, readingXml, type ReadOptions, type ReadResult } from './read.js';
export { readDocument, type DocumentResult } from './document/read.js';
export { writeDocument } from './document/write.js';
export {
  textOf,
  type DocumentAttribute,
  type DocumentElement,
  type DocumentNode,
  type XmlDocument,
} from './document/nodes.js';
export { editXml, EditedXml } from './editing/edited-xml.js';
