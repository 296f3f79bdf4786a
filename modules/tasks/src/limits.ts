/** Bytes of the JSON of a draft; autosaved drafts hold form values, not files. */
export const MAX_DRAFT_BYTES = 1024 * 1024;
/** Characters of the reason of a transfer. */
export const MAX_REASON_LENGTH = 200;
export const MAX_NOTICE_LENGTH = 1_000;
/** Notices a person sees at once, newest first. */
export const MAX_NOTICES = 100;
/** Sorts after every due date. */
export const NEVER_DUE = '9999';
/** Names of people a case is found by; who started and who has it now come first. */
export const MAX_SEARCHED_NAMES = 20;
/** Results of a search and overdue cases are counted up to here; then the answer says there are more. */
export const MAX_COUNTED = 1_000;
/** Cases whose rows are made anew at once when the worklist is built. */
export const REBUILD_BATCH = 200;
