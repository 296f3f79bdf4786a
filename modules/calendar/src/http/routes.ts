import { invalid, route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { checkArrangement } from '../domain/check.js';
import { addDays, type Day } from '@anliu/office-time';
import type { Arrangement, WorkCalendar } from '../domain/work-calendar.js';
import { MAX_ARRANGEMENT_DAYS } from '../limits.js';

export const MANAGE_CALENDAR = 'calendar.manage';

const year = z.coerce.number().int().min(2000).max(2100);

export interface CalendarRoutes {
  calendarOf(): WorkCalendar;
  arrangementOf(year: number): Arrangement | undefined;
  save(arrangement: Arrangement, by: string, at: Date): Promise<void>;
}

/** Days of a year as a screen colours them. */
function daysOf(calendar: WorkCalendar, of: number): { date: Day; working: boolean; name?: string }[] {
  const days = [];
  for (let day = `${of}-01-01`; day <= `${of}-12-31`; day = addDays(day, 1)) {
    const name = calendar.nameOf(day);
    days.push({ date: day, working: calendar.isWorkingDay(day), ...(name === undefined ? {} : { name }) });
  }
  return days;
}

/** One year with every day of it, and where its arrangement comes from. */
export function describeYear(calendar: WorkCalendar, arrangements: readonly Arrangement[], of: number) {
  const arrangement = arrangements.findLast((item) => item.year === of);
  const days = daysOf(calendar, of);
  return {
    year: of,
    status: arrangement?.status ?? ('provisional' as const),
    papers: arrangement?.papers ?? [],
    source: arrangement?.source ?? '通知未发布，按周末休息暂算',
    workingDays: days.filter((day) => day.working).length,
    days,
  };
}

export function calendarRoutes(calendars: CalendarRoutes): RouteDeclaration[] {
  const answer = (of: number) => {
    const arrangement = calendars.arrangementOf(of);
    return describeYear(calendars.calendarOf(), arrangement ? [arrangement] : [], of);
  };
  return [
    route({
      method: 'GET',
      path: '/api/calendar',
      access: { authenticated: true },
      summary: '工作日历：某年每一天是否工作日',
      query: z.strictObject({ year: year.optional() }),
      handle: async ({ query, now }) => answer(query.year ?? now.getUTCFullYear()),
    }),
    route({
      method: 'PUT',
      path: '/api/calendar/:year',
      access: { permission: MANAGE_CALENDAR },
      summary: '录入某年节假日安排',
      audit: { own: true },
      params: z.strictObject({ year }),
      body: z.strictObject({
        status: z.enum(['published', 'provisional']),
        papers: z.array(z.url().max(300)).max(10),
        source: z.string().max(200).default(''),
        days: z
          .array(z.strictObject({ date: z.string().max(10), name: z.string().max(40), off: z.boolean() }))
          .max(MAX_ARRANGEMENT_DAYS),
      }),
      handle: async ({ params, body, person, now }) => {
        const arrangement: Arrangement = { year: params.year, ...body };
        const errors = checkArrangement(arrangement);
        if (errors.length > 0) throw invalid('节假日安排有误，请按提示改正。', errors);
        await calendars.save(arrangement, person().person.id, now);
        return answer(params.year);
      },
    }),
  ];
}
