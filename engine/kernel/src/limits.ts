/** Steps one command may take before it is refused as an endless loop. */
export const MAX_STEPS_PER_COMMAND = 20_000;
/** Rows undone between two stops of a command that is rolled back. */
export const ROWS_PER_PIECE = 500;
/** Instances one multi-instance activity may have. */
export const MAX_MULTI_INSTANCES = 10_000;
/** Nesting of called process instances. */
export const MAX_CALL_DEPTH = 100;
/** Characters of an exception message kept with a job or incident (Camunda keeps 4000). */
export const MAX_MESSAGE_LENGTH = 4_000;
/** Retries of a new job. */
export const DEFAULT_RETRIES = 3;
/** Priority of a user task whose model says nothing. */
export const DEFAULT_TASK_PRIORITY = 50;
