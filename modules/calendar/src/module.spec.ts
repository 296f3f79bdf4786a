import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ServiceRegistry, type Platform, type RequestContext } from '@anliu/kit';
import { connect, type Storage } from '@anliu/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALENDAR, createCalendarModule, dueWorkingDays } from './index.js';

let dir: string;
let storage: Storage;
let audits: string[];

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'calendar-'));
  storage = await connect(dir);
  audits = [];
});
afterEach(async () => {
  await storage.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

async function boot() {
  const services = new ServiceRegistry();
  const platform = {
    storage,
    services,
    config: { region: '320724' },
    audit: async (entry: { action: string }) => void audits.push(entry.action),
  } as unknown as Platform;
  const module = createCalendarModule(platform);
  await module.start?.();
  const call = (method: string, request: Partial<RequestContext>) => {
    const route = module.routes.find((item) => item.method === method);
    const person = () => ({ person: { id: 'p1' } });
    return route?.handle({
      now: new Date('2026-11-23T02:00:00Z'),
      params: {},
      query: {},
      person,
      ...request,
    } as never) as Promise<unknown>;
  };
  return { module, call, service: services.use(CALENDAR) };
}

const days2027 = [
  { date: '2027-01-01', name: '元旦', off: true },
  { date: '2027-01-04', name: '元旦', off: true },
];

describe('the calendar module', () => {
  it('knows the published years from the first start and shows them', async () => {
    const { call } = await boot();
    expect(await call('GET', { query: { year: 2026 } })).toMatchObject({ status: 'published', workingDays: 248 });
    expect(await call('GET', { query: {} })).toMatchObject({ year: 2026 });
    expect(await call('GET', { query: { year: 2031 } })).toMatchObject({ status: 'provisional', papers: [] });
  });

  it('takes a newly published year: dates become final, listeners hear of it, and it outlives a restart', async () => {
    const first = await boot();
    const heard: unknown[] = [];
    first.service.onChange((region, year) => void heard.push([region, year]));
    expect(dueWorkingDays('2026-12-31', 1, first.service.calendarOf('320724'))).toEqual({
      day: '2027-01-04',
      provisional: true,
    });
    await first.call('PUT', {
      params: { year: 2027 },
      body: { status: 'published', papers: [], source: '通知', days: days2027 },
    });
    expect(dueWorkingDays('2026-12-31', 1, first.service.calendarOf('320724'))).toEqual({
      day: '2027-01-05',
      provisional: false,
    });
    expect(dueWorkingDays('2027-01-01', 1, first.service.calendarOf('320724'))).toEqual({
      day: '2027-01-05',
      provisional: false,
    });
    expect(heard).toEqual([['CN', 2027]]);
    expect(audits).toEqual(['calendar.save']);
    const second = await boot();
    expect(second.service.calendarOf('320724').isPublished('2027-06-01')).toBe(true);
  });

  it('refuses an arrangement that cannot be, naming the day', async () => {
    const { call } = await boot();
    const days = [
      { date: '2027-02-30', name: 'x', off: true },
      { date: '2027-03-01', name: 'x', off: false },
    ];
    await expect(
      call('PUT', { params: { year: 2027 }, body: { status: 'published', papers: [], source: '', days } }),
    ).rejects.toMatchObject({
      status: 400,
      fields: [{ path: 'days.0.date' }, { path: 'days.1.date', code: 'NOT_WEEKEND' }],
    });
    expect(await call('GET', { query: { year: 2027 } })).toMatchObject({ status: 'provisional' });
  });
});
