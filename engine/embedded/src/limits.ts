/** Commands executed before a commit. */
export const MAX_BATCH_COMMANDS = 500;
/** Milliseconds a batch may take before it is committed. */
export const MAX_BATCH_MS = 25;
/** Milliseconds of long work (reading a model, writing the rows of a huge command) before others get their turn. */
export const MAX_SLICE_MS = 10;
/** Rows a batch writes without looking at the clock: an ordinary batch stays in one turn however busy the machine is. */
export const ROWS_AT_ONCE = 1_000;
/** Rows taken over or written between two looks at the clock. */
export const ROWS_PER_PIECE = 64;
/** Process instances kept in memory; colder ones are read again when they are needed. */
export const MAX_HOT_INSTANCES = 20_000;
/** Compiled definitions kept in memory. */
export const MAX_HOT_DEFINITIONS = 500;
/** Events kept although every consumer has acknowledged them. */
export const MAX_KEPT_EVENTS = 200_000;
/** Jobs taken per round. */
export const MAX_JOBS_PER_ROUND = 100;
/** Longest sleep of the timer loop, so that a clock that jumps is noticed. */
export const MAX_TIMER_SLEEP_MS = 60_000;
/** Longest a fetchAndLock may be parked (Camunda: 30 minutes). */
export const MAX_LONG_POLL_MS = 1_800_000;
/** External tasks one fetchAndLock may lock. */
export const MAX_FETCHED_TASKS = 1_000;
/** Definitions looked at for one deployment. */
export const MAX_RESOURCES_PER_DEPLOYMENT = 500;

/** Parsed decision models kept in memory. */
export const MAX_HOT_DECISION_MODELS = 200;
/** Jobs one run of a batch's seed job makes (Camunda: batchJobsPerSeed). */
export const BATCH_JOBS_PER_SEED = 100;
/** Items one job of a batch works on in one transaction (Camunda: invocationsPerBatchJob). */
export const INVOCATIONS_PER_BATCH_JOB = 1;
/** Milliseconds between two looks whether a batch is done (Camunda: batchPollTime). */
export const BATCH_POLL_MS = 30_000;
/** Items one batch may have. */
export const MAX_BATCH_ITEMS = 500_000;
/** Instances one run of the history cleanup removes in one transaction (Camunda: historyCleanupBatchSize). */
export const CLEANUP_BATCH_SIZE = 500;
/** Milliseconds until the cleanup looks again after a run that found little; doubled each time. */
export const CLEANUP_START_DELAY_MS = 10_000;
export const CLEANUP_MAX_DELAY_MS = 3_600_000;
/**
 * Longest pattern of a `like` condition, in UTF-16 units. With every character escaped or outside ASCII it stays far below what
 * SQLite takes (50,000 bytes).
 */
export const MAX_LIKE_PATTERN_LENGTH = 4_000;
/** Bytes of a database whose pages are all looked at when it is opened; a larger one is believed until it is read. */
export const MAX_CHECKED_BYTES = 256 * 1024 * 1024;
