export {
  MAX_ATTRIBUTE_LENGTH,
  MAX_ATTRIBUTES,
  MAX_ELEMENTS,
  MAX_ID_LENGTH,
  MAX_XML_DEPTH,
  MAX_XML_LENGTH,
} from '@anliu/engine-xml';

/** Most problems reported for one model. A model with that many has one cause. */
export const MAX_PROBLEMS = 200;
