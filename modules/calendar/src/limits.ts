/** Longest count of days or working days one clock may run. Ten years; every statutory limit is far below. */
export const MAX_DAYS = 3_660;
/** Longest count of hours. */
export const MAX_HOURS = MAX_DAYS * 24;
/** Days one published arrangement may name. */
export const MAX_ARRANGEMENT_DAYS = 120;
/** Stops one clock may have. */
export const MAX_STOPS = 100;
