/** A calendar day, `YYYY-MM-DD`. Days are counted as days; no time zone is involved. */
export type Day = string;

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day that exists. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && fromUtc(time) === value;
}

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The UTC day of a number of milliseconds; callers shift to the office's wall clock first. */
export const fromUtc = (time: number): Day => new Date(time).toISOString().slice(0, 10);

/** The day that stands in the UTC fields of a date without zone, as spreadsheet readers give dates. */
export const utcDay = (date: Date): Day => fromUtc(date.getTime());

export const addDays = (day: Day, days: number): Day => fromUtc(utc(day) + days * DAY_MS);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: Day): number => new Date(utc(day)).getUTCDay();

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** The corresponding day `months` later, else the end of that month (民法典第二百零二条). */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  const last = new Date(Date.UTC(y, m, 0)).getUTCDate();
  return fromUtc(Date.UTC(y, m - 1, Math.min(date, last)));
}
