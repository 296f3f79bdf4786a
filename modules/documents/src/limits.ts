/** Characters of a template. */
export const MAX_TEMPLATE_LENGTH = 100_000;
/** Repetitions of one `data-each`. */
export const MAX_REPETITIONS = 500;
/** Characters of a merged document. */
export const MAX_MERGED_LENGTH = 2_000_000;
/** Nesting of elements in a template. */
export const MAX_TEMPLATE_DEPTH = 32;
/** Bytes of an issued PDF. */
export const MAX_PDF_BYTES = 20 * 1024 * 1024;
/** How often a number that somebody else has just taken is tried again. */
export const MAX_NUMBER_ATTEMPTS = 100;
