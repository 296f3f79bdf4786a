/** Bytes of the JSON of a draft; autosaved drafts hold form values, not files. */
export const MAX_DRAFT_BYTES = 1024 * 1024;
/** Characters of the reason of a transfer. */
export const MAX_REASON_LENGTH = 200;
export const MAX_NOTICE_LENGTH = 1_000;
/** Notices a person sees at once, newest first. */
export const MAX_NOTICES = 100;
/** Rows read to sort a page; more open work than this on one desk is reported by its count only. */
export const MAX_SORTED_ROWS = 2_000;
/** Sorts after every due date. */
export const NEVER_DUE = '9999';
