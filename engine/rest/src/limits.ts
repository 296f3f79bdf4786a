/** Largest JSON body in bytes. Files travel base64-encoded in variables, so this is generous. */
export const MAX_JSON_BODY_BYTES = 16 * 1024 * 1024;
/** Deepest nesting of objects and lists in a JSON body. */
export const MAX_JSON_DEPTH = 64;
/** Largest multipart body (deployments, attachments, variable files) in bytes. */
export const MAX_MULTIPART_BYTES = 32 * 1024 * 1024;
/** Most parts of one multipart body. */
export const MAX_MULTIPART_PARTS = 500;
/** Most tasks one fetchAndLock may ask for. */
export const MAX_FETCH_TASKS = 10_000;
/** Most topics one fetchAndLock may name. */
export const MAX_FETCH_TOPICS = 500;
/** Longest lock of an external task in milliseconds: one year. */
export const MAX_LOCK_DURATION_MS = 365 * 24 * 60 * 60 * 1000;
/** Longest a fetchAndLock may wait, as in Camunda: 30 minutes. */
export const MAX_ASYNC_RESPONSE_TIMEOUT_MS = 1_800_000;
/** Longest text of one query parameter. */
export const MAX_QUERY_PARAMETER_LENGTH = 100_000;
/** Most rows one list answers; larger pages are cut to it, as are lists that ask for no page. */
export const MAX_PAGE_SIZE = 10_000;
/** Most intervals one answer of `/metrics` holds, as in Camunda. */
export const MAX_METRIC_INTERVALS = 200;
