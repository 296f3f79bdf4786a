import { addDays, daysBetween, weekdayOf, yearOf, type Day } from '@anliu/office-time';

/** One year's arrangement as the State Council publishes it, or a provisional one until it does. */
export interface Arrangement {
  year: number;
  status: 'published' | 'provisional';
  /** Addresses of the notices. */
  papers: string[];
  source: string;
  /** Exceptions to "weekends are off": `off` false is a weekend worked. */
  days: { date: Day; name: string; off: boolean }[];
}

const isWeekday = (day: Day): boolean => weekdayOf(day) % 6 !== 0;

const A_MONDAY: Day = '1969-12-29';

/** Mondays to Fridays from a Monday long ago up to and including a day; only differences mean something. */
function weekdaysUpTo(day: Day): number {
  const days = daysBetween(A_MONDAY, day);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7 + 1, 5);
}

/** Which days are worked, and whether that is already official. */
export class WorkCalendar {
  readonly #exceptions = new Map<Day, { name: string; off: boolean }>();
  readonly #published = new Set<number>();
  /** Exceptions that change whether a day is worked, in order, each with the sum of the changes up to it. */
  #shifts: { readonly day: Day; readonly sum: number }[] | undefined;

  /** Later arrangements override earlier ones: the national first, then regional ones. */
  constructor(arrangements: readonly Arrangement[]) {
    for (const arrangement of arrangements) {
      if (arrangement.status === 'published') this.#published.add(arrangement.year);
      for (const { date, name, off } of arrangement.days) this.#exceptions.set(date, { name, off });
    }
  }

  isWorkingDay(day: Day): boolean {
    const exception = this.#exceptions.get(day);
    if (exception) return !exception.off;
    return isWeekday(day);
  }

  /** How many working days come after `from` up to and including `to`; 0 when `to` is not later. Takes no longer for years than for days. */
  workingDaysAfter(from: Day, to: Day): number {
    if (to <= from) return 0;
    return weekdaysUpTo(to) + this.#shiftUpTo(to) - weekdaysUpTo(from) - this.#shiftUpTo(from);
  }

  #shiftUpTo(day: Day): number {
    const shifts = (this.#shifts ??= this.#findShifts());
    let [low, high] = [0, shifts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shifts[middle]!.day <= day) low = middle + 1;
      else high = middle;
    }
    return shifts[low - 1]?.sum ?? 0;
  }

  #findShifts(): { day: Day; sum: number }[] {
    let sum = 0;
    return [...this.#exceptions.keys()].sort().flatMap((day) => {
      const shift = Number(this.isWorkingDay(day)) - Number(isWeekday(day));
      sum += shift;
      return shift === 0 ? [] : [{ day, sum }];
    });
  }

  /** False while the year's arrangement is not out: a date counted across it is 暂定. */
  isPublished(day: Day): boolean {
    return this.#published.has(yearOf(day));
  }

  /** Festival or make-up day by name, for calendars on screen. */
  nameOf(day: Day): string | undefined {
    return this.#exceptions.get(day)?.name;
  }

  /** The day itself when worked, else the next day that is. */
  nextWorkingDay(day: Day): Day {
    let next = day;
    while (!this.isWorkingDay(next)) next = addDays(next, 1);
    return next;
  }
}
