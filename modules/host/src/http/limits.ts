/** Bytes of a JSON body unless a route says otherwise. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** Nesting of a JSON body. */
export const MAX_JSON_DEPTH = 32;
/** Values in a JSON body, names and items of lists alike; no form, draft or model comes near it. */
export const MAX_JSON_VALUES = 20_000;
/**
 * Requests of one person that are worked on at once; further ones wait for their turn, and beyond the second number are refused. Uploads, which
 * may be slow to arrive, have turns of their own.
 */
export const MAX_AT_ONCE_PER_PERSON = 3;
export const MAX_WAITING_PER_PERSON = 60;
/** Parts of a multipart request beside files, and bytes of each. */
export const MAX_FORM_FIELDS = 20;
export const MAX_FORM_FIELD_BYTES = 16 * 1024;
/** Characters of a request address. */
export const MAX_URL_LENGTH = 4_096;
/** Milliseconds a client may take to send headers, and a whole request. */
export const HEADERS_TIMEOUT_MS = 20_000;
export const REQUEST_TIMEOUT_MS = 300_000;
