/** Longest XML text of one model, in UTF-16 units. */
export const MAX_XML_LENGTH = 5_000_000;

/** Most elements of one model, diagram included. */
export const MAX_ELEMENTS = 100_000;

/** Deepest nesting of elements. Bounds every recursive walk over a model. */
export const MAX_XML_DEPTH = 100;

/** Longest attribute value. */
export const MAX_ATTRIBUTE_LENGTH = 65_536;

/** Most attributes of one element. */
export const MAX_ATTRIBUTES = 500;

/** Longest id. */
export const MAX_ID_LENGTH = 255;
