import { notFound, route, type AnliuModule, type Platform } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';
import { z } from 'zod';
import { itemsOn, nameOf, type CodeTable } from './domain/table.js';
import { CODES, type CodesService } from './service.js';
import { codeModel } from './store/tables.js';

/** Answers kept per table; a day or two are asked for all the time, history now and then. */
const EDITIONS_KEPT = 64;

/** Code tables with effective dates, answered from memory. */
export function createCodesModule(platform: Platform): AnliuModule {
  const model = codeModel(platform.storage);
  const tables = new Map<string, { table: CodeTable; editions: Map<string, ReturnType<typeof itemsOn>> }>();
  const remember = ({ id, title, items }: CodeTable): void =>
    void tables.set(id, { table: { id, title, items }, editions: new Map() });

  const service: CodesService = {
    codes: (codeId, onDate) => {
      const entry = tables.get(codeId);
      if (!entry) return undefined;
      const known = entry.editions.get(onDate);
      if (known) return known;
      if (entry.editions.size >= EDITIONS_KEPT) entry.editions.clear();
      const items = itemsOn(entry.table, onDate);
      entry.editions.set(onDate, items);
      return items;
    },
    nameOf: (codeId, code, onDate) => {
      const entry = tables.get(codeId);
      return (entry && nameOf(entry.table, code, onDate)) ?? code;
    },
    install: async (installed, origin) => {
      for (const table of installed) {
        await model.replaceOne({ _id: table.id }, { _id: table.id, ...table, origin }, { upsert: true });
        remember(table);
      }
    },
    list: () =>
      [...tables.values()].map(({ table }) => ({ id: table.id, title: table.title, items: table.items.length })),
  };
  platform.services.provide(CODES, service);

  return {
    name: 'codes',
    permissions: [],
    routes: [
      route({
        method: 'GET',
        path: '/api/codes',
        access: { authenticated: true },
        summary: '代码表目录',
        handle: async () => ({ items: service.list() }),
      }),
      route({
        method: 'GET',
        path: '/api/codes/:id',
        access: { authenticated: true },
        summary: '代码表在某日有效的条目',
        params: z.strictObject({ id: z.string().max(60) }),
        query: z.strictObject({ on: z.iso.date().optional() }),
        handle: async ({ params, query, now }) => {
          const table = tables.get(params.id)?.table;
          if (!table) throw notFound(`没有代码表“${params.id}”。`);
          return { id: table.id, title: table.title, items: service.codes(params.id, query.on ?? dayOf(now)) };
        },
      }),
    ],
    async start() {
      for (const { id, title, items } of await model.find().lean()) remember({ id, title, items });
    },
  };
}
