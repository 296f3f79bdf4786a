import { endOfDay } from '@anliu/office-time';

/** Answers of finished commands kept on a case, so that a repeated request gives the same answer. */
export const MAX_FINISHED_COMMANDS = 100;
/** Attempts of one optimistic write before it is given up. */
export const MAX_WRITE_ATTEMPTS = 20;
/** Characters of an opinion. */
export const MAX_OPINION_LENGTH = 2_000;
/** Characters of a search text. */
export const MAX_SEARCH_LENGTH = 60;
export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;
/** Children one `case.open` may open. */
export const MAX_OPENED_CASES = 200;
/** Characters of a case title; longer ones end with an ellipsis. */
export const MAX_TITLE_LENGTH = 60;
/** Bytes of the JSON body of a start or completion. */
export const MAX_SUBMISSION_BYTES = 2 * 1024 * 1024;
/** Characters of an idempotency key. */
export const MAX_KEY_LENGTH = 100;
/** Events read from the engine at once. */
export const EVENT_BATCH = 200;
/** Milliseconds the stored cursor may lag behind the events that were handled; so much comes again after a crash. */
export const CURSOR_SAVE_MS = 500;
/** Attempts of one event before it is set aside with an error in the log. */
export const MAX_EVENT_ATTEMPTS = 5;
/** Milliseconds an answer waits for what follows automatically (documents, child cases). */
export const SETTLE_MS = 4_000;
/** Milliseconds an answer waits for the projections. */
export const CATCH_UP_MS = 10_000;
/** Milliseconds between attempts to finish commands whose engine could not be reached. */
export const RECOVERY_INTERVAL_MS = 15_000;
/** Timer due date of a stopped clock: far away, so that nothing happens until it resumes. */
export const STOPPED_UNTIL = endOfDay('2999-12-31');
/** Cases kept in memory after they were read or written. */
export const MAX_RECENT_CASES = 256;
