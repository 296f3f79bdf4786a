/** Limits of definitions. */
export const MAX_FIELDS = 300;
export const MAX_COLUMNS = 60;
export const MAX_SECTIONS = 60;
export const MAX_FIELDS_PER_ROW = 4;
export const MAX_RULES = 300;
export const MAX_CHECKS = 200;
export const MAX_VIEWS = 60;
export const MAX_OPTIONS = 200;
/** Characters of one FEEL expression. */
export const MAX_EXPRESSION_LENGTH = 2_000;
/** Characters of one regular expression. */
export const MAX_PATTERN_LENGTH = 200;
export const MAX_TITLE_LENGTH = 80;
export const MAX_HELP_LENGTH = 500;
export const MAX_NAME_LENGTH = 60;

/** Limits of data. */
export const DEFAULT_TEXT_LENGTH = 200;
export const DEFAULT_TEXTAREA_LENGTH = 4_000;
export const MAX_TEXT_LENGTH = 20_000;
export const DEFAULT_TABLE_ROWS = 200;
export const MAX_TABLE_ROWS = 500;
export const DEFAULT_FILES = 9;
export const MAX_FILES = 50;
export const DEFAULT_PERSONS = 20;
export const MAX_ITEMS = 200;
/** First and last day any date may name; `9999-12-31` is a way of saying “never” that counts as two million working days. */
export const EARLIEST_DAY = '1900-01-01';
export const LATEST_DAY = '2100-12-31';
/** Levels and values one submission may hold; beyond that nothing of it is looked at. A full table of 500 rows × 60 columns fits. */
export const MAX_DATA_DEPTH = 8;
export const MAX_DATA_VALUES = 60_000;
/** Errors one answer names: nobody reads more, and a forged submission must not cost the server an answer of megabytes. */
export const MAX_ERRORS = 100;
/** Rounds until rules and computed values must have settled. */
export const MAX_PASSES = 12;
