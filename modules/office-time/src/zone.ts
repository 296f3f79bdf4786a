/** The office's offset from UTC; no daylight saving, the same for the whole country. */
export const OFFSET = '+08:00';
const OFFSET_MS = 8 * 3_600_000;

/** Milliseconds of an instant, moved so that its UTC fields are the office's wall clock. */
export const wallTime = (instant: Date): Date => new Date(instant.getTime() + OFFSET_MS);
