import type { AnliuModule, Platform } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { KNOWN_ARRANGEMENTS } from './domain/published.js';
import { WorkCalendar, type Arrangement } from './domain/work-calendar.js';
import { calendarRoutes, describeYear, MANAGE_CALENDAR } from './http/routes.js';
import { CALENDAR, type CalendarService } from './service.js';
import { arrangementId, calendarModel, NATIONAL } from './store/calendars.js';
import { say } from './sentences.js';

/** Working calendars: known arrangements are seeded, newer ones entered; everything is answered from memory. */
export function createCalendarModule(platform: Platform): AnliuModule {
  const model = calendarModel(platform.storage);
  const listeners: ((region: string, year: number) => void | Promise<void>)[] = [];
  let byRegion = new Map<string, Arrangement[]>([[NATIONAL, [...KNOWN_ARRANGEMENTS]]]);
  let calendars = new Map<string, WorkCalendar>();

  const arrangements = (region: string): Arrangement[] => [
    ...(byRegion.get(NATIONAL) ?? []),
    ...(region === NATIONAL ? [] : (byRegion.get(region) ?? [])),
  ];
  const service: CalendarService = {
    arrangements,
    years: (now) =>
      [0, 1].map((ahead) => {
        const { year, status, workingDays, source } = describeYear(
          service.calendarOf(NATIONAL),
          arrangements(NATIONAL),
          now.getUTCFullYear() + ahead,
        );
        return { year, status, workingDays, source };
      }),
    calendarOf: (region) => {
      const calendar = calendars.get(region) ?? new WorkCalendar(arrangements(region));
      calendars.set(region, calendar);
      return calendar;
    },
    onChange: (listener) => void listeners.push(listener),
  };
  platform.services.provide(CALENDAR, service);

  const load = async (): Promise<void> => {
    const next = new Map<string, Arrangement[]>();
    for (const stored of await model.find().sort({ year: 1 }).lean()) {
      const { region, year, status, papers, source, days } = stored;
      next.set(region, [...(next.get(region) ?? []), { year, status, papers, source, days }]);
    }
    byRegion = next;
    calendars = new Map();
  };

  const save = async (arrangement: Arrangement, by: string, at: Date): Promise<void> => {
    const id = arrangementId(NATIONAL, arrangement.year);
    await platform.audit({
      action: 'calendar.save',
      target: id,
      outcome: 'done',
      by,
      detail: { status: arrangement.status, days: arrangement.days.length },
    });
    await model.replaceOne(
      { _id: id },
      { _id: id, region: NATIONAL, ...arrangement, enteredBy: by, enteredAt: officeIso(at) },
      { upsert: true },
    );
    await load();
    for (const listener of listeners) await listener(NATIONAL, arrangement.year);
  };

  return {
    name: 'calendar',
    permissions: [{ id: MANAGE_CALENDAR, title: say.permissionManage }],
    routes: calendarRoutes({
      calendarOf: () => service.calendarOf(platform.config.region),
      arrangementOf: (year) => arrangements(platform.config.region).findLast((item) => item.year === year),
      save,
    }),
    async start() {
      for (const arrangement of KNOWN_ARRANGEMENTS) {
        const id = arrangementId(NATIONAL, arrangement.year);
        const stored = await model.findById(id).lean();
        // What somebody entered stays; a provisional year is replaced once this version knows the published one.
        if (stored && (stored.enteredBy !== undefined || stored.status === arrangement.status)) continue;
        await model.replaceOne({ _id: id }, { _id: id, region: NATIONAL, ...arrangement }, { upsert: true });
      }
      await load();
    },
  };
}
