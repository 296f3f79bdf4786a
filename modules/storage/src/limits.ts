/** Bytes of one stored document in its JSON form; MongoDB's own limit, so that a database can move between back ends. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Nesting of one stored document; MongoDB's own limit. */
export const MAX_DOCUMENT_DEPTH = 100;
/** Nesting of data that came from a client, before any module looks at it. */
export const MAX_CLIENT_DATA_DEPTH = 32;
/** Characters of a text a person searches for. */
export const MAX_SEARCH_TEXT = 100;
/** Milliseconds a connection waits for a database that another process is just leaving. */
export const OPEN_TIMEOUT_MS = 2_000;
/** Milliseconds between two sweeps of documents that an index with `expireAfterSeconds` lets expire. */
export const EXPIRY_SWEEP_MS = 60_000;
/** Bytes of a database whose pages are all looked at when it is opened; a larger one is believed until it is read. */
export const MAX_CHECKED_BYTES = 256 * 1024 * 1024;
