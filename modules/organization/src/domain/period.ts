/** A day as people write it, `2026-11-30`. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export interface Period {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export const isDay = (text: string): boolean =>
  DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Both ends belong to the period; days compare as texts. */
export const covers = ({ from, until }: Period, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

export const isOver = ({ until }: Period, day: string): boolean => until !== undefined && until < day;
