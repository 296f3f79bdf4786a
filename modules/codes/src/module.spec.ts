import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ServiceRegistry, type Platform } from '@anliu/kit';
import { connect, type Storage } from '@anliu/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES, createCodesModule, parseCodeTable } from './index.js';

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'codes-'));
  storage = await connect(dir);
});
afterEach(async () => {
  await storage.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

async function boot() {
  const services = new ServiceRegistry();
  const module = createCodesModule({ storage, services } as unknown as Platform);
  await module.start?.();
  const get = (id: string, on?: string) =>
    module.routes[1]?.handle({
      params: { id },
      query: on ? { on } : {},
      now: new Date('2026-11-23T02:00:00Z'),
    } as never);
  return { service: services.use(CODES), get };
}

const table = parseCodeTable(
  'CT-06',
  'code,name,from,to,note\n1,一般,2008-02-01,,x\n2,重大,2008-02-01,\n3,特大,2008-02-01,2020-12-31\n',
  '隐患等级',
);

describe('the codes module', () => {
  it('answers what was installed, also after a restart, by date', async () => {
    const first = await boot();
    await first.service.install([table], 'county-hazard@1.0.0');
    for (const { service, get } of [first, await boot()]) {
      expect(service.codes('CT-06', '2026-11-23')?.map((item) => item.code)).toEqual(['1', '2']);
      expect(service.codes('CT-06', '2020-01-01')).toHaveLength(3);
      expect(service.nameOf('CT-06', '3', '2026-11-23')).toBe('特大');
      expect(await get('CT-06')).toEqual({ id: 'CT-06', title: '隐患等级', items: table.items.slice(0, 2) });
      expect(await get('CT-06', '2019-01-01')).toMatchObject({ items: [{}, {}, { code: '3' }] });
    }
  });

  it('replaces a table as a whole and at once', async () => {
    const { service } = await boot();
    await service.install([table], 'a@1');
    expect(service.codes('CT-06', '2026-11-23')).toHaveLength(2);
    await service.install([parseCodeTable('CT-06', 'code,name\n9,新\n')], 'a@2');
    expect(service.codes('CT-06', '2026-11-23')).toEqual([{ code: '9', name: '新' }]);
  });

  it('says in words that a table does not exist', async () => {
    const { service, get } = await boot();
    expect(service.codes('CT-99', '2026-11-23')).toBeUndefined();
    await expect(get('CT-99')).rejects.toMatchObject({ status: 404, message: '没有代码表“CT-99”。' });
  });
});
