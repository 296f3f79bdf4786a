import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startStandalone } from '../../src/index.js';
import { engineServer } from '../support/engine-server.js';
import type { EngineServer } from '../support/engine-server.js';

let server: EngineServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const calling = (at: string, { id, password }: { readonly id: string; readonly password: string }) =>
  fetch((server?.url ?? '') + at, {
    headers: { authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` },
  });

it('the user made at the start administers an engine that enforces authorizations; another may nothing', async () => {
  server = await engineServer('off', { auth: 'basic', authorization: 'on' });
  const { firstUser, engine, lacksAdministrator } = server.standalone;
  expect(lacksAdministrator).toBe(false);
  const li = { id: 'li', firstName: null, lastName: null, email: null };
  await engine.identity.createUser(li, 'secret');
  expect(await (await calling('/user/count', firstUser ?? { id: '', password: '' })).json()).toEqual({ count: 2 });
  expect(await (await calling('/user/count', { id: 'li', password: 'secret' })).json()).toEqual({ count: 1 });
  expect((await calling('/deployment/registered', { id: 'li', password: 'secret' })).status).toBe(403);
});

it('it is said when authorizations are enforced and nobody may change them', async () => {
  server = await engineServer('off', { authenticate: () => 'li', authorization: 'on' });
  expect(server.standalone.lacksAdministrator).toBe(true);
});

it('callers without names cannot be bound', async () => {
  const dataDir = path.join(os.tmpdir(), 'anliu-never-made');
  await expect(startStandalone({ dataDir, port: 0, authorization: 'on' })).rejects.toThrow('--auth basic');
  expect(fs.existsSync(dataDir)).toBe(false);
});
