/** Last year a date may lie in: what a client can show and a person can mean. */
export const MAX_YEAR = 9999;

/** Years a cron expression is looked through for its next time; one that has none by then never has. */
export const CRON_YEARS = 100;

/** Longest text of a date, duration or cycle. */
export const MAX_TIME_LENGTH = 1_000;

/** Repetitions of `R/…` without a number. */
export const ENDLESS = 2 ** 31 - 1;

/** Zone in which dates are meant that name none, and in which days, months and cron expressions are counted. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';
