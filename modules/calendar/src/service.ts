import { serviceToken } from '@anliu/kit';
import type { Arrangement, WorkCalendar } from './domain/work-calendar.js';

export interface CalendarService {
  /** The calendar of a region; answers from memory. */
  calendarOf(region: string): WorkCalendar;
  /** Called after an arrangement was published or changed; open clocks are to be read anew, closed ones never. */
  onChange(listener: (region: string, year: number) => void | Promise<void>): void;
  /** This year and the next as they stand, for whoever sets up an installation. */
  years(now: Date): { year: number; status: Arrangement['status']; workingDays: number; source: string }[];
  arrangements(region: string): readonly Arrangement[];
}

export const CALENDAR = serviceToken<CalendarService>('calendar');
