import { addDays, weekdayOf, yearOf, type Day } from '@anliu/office-time';

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

/** Which days are worked, and whether that is already official. */
export class WorkCalendar {
  readonly #exceptions = new Map<Day, { name: string; off: boolean }>();
  readonly #published = new Set<number>();

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
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6;
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
