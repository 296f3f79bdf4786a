/** Tries a failed step gets when somebody asks for it again. */
export const RETRIES = 3;
/** Incidents one "retry all alike" takes; what is left is said and can be asked for again. */
export const MAX_RETRIED = 1_000;
/** Incidents looked up at a time while they are retried. */
export const RETRY_BATCH = 200;
/** A due job that waits longer than this (milliseconds) waits for something that does not come. */
export const OVERDUE_JOB_MS = 5 * 60_000;
/** An external task that nobody asks for is a problem after this long (milliseconds). */
export const UNSERVED_AFTER_MS = 2 * 60_000;
/** Topics one overview looks at. */
export const MAX_TOPICS = 100;
/** Characters of a reason that are shown. */
export const MAX_REASON_SHOWN = 200;
/** Characters of a value that is typed in for a variable. */
export const MAX_VALUE_LENGTH = 4_000;
/** Entries of a code table that are offered to choose from; a longer one is typed. */
export const MAX_CHOICES = 200;
/** Timers of one case that are listed. */
export const MAX_TIMERS = 50;
export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;
