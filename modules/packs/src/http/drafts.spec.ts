import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { ServiceRegistry, type RequestContext, type RouteDeclaration } from '@anliu/kit';
import { connect } from '@anliu/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { templatesFolder } from '@anliu/regions';
import { Packs } from '../service.js';
import { packRoutes } from './routes.js';

const clock = { now: () => new Date('2026-11-23T02:00:00Z') };
let packs: Packs;
let routes: RouteDeclaration[];
let close: () => Promise<void>;

beforeAll(async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-drafts-'));
  const storage = await connect(`file:${dataDir}`);
  const engine = await createEmbeddedEngine({ dataDir, clock: () => clock.now().getTime() });
  const quiet = (): void => undefined;
  packs = new Packs({ storage, engine, clock, log: { info: quiet, warn: quiet, error: quiet } });
  await packs.start(templatesFolder());
  routes = packRoutes(packs, { clock, services: new ServiceRegistry(), audit: async () => undefined });
  close = async () => {
    await engine.close();
    await storage.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}, 120_000);
afterAll(() => close());

const call = (method: string, route: string, given: object): Promise<unknown> => {
  const found = routes.find((item) => item.method === method && item.path === route);
  if (!found) throw new Error(`no route ${method} ${route}`);
  const person = () => ({ person: { name: '业务员' } });
  return Promise.resolve(
    found.handle({ query: {}, body: undefined, person, ...given } as unknown as RequestContext<never, never, never>),
  );
};
const pack = { id: 'county-hazard' };
const setParameter = (artifact: string, value: number) =>
  call('PUT', '/api/packs/:id/parameters/:artifact', { params: { ...pack, artifact }, body: { hash: '', value } });
const discard = (query: object) => call('DELETE', '/api/packs/:id/draft', { params: pack, query });
const draft = async () => (await packs.content('county-hazard')).pack.draft;

describe('unpublished changes', () => {
  beforeEach(async () => {
    await setParameter('TP71', 3);
    await setParameter('TP73', 7);
  });

  it('are thrown away one by one, and the draft with the last of them', async () => {
    await discard({ parameter: 'TP71' });
    expect((await draft())?.parameters).toEqual({ TP73: 7 });
    await discard({ parameter: 'TP73' });
    expect(await draft()).toBeNull();
  });

  it('are thrown away all at once, and then there is nothing to throw away', async () => {
    await discard({});
    expect(await draft()).toBeNull();
    await expect(discard({})).rejects.toMatchObject({ status: 409, code: 'DRAFT_NONE' });
  });
});
