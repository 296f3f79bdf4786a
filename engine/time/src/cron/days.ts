import { daysIn } from '../wall.js';

/** Which days of a month count. Weekdays: 0 is Sunday. */
export type DayRule =
  | { readonly kind: 'any' }
  | { readonly kind: 'days'; readonly days: ReadonlySet<number> }
  | { readonly kind: 'last'; readonly before: number }
  | { readonly kind: 'lastWorkday' }
  | { readonly kind: 'workday'; readonly day: number }
  | { readonly kind: 'weekdays'; readonly weekdays: ReadonlySet<number> }
  | { readonly kind: 'nth'; readonly weekday: number; readonly nth: number }
  | { readonly kind: 'lastWeekday'; readonly weekday: number };

export const ANY_DAY: DayRule = { kind: 'any' };

const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** Whether a day of the calendar counts. */
export function counts(rule: DayRule, year: number, month: number, day: number): boolean {
  const last = daysIn(year, month);
  switch (rule.kind) {
    case 'any':
      return true;
    case 'days':
      return rule.days.has(day);
    case 'last':
      return day === last - rule.before;
    case 'lastWorkday':
      return day === workdayNear(year, month, last);
    case 'workday':
      return rule.day <= last && day === workdayNear(year, month, rule.day);
    case 'weekdays':
      return rule.weekdays.has(weekdayOf(year, month, day));
    case 'nth':
      return weekdayOf(year, month, day) === rule.weekday && Math.ceil(day / 7) === rule.nth;
    case 'lastWeekday':
      return weekdayOf(year, month, day) === rule.weekday && day > last - 7;
  }
}

/** The day from Monday to Friday nearest to a day, within its month. */
function workdayNear(year: number, month: number, day: number): number {
  const weekday = weekdayOf(year, month, day);
  const last = daysIn(year, month);
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}
