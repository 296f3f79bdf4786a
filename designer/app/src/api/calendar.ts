import { http } from './http.js';

export interface CalendarException {
  date: string;
  name: string;
  off: boolean;
}
export interface CalendarYear {
  year: number;
  status: 'published' | 'provisional';
  papers: string[];
  source: string;
  workingDays: number;
  days: { date: string; working: boolean; name?: string }[];
}

export const calendarApi = {
  year: (year: number, signal?: AbortSignal): Promise<CalendarYear> =>
    http.get('/api/calendar', { query: { year }, ...(signal ? { signal } : {}) }),
  save: (
    year: number,
    input: Pick<CalendarYear, 'status' | 'papers' | 'source'> & { days: CalendarException[] },
  ): Promise<CalendarYear> => http.put(`/api/calendar/${year}`, input),
};
